package org.opensmdp.crypto;

import org.opensmdp.rsp.Bytes;

/** ECDSA with SHA-256, raw r || s, as every signature of SGP.22 is made (SGP.22 v2 §2.6.7). Any thread. */
public final class Signatures {
  private Signatures() {}

  /**
   * Whether {@code signature} is that of {@code message} by {@code key}. Whatever is malformed (a
   * size other than 64, r or s 0 or not below n, a point beside the curve) does not verify. A high s
   * does: SGP.22 does not ask for the low one.
   */
  public static boolean verify(EcPublicKey key, Bytes message, Bytes signature) {
    return RawSignature.of(key.curve(), signature)
        .filter(raw -> CryptoProviders.of(key.curve()).verifies(key.point(), message, raw))
        .isPresent();
  }
}
