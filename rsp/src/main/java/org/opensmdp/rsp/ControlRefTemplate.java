package org.opensmdp.rsp;

/**
 * Which keys to agree on, and with whom (SGP.22 v2 §5.5.1, GlobalPlatform §6.4.2.3).
 *
 * <pre>
 * ControlRefTemplate ::= SEQUENCE { -- [6], tag 'A6'
 *     keyType [0] Octet1,     -- AES = '88'
 *     keyLen  [1] Octet1,     -- '10'
 *     hostId  [4] OctetTo16 }
 * </pre>
 *
 * @param hostId as received; an eUICC takes 1 to 16 octets and has an error of its own for others
 */
public record ControlRefTemplate(int keyType, int keyLen, Bytes hostId, Bytes der) {
  public static final int AES = 0x88;
  public static final int AES_128_OCTETS = 0x10;

  private static final String PATH = "ControlRefTemplate";
  private static final int MOST_HOST_ID_OCTETS = 16;

  public static ControlRefTemplate of(int keyType, int keyLen, Bytes hostId) {
    Sizes.between(PATH + ".hostId", 1, MOST_HOST_ID_OCTETS, hostId);
    var der = Der.tlv(
        0xA6,
        Der.tlv(0x80, Bytes.of((byte) keyType)),
        Der.tlv(0x81, Bytes.of((byte) keyLen)),
        Der.tlv(0x84, hostId));
    return new ControlRefTemplate(keyType, keyLen, hostId, der);
  }

  public static ControlRefTemplate parse(Bytes octets) {
    return from(Tlv.parse(PATH, 0xA6, octets));
  }

  static ControlRefTemplate from(Tlv tlv) {
    var members = tlv.members(PATH);
    var template = new ControlRefTemplate(
        octet(members, 0x80, "keyType"),
        octet(members, 0x81, "keyLen"),
        members.value(0x84, "hostId"),
        tlv.whole());
    members.skipRest();
    return template;
  }

  /** Whether the size of hostId is one that SGP.22 knows. */
  public boolean hostIdFits() {
    return !hostId.isEmpty() && hostId.size() <= MOST_HOST_ID_OCTETS;
  }

  private static int octet(TlvReader members, int tag, String name) {
    return Sizes.exactly(members.path(name), 1, members.value(tag, name)).at(0);
  }
}
