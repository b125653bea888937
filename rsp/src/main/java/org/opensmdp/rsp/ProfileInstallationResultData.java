package org.opensmdp.rsp;

/**
 * What the eUICC signs about an installation (SGP.22 v2 §2.5.6).
 *
 * <pre>
 * ProfileInstallationResultData ::= [39] SEQUENCE { -- Tag 'BF27'
 *     transactionId        [0]  TransactionId,
 *     notificationMetadata [47] NotificationMetadata,
 *     smdpOid              OBJECT IDENTIFIER,
 *     finalResult          [2]  CHOICE { SuccessResult, ErrorResult } }
 * </pre>
 */
public record ProfileInstallationResultData(
    TransactionId transactionId,
    NotificationMetadata notificationMetadata,
    SmdpOid smdpOid,
    FinalResult finalResult,
    Bytes der) {
  private static final String PATH = "ProfileInstallationResultData";

  public static ProfileInstallationResultData of(
      TransactionId transactionId,
      NotificationMetadata notificationMetadata,
      SmdpOid smdpOid,
      FinalResult finalResult) {
    var der = Der.tlv(
        0xBF27,
        transactionId.toDer(),
        notificationMetadata.der(),
        Der.tlv(0x06, smdpOid.content()),
        Der.tlv(0xA2, finalResult.der()));
    return new ProfileInstallationResultData(
        transactionId, notificationMetadata, smdpOid, finalResult, der);
  }

  public static ProfileInstallationResultData parse(Bytes octets) {
    return from(Tlv.parse(PATH, 0xBF27, octets));
  }

  static ProfileInstallationResultData from(Tlv tlv) {
    var members = tlv.members(PATH);
    var data = new ProfileInstallationResultData(
        TransactionId.next(members),
        NotificationMetadata.from(members.next(0xBF2F, "notificationMetadata")),
        SmdpOid.from(members.path("smdpOid"), members.next(0x06, "smdpOid")),
        FinalResult.from(
            Tlv.parse(members.path("finalResult"), members.value(0xA2, "finalResult"))),
        tlv.whole());
    members.skipRest();
    return data;
  }
}
