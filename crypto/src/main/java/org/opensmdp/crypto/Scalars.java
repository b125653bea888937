package org.opensmdp.crypto;

import java.math.BigInteger;
import java.util.Arrays;
import org.opensmdp.rsp.Bytes;

/** Numbers of 32 octets, big-endian. */
final class Scalars {
  static final int SIZE = 32;

  private Scalars() {}

  static BigInteger of(Bytes octets) {
    return new BigInteger(1, octets.toArray());
  }

  static boolean inRange(Curve curve, BigInteger value) {
    return value.signum() > 0 && value.compareTo(BouncyCastleEngine.order(curve)) < 0;
  }

  /** Writes {@code value} left-padded with zeros to 32 octets. */
  static void put(BigInteger value, byte[] target, int offset) {
    var octets = value.toByteArray();
    int sign = octets.length > SIZE ? 1 : 0;
    int size = octets.length - sign;
    System.arraycopy(octets, sign, target, offset + SIZE - size, size);
    Arrays.fill(octets, (byte) 0);
  }
}
