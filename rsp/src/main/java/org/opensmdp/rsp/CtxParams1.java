package org.opensmdp.rsp;

import java.util.Optional;

/**
 * What the user and the phone want of the session (SGP.22 v2 §5.7.13). Of the CHOICE only the common
 * authentication exists here; the alternatives of v3 are refused by name.
 *
 * <pre>
 * CtxParams1 ::= CHOICE {
 *     ctxParamsForCommonAuthentication CtxParamsForCommonAuthentication }
 * CtxParamsForCommonAuthentication ::= SEQUENCE {
 *     matchingId UTF8String OPTIONAL,
 *     deviceInfo DeviceInfo }
 * </pre>
 */
public record CtxParams1(Optional<MatchingId> matchingId, DeviceInfo deviceInfo, Bytes der) {
  private static final String PATH = "CtxParams1";

  public static CtxParams1 of(Optional<MatchingId> matchingId, DeviceInfo deviceInfo) {
    var id = matchingId.map(present -> Der.utf8(0x80, present.text())).orElse(Bytes.EMPTY);
    return new CtxParams1(matchingId, deviceInfo, Der.tlv(0xA0, id, deviceInfo.der()));
  }

  public static CtxParams1 parse(Bytes octets) {
    return from(Tlv.parse(PATH, octets));
  }

  static CtxParams1 from(Tlv tlv) {
    if (tlv.tag() != 0xA0) {
      throw new InvalidMessage("%s: alternative %s (expected: A0, common authentication)"
          .formatted(PATH, Tlv.hex(tlv.tag())));
    }
    var members = tlv.members(PATH);
    var matchingId = members.optional(0x80).map(CtxParams1::matchingId);
    var deviceInfo = DeviceInfo.from(members.next(0xA1, "deviceInfo"));
    members.skipRest();
    return new CtxParams1(matchingId, deviceInfo, tlv.whole());
  }

  private static MatchingId matchingId(Tlv tlv) {
    String path = PATH + ".matchingId";
    try {
      return new MatchingId(Der.utf8Value(path, tlv));
    } catch (IllegalArgumentException e) {
      // without the cause, which quotes what a stranger sent
      throw new InvalidMessage(path + ": too many characters");
    }
  }
}
