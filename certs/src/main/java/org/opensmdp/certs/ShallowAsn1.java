package org.opensmdp.certs;

import java.io.IOException;
import org.bouncycastle.asn1.ASN1Primitive;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.InvalidMessage;
import org.opensmdp.rsp.TlvReader;

/**
 * Gives octets to Bouncy Castle after a look at how deep they nest: its parser recurses, and a few
 * thousand sequences in each other would end the thread's stack.
 */
final class ShallowAsn1 {
  private static final int MAX_DEPTH = 24;
  private static final int CONSTRUCTED = 0x20;

  private ShallowAsn1() {}

  static ASN1Primitive parse(String path, Bytes octets) {
    requireShallow(path, octets, MAX_DEPTH);
    try {
      return ASN1Primitive.fromByteArray(octets.toArray());
    } catch (IOException | RuntimeException e) {
      throw new InvalidMessage(path + ": not ASN.1", e);
    }
  }

  private static void requireShallow(String path, Bytes octets, int levels) {
    var reader = new TlvReader(path, octets);
    while (reader.hasNext()) {
      var tlv = reader.next();
      if ((tlv.whole().at(0) & CONSTRUCTED) != 0) {
        if (levels == 0) {
          throw new InvalidMessage(path + ": nested too deep");
        }
        requireShallow(path, tlv.value(), levels - 1);
      }
    }
  }
}
