package org.opensmdp.rsp;

import java.util.Optional;

/**
 * What every notification says: which one, of what, to whom (SGP.22 v2 §5.7.9).
 *
 * <pre>
 * NotificationMetadata ::= [47] SEQUENCE { -- Tag 'BF2F'
 *     seqNumber                  [0] INTEGER,
 *     profileManagementOperation [1] NotificationEvent, -- one bit
 *     notificationAddress        UTF8String,
 *     iccid                      Iccid OPTIONAL }
 * </pre>
 *
 * @param profileManagementOperation the value of the BIT STRING as received; see {@link #event()}
 * @param iccidOctets the value of {@code iccid} as received, whatever it is: a notification with an odd
 *     number is still a notification; see {@link #iccid()}
 */
public record NotificationMetadata(
    long seqNumber,
    Bytes profileManagementOperation,
    String notificationAddress,
    Optional<Bytes> iccidOctets,
    Bytes der) {
  private static final String PATH = "NotificationMetadata";

  public static NotificationMetadata of(
      long seqNumber, NotificationEvent event, String notificationAddress, Optional<Iccid> iccid) {
    var operation = Der.bitsContent(event.bit());
    var der = Der.tlv(
        0xBF2F,
        Der.integer(0x80, seqNumber),
        Der.tlv(0x81, operation),
        Der.utf8(0x0C, notificationAddress),
        Der.optional(0x5A, iccid.map(Iccid::swapped)));
    return new NotificationMetadata(
        seqNumber, operation, notificationAddress, iccid.map(Iccid::swapped), der);
  }

  public static NotificationMetadata parse(Bytes octets) {
    return from(Tlv.parse(PATH, 0xBF2F, octets));
  }

  static NotificationMetadata from(Tlv tlv) {
    var members = tlv.members(PATH);
    var metadata = new NotificationMetadata(
        Der.integerValue(members.path("seqNumber"), members.next(0x80, "seqNumber")),
        members.bits(0x81, "profileManagementOperation"),
        members.utf8(0x0C, "notificationAddress"),
        members.optional(0x5A).map(Tlv::value),
        tlv.whole());
    members.skipRest();
    return metadata;
  }

  /** Returns the number of the profile, if one is there and is an ICCID. */
  public Optional<Iccid> iccid() {
    return iccidOctets.flatMap(NotificationMetadata::known);
  }

  /** Whether there is something in the place of the ICCID that is none. */
  public boolean hasOddIccid() {
    return iccidOctets.isPresent() && iccid().isEmpty();
  }

  private static Optional<Iccid> known(Bytes octets) {
    try {
      return Optional.of(Iccid.fromSwapped(PATH + ".iccid", octets));
    } catch (InvalidMessage e) {
      return Optional.empty();
    }
  }

  /** Returns the event, if it is one of the four of v2. */
  public Optional<NotificationEvent> event() {
    return NotificationEvent.firstIn(profileManagementOperation);
  }
}
