package org.opensmdp.crypto;

import java.util.Optional;

/**
 * Which library computes on which curve, chosen once when the class loads: on P-256 Conscrypt if its
 * native library loads here, else Bouncy Castle; on brainpoolP256r1 always Bouncy Castle. The system
 * property {@code opensmdp.crypto=bouncycastle} leaves the native library out.
 */
public final class CryptoProviders {
  private static final boolean NATIVE_WANTED =
      !"bouncycastle".equals(System.getProperty("opensmdp.crypto", ""));
  private static final Optional<ConscryptEngine> NATIVE =
      NATIVE_WANTED ? ConscryptEngine.load() : Optional.empty();
  private static final EcEngine NIST =
      NATIVE.isPresent() ? NATIVE.get() : BouncyCastleEngine.of(Curve.NIST_P256);

  private CryptoProviders() {}

  static EcEngine of(Curve curve) {
    return curve == Curve.NIST_P256 ? NIST : BouncyCastleEngine.of(curve);
  }

  /** Whether P-256 is computed by native code. */
  public static boolean isNative() {
    return NATIVE.isPresent();
  }

  /** Returns what computes on P-256, by name and version: {@code Conscrypt 2.9.0}. */
  public static String description() {
    return isNative() ? ConscryptEngine.version() : BouncyCastleEngine.version();
  }
}
