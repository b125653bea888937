package org.opensmdp.certs;

import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERSequence;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.InvalidMessage;
import org.opensmdp.rsp.Tlv;

/** The signature of an X.509 certificate, SEQUENCE { r, s }, and the r || s that SGP.22 messages use. */
final class EcdsaDer {
  private static final int SCALAR = 32;

  private EcdsaDer() {}

  /** Returns r || s, 64 octets; empty if the octets are not the one DER encoding of two such numbers. */
  static Optional<Bytes> toRaw(Bytes der) {
    try {
      var members = Tlv.parse("signature", 0x30, der).members("signature");
      var r = scalar(members.next(0x02, "r").value());
      var s = scalar(members.next(0x02, "s").value());
      members.end();
      var raw = Bytes.concat(r, s);
      return fromRaw(raw).equals(der) ? Optional.of(raw) : Optional.empty();
    } catch (InvalidMessage e) {
      return Optional.empty();
    }
  }

  static Bytes fromRaw(Bytes raw) {
    var numbers = new ASN1EncodableVector(2);
    numbers.add(number(raw.slice(0, SCALAR)));
    numbers.add(number(raw.slice(SCALAR, 2 * SCALAR)));
    return Asn1Octets.of(new DERSequence(numbers));
  }

  private static ASN1Integer number(Bytes octets) {
    return new ASN1Integer(new BigInteger(1, octets.toArray()));
  }

  private static Bytes scalar(Bytes value) {
    if (value.isEmpty() || value.size() > SCALAR + 1) {
      throw new InvalidMessage("signature: number of %d octets".formatted(value.size()));
    }
    var number = new BigInteger(value.toArray());
    if (number.signum() <= 0 || number.bitLength() > 8 * SCALAR) {
      throw new InvalidMessage("signature: number out of range");
    }
    var octets = new byte[SCALAR];
    var magnitude = number.toByteArray();
    int length = Math.min(magnitude.length, SCALAR);
    System.arraycopy(magnitude, magnitude.length - length, octets, SCALAR - length, length);
    return Bytes.wrap(octets);
  }
}
