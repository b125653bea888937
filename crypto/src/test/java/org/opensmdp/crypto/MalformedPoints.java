package org.opensmdp.crypto;

import java.util.List;
import org.opensmdp.rsp.Bytes;

/** Points of 65 octets that begin with 04 and are not points of the curve. */
final class MalformedPoints {
  private static final Bytes HEAD = Bytes.of((byte) 4);
  private static final Bytes ZERO = Bytes.of(new byte[32]);
  private static final Bytes ALL = Bytes.fromHex("FF".repeat(32));

  private MalformedPoints() {}

  static List<Bytes> from(EcPublicKey key) {
    var x = key.point().slice(1, 33);
    var y = key.point().slice(33, 65);
    return List.of(
        Bytes.concat(HEAD, ZERO, ZERO),
        Bytes.concat(HEAD, ALL, ALL),
        Bytes.concat(HEAD, x, x),
        Bytes.concat(HEAD, y, x),
        Bytes.concat(HEAD, x, ZERO),
        Bytes.concat(HEAD, x, ALL),
        Bytes.concat(HEAD, ZERO, y),
        lastBitFlipped(key.point()),
        Bytes.concat(HEAD, fieldPlus(key.curve(), 0), y),
        Bytes.concat(HEAD, x, fieldPlus(key.curve(), 1)));
  }

  /** The prime of the field plus a little: the same number in the field, and no coordinate. */
  private static Bytes fieldPlus(Curve curve, int more) {
    var prime = Bytes.fromHex(
        curve == Curve.NIST_P256
            ? "FFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFF"
            : "A9FB57DBA1EEA9BC3E660A909D838D726E3BF623D52620282013481D1F6E5377");
    var number =
        new java.math.BigInteger(1, prime.toArray()).add(java.math.BigInteger.valueOf(more));
    var octets = new byte[32];
    if (number.bitLength() > 256) {
      return ALL;
    }
    Scalars.put(number, octets, 0);
    return Bytes.wrap(octets);
  }

  private static Bytes lastBitFlipped(Bytes point) {
    var octets = point.toArray();
    octets[64] ^= 1;
    return Bytes.wrap(octets);
  }
}
