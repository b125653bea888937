package org.opensmdp.crypto;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Der;
import org.opensmdp.rsp.Eid;

/**
 * Binds profile packages to eUICCs (SGP.22 v2 §2.5.4, §5.5). The one-time key, the shared secret and
 * the session keys live for one call. Any thread, if the sources it was given are.
 */
public final class Binder {
  /** Any size from 1 to 16 is right; this is the one cards of the field have seen. */
  private static final int HOST_ID_OCTETS = 8;

  private final Function<Curve, EphemeralKey> oneTimeKeys;
  private final Supplier<Bytes> hostIds;

  public Binder(SecureRandom random) {
    this(curve -> EphemeralKey.generate(curve, random), () -> hostId(random));
  }

  /** Takes the source of one-time keys, which are closed after use, and of host identifiers. */
  public Binder(Function<Curve, EphemeralKey> oneTimeKeys, Supplier<Bytes> hostIds) {
    this.oneTimeKeys = oneTimeKeys;
    this.hostIds = hostIds;
  }

  /**
   * Binds a package to the one-time key of an eUICC, on whose curve all happens.
   *
   * @param configureIsdp ConfigureISDPRequest, BF24
   * @param storeMetadata StoreMetadataRequest, BF25, the octets of authenticateClient
   * @throws InvalidPoint if the one-time key is not a point of its curve
   */
  public Binding bind(
      Eid eid,
      EcPublicKey euiccOtpk,
      Bytes configureIsdp,
      Bytes storeMetadata,
      ProfileProtection protection)
      throws InvalidPoint {
    var hostId = hostIds.get();
    try (var oneTimeKey = oneTimeKeys.apply(euiccOtpk.curve());
        var z = oneTimeKey.agree(euiccOtpk);
        var keys = KeyDerivation.sessionKeys(z, hostId, eid);
        var bsp = new Bsp(keys)) {
      var head = Bytes.concat(
          Der.tlv(0xA0, bsp.encryptAndMac(0x87, configureIsdp)),
          Der.tlv(0xA1, bsp.macOnlySegments(0x88, storeMetadata)),
          keysOrProfile(bsp, protection));
      return new Binding(euiccOtpk, oneTimeKey.publicKey(), hostId, head, ahead(protection));
    }
  }

  /**
   * Checks a one-time key that nothing will be bound to.
   *
   * @throws InvalidPoint if the one-time key is not a point of its curve
   */
  public void check(EcPublicKey euiccOtpk) throws InvalidPoint {
    try (var oneTimeKey = oneTimeKeys.apply(euiccOtpk.curve())) {
      oneTimeKey.agree(euiccOtpk).close();
    }
  }

  private static Bytes keysOrProfile(Bsp bsp, ProfileProtection protection) {
    if (protection instanceof ProfileProtection.ProfileKeys ahead) {
      return Der.tlv(0xA2, bsp.encryptAndMac(0x87, ahead.keys().toDer()));
    }
    var clear = (ProfileProtection.SessionKeys) protection;
    return Der.tlv(0xA3, bsp.encryptAndMacSegments(0x86, clear.unprotectedProfilePackage()));
  }

  private static Optional<Bytes> ahead(ProfileProtection protection) {
    return protection instanceof ProfileProtection.ProfileKeys ahead
        ? Optional.of(ahead.protectedSegments())
        : Optional.empty();
  }

  private static Bytes hostId(SecureRandom random) {
    var octets = new byte[HOST_ID_OCTETS];
    random.nextBytes(octets);
    return Bytes.wrap(octets);
  }
}
