package org.opensmdp.crypto;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import java.util.Objects;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Secret;

/**
 * Session keys out of the shared secret: the key derivation function of ANSI X9.63 with SHA-256
 * (SGP.22 v2 annex G). Both sides compute the same.
 */
public final class KeyDerivation {
  private static final int KEY_TYPE_AES = 0x88;
  private static final int KEY_LENGTH = 16;
  private static final Provider SUN =
      Objects.requireNonNull(Security.getProvider("SUN"), "the JDK has no SUN provider");

  private KeyDerivation() {}

  /** Returns the chaining value, S-ENC and S-MAC, in the order in which the function yields them. */
  public static BspKeys sessionKeys(Secret z, Bytes hostId, Eid eid) {
    var material = material(z, sharedInfo(hostId, eid).toArray());
    try {
      return new BspKeys(
          Bytes.of(Arrays.copyOfRange(material, 0, 16)),
          secret(material, 16),
          secret(material, 32));
    } finally {
      Arrays.fill(material, (byte) 0);
    }
  }

  /**
   * Returns key type, key length, and hostId and EID with a length octet each; the EID is the 16
   * octets, not the 32 digits.
   */
  public static Bytes sharedInfo(Bytes hostId, Eid eid) {
    if (hostId.isEmpty() || hostId.size() > 16) {
      throw new IllegalArgumentException(
          "hostId: %d octets (expected: 1 to 16)".formatted(hostId.size()));
    }
    var octets = eid.octets();
    return Bytes.concat(
        Bytes.of((byte) KEY_TYPE_AES, (byte) KEY_LENGTH, (byte) hostId.size()),
        hostId,
        Bytes.of((byte) octets.size()),
        octets);
  }

  private static byte[] material(Secret z, byte[] sharedInfo) {
    var secret = z.toArray();
    var material = new byte[64];
    for (byte counter = 1; counter <= 2; counter++) {
      var digest = sha256();
      digest.update(secret);
      digest.update(new byte[] {0, 0, 0, counter});
      var hash = digest.digest(sharedInfo);
      System.arraycopy(hash, 0, material, (counter - 1) * hash.length, hash.length);
      Arrays.fill(hash, (byte) 0);
    }
    Arrays.fill(secret, (byte) 0);
    return material;
  }

  private static Secret secret(byte[] material, int from) {
    var key = Arrays.copyOfRange(material, from, from + KEY_LENGTH);
    var secret = Secret.of(key);
    Arrays.fill(key, (byte) 0);
    return secret;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256", SUN);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the JDK has no SHA-256", e);
    }
  }
}
