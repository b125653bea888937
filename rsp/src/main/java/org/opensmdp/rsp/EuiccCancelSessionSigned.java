package org.opensmdp.rsp;

/**
 * What the eUICC signs to give a session up (SGP.22 v2 §5.7.14).
 *
 * <pre>
 * EuiccCancelSessionSigned ::= SEQUENCE {
 *     transactionId TransactionId,
 *     smdpOid       OBJECT IDENTIFIER,
 *     reason        CancelSessionReason }
 * </pre>
 *
 * @param reasonCode the reason as received, also where it has no name
 */
public record EuiccCancelSessionSigned(
    TransactionId transactionId,
    SmdpOid smdpOid,
    CancelSessionReason reason,
    int reasonCode,
    Bytes der) {
  private static final String PATH = "EuiccCancelSessionSigned";

  public static EuiccCancelSessionSigned of(
      TransactionId transactionId, SmdpOid smdpOid, CancelSessionReason reason) {
    var der = Der.sequence(
        transactionId.toDer(), Der.tlv(0x81, smdpOid.content()), Der.integer(0x82, reason.code()));
    return new EuiccCancelSessionSigned(transactionId, smdpOid, reason, reason.code(), der);
  }

  public static EuiccCancelSessionSigned parse(Bytes octets) {
    return from(Tlv.parse(PATH, 0x30, octets));
  }

  static EuiccCancelSessionSigned from(Tlv tlv) {
    var members = tlv.members(PATH);
    var transactionId = TransactionId.next(members);
    var smdpOid = SmdpOid.from(members.path("smdpOid"), members.next(0x81, "smdpOid"));
    int reason = members.integer(0x82, "reason");
    members.skipRest();
    return new EuiccCancelSessionSigned(
        transactionId, smdpOid, CancelSessionReason.of(reason), reason, tlv.whole());
  }
}
