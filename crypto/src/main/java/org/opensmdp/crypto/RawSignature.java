package org.opensmdp.crypto;

import java.math.BigInteger;
import java.util.Optional;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Der;
import org.opensmdp.rsp.Tlv;

/** The two numbers of an ECDSA signature, each 1 to n-1. */
record RawSignature(BigInteger r, BigInteger s) {
  private static final int SIZE = Scalars.SIZE;

  /** Reads r || s; empty if it is not 64 octets or a number is out of range. */
  static Optional<RawSignature> of(Curve curve, Bytes octets) {
    if (octets.size() != 2 * SIZE) {
      return Optional.empty();
    }
    var r = Scalars.of(octets.slice(0, SIZE));
    var s = Scalars.of(octets.slice(SIZE, 2 * SIZE));
    return Scalars.inRange(curve, r) && Scalars.inRange(curve, s)
        ? Optional.of(new RawSignature(r, s))
        : Optional.empty();
  }

  /** Reads {@code ECDSA-Sig-Value ::= SEQUENCE { r INTEGER, s INTEGER }}, as libraries sign. */
  static RawSignature fromDer(byte[] der) {
    var members = Tlv.parse("ECDSA-Sig-Value", 0x30, Bytes.wrap(der)).members("ECDSA-Sig-Value");
    var r = members.next(0x02, "r").value();
    var s = members.next(0x02, "s").value();
    members.end();
    return new RawSignature(new BigInteger(r.toArray()), new BigInteger(s.toArray()));
  }

  byte[] toDer() {
    return Der.sequence(integer(r), integer(s)).toArray();
  }

  /** Returns r || s, 64 octets. */
  Bytes octets() {
    var octets = new byte[2 * SIZE];
    Scalars.put(r, octets, 0);
    Scalars.put(s, octets, SIZE);
    return Bytes.wrap(octets);
  }

  private static Bytes integer(BigInteger value) {
    return Der.tlv(0x02, Bytes.wrap(value.toByteArray()));
  }
}
