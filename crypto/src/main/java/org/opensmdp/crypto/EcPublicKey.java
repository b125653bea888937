package org.opensmdp.crypto;

import org.opensmdp.rsp.Bytes;

/**
 * A public key: the curve and the uncompressed point 04 || X || Y, 65 octets. Whether the point is on
 * the curve is asked where the key is used ({@link Signatures}, {@link EphemeralKey}).
 */
public record EcPublicKey(Curve curve, Bytes point) {
  public EcPublicKey {
    if (point.size() != 65 || point.at(0) != 4) {
      throw new IllegalArgumentException(
          "public key: %d octets (expected: 65, starting with 04)".formatted(point.size()));
    }
  }
}
