package org.opensmdp.simulator.apdu;

import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Der;

/** What the ISD-R tells of itself when it is selected (SGP.22 v2 §5.7.1, ETSI TS 102 221 §11.1.1.3). */
final class IsdrDirectory {
  private static final Bytes PROPRIETARY = Bytes.fromHex("A5049F6501FF");

  private IsdrDirectory() {}

  /** Returns the file control information: AID, GlobalPlatform data, ISDRProprietaryApplicationTemplate. */
  static Bytes fci(CardOptions options) {
    var version = Der.tlv(0x82, options.svn().octets());
    return Der.tlv(0x6F, Der.tlv(0x84, options.isdrAid()), PROPRIETARY, Der.tlv(0xE0, version));
  }
}
