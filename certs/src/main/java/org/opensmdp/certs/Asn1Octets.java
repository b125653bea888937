package org.opensmdp.certs;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.opensmdp.rsp.Bytes;

/** DER octets of what this module builds itself. */
final class Asn1Octets {
  private Asn1Octets() {}

  static Bytes of(ASN1Encodable value) {
    try {
      return Bytes.wrap(value.toASN1Primitive().getEncoded(ASN1Encoding.DER));
    } catch (IOException e) {
      throw new UncheckedIOException("in-memory encoding cannot fail", e);
    }
  }
}
