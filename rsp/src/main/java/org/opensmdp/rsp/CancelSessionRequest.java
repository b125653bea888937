package org.opensmdp.rsp;

/**
 * ES10b.CancelSession, what the LPA asks of the eUICC (SGP.22 v2 §5.7.14).
 *
 * <pre>
 * CancelSessionRequest ::= [65] SEQUENCE { -- Tag 'BF41'
 *     transactionId TransactionId,
 *     reason        CancelSessionReason }
 * </pre>
 */
public record CancelSessionRequest(
    TransactionId transactionId, CancelSessionReason reason, Bytes der) {
  private static final String PATH = "CancelSessionRequest";

  public static CancelSessionRequest of(TransactionId transactionId, CancelSessionReason reason) {
    var der = Der.tlv(0xBF41, transactionId.toDer(), Der.integer(0x81, reason.code()));
    return new CancelSessionRequest(transactionId, reason, der);
  }

  public static CancelSessionRequest parse(Bytes octets) {
    var members = Tlv.parse(PATH, 0xBF41, octets).members(PATH);
    var request = new CancelSessionRequest(
        TransactionId.next(members),
        CancelSessionReason.of(members.integer(0x81, "reason")),
        octets);
    members.skipRest();
    return request;
  }
}
