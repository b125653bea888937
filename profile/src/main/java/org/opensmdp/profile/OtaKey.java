package org.opensmdp.profile;

import org.opensmdp.rsp.Secret;

/**
 * A key of a security domain that the operator gives for one subscriber.
 *
 * @param keyVersion 1 to 127
 * @param keyIdentifier 0 to 127
 * @param value DES 16 or 24 octets, AES 16, 24 or 32
 */
public record OtaKey(int keyVersion, int keyIdentifier, Secret value) {
  private static final int MOST = 127;

  public OtaKey {
    if (keyVersion < 1 || keyVersion > MOST || keyIdentifier < 0 || keyIdentifier > MOST) {
      throw new IllegalArgumentException(
          "OTA key %d/%d (expected: version 1 to 127, identifier 0 to 127)"
              .formatted(keyVersion, keyIdentifier));
    }
    if (value.size() != 16 && value.size() != 24 && value.size() != 32) {
      throw new IllegalArgumentException("OTA key %d/%d: %d octets (expected: 16, 24 or 32)"
          .formatted(keyVersion, keyIdentifier, value.size()));
    }
  }
}
