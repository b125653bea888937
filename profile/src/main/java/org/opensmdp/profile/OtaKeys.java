package org.opensmdp.profile;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys of a security domain whose template holds a dummy: HMAC-SHA-256 under Ki over a label, the
 * ICCID, key version and key identifier, cut to size. Every card has its own, an operator who knows Ki
 * can compute them, and they tell nothing about Ki.
 */
final class OtaKeys {
  private static final byte[] LABEL = "opensmdp OTA key".getBytes(US_ASCII);

  private final Mac mac;
  private final byte[] iccid;

  private OtaKeys(Mac mac, byte[] iccid) {
    this.mac = mac;
    this.iccid = iccid;
  }

  static OtaKeys of(SubscriberData data) {
    var ki = data.ki().toArray();
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(ki, "HmacSHA256"));
      return new OtaKeys(mac, data.iccid().plain().toArray());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    } finally {
      Arrays.fill(ki, (byte) 0);
    }
  }

  /** Returns {@code size} octets, at most 32. */
  byte[] key(int keyVersion, int keyIdentifier, int size) {
    mac.update(LABEL);
    mac.update(iccid);
    mac.update((byte) keyVersion);
    mac.update((byte) keyIdentifier);
    var full = mac.doFinal();
    var key = Arrays.copyOf(full, size);
    Arrays.fill(full, (byte) 0);
    return key;
  }
}
