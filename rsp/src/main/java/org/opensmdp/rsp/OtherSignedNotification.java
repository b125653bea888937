package org.opensmdp.rsp;

/**
 * The eUICC's word on an event other than an installation by this server, with its certificates
 * (SGP.22 v2 §5.7.10).
 *
 * <pre>
 * OtherSignedNotification ::= SEQUENCE {
 *     tbsOtherNotification       NotificationMetadata,
 *     euiccNotificationSignature [APPLICATION 55] OCTET STRING,
 *     euiccCertificate           Certificate,
 *     eumCertificate             Certificate }
 * </pre>
 *
 * @param euiccNotificationSignature the whole TLV 5F37, over the whole BF2F
 */
public record OtherSignedNotification(
    NotificationMetadata tbsOtherNotification,
    Bytes euiccNotificationSignature,
    Bytes euiccCertificate,
    Bytes eumCertificate,
    Bytes der)
    implements PendingNotification {
  private static final String PATH = "OtherSignedNotification";

  public static OtherSignedNotification of(
      NotificationMetadata tbsOtherNotification,
      Bytes euiccNotificationSignature,
      Bytes euiccCertificate,
      Bytes eumCertificate) {
    var der = Der.sequence(
        tbsOtherNotification.der(), euiccNotificationSignature, euiccCertificate, eumCertificate);
    return new OtherSignedNotification(
        tbsOtherNotification, euiccNotificationSignature, euiccCertificate, eumCertificate, der);
  }

  public static OtherSignedNotification parse(Bytes octets) {
    return from(Tlv.parse(PATH, 0x30, octets));
  }

  static OtherSignedNotification from(Tlv tlv) {
    var members = tlv.members(PATH);
    var notification = new OtherSignedNotification(
        NotificationMetadata.from(members.next(0xBF2F, "tbsOtherNotification")),
        SignatureTlv.next(members, "euiccNotificationSignature"),
        members.whole(0x30, "euiccCertificate"),
        members.whole(0x30, "eumCertificate"),
        tlv.whole());
    members.skipRest();
    return notification;
  }

  @Override
  public NotificationMetadata notificationMetadata() {
    return tbsOtherNotification;
  }
}
