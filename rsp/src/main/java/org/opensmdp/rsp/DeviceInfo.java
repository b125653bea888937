package org.opensmdp.rsp;

import java.util.Optional;

/**
 * What the LPA says of the phone (SGP.22 v2 §4.2). {@code der} has the tag A1 it has in CtxParams1.
 *
 * <pre>
 * DeviceInfo ::= SEQUENCE {
 *     tac                Octet4,
 *     deviceCapabilities DeviceCapabilities,
 *     imei               Octet8 OPTIONAL }
 * </pre>
 *
 * @param deviceCapabilities the whole TLV, A1
 */
public record DeviceInfo(Bytes tac, Bytes deviceCapabilities, Optional<Bytes> imei, Bytes der) {
  private static final String PATH = "DeviceInfo";

  public DeviceInfo {
    Sizes.exactly(PATH + ".tac", 4, tac);
    imei.ifPresent(octets -> Sizes.exactly(PATH + ".imei", 8, octets));
  }

  public static DeviceInfo of(Bytes tac, Bytes deviceCapabilities, Optional<Bytes> imei) {
    var der = Der.tlv(0xA1, Der.tlv(0x80, tac), deviceCapabilities, Der.optional(0x82, imei));
    return new DeviceInfo(tac, deviceCapabilities, imei, der);
  }

  public static DeviceInfo parse(Bytes octets) {
    return from(Tlv.parse(PATH, 0xA1, octets));
  }

  static DeviceInfo from(Tlv tlv) {
    var members = tlv.members(PATH);
    var info = new DeviceInfo(
        members.value(0x80, "tac"),
        members.whole(0xA1, "deviceCapabilities"),
        members.optional(0x82).map(Tlv::value),
        tlv.whole());
    members.skipRest();
    return info;
  }
}
