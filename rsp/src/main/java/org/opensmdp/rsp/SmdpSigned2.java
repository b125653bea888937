package org.opensmdp.rsp;

import java.util.Optional;

/**
 * What the SM-DP+ signs to have the eUICC prepare a download (SGP.22 v2 §5.6.3).
 *
 * <pre>
 * SmdpSigned2 ::= SEQUENCE {
 *     transactionId  [0] TransactionId,
 *     ccRequiredFlag BOOLEAN,
 *     bppEuiccOtpk   [APPLICATION 73] OCTET STRING OPTIONAL }
 * </pre>
 *
 * @param bppEuiccOtpk the point, 04 || X || Y, a package has been bound to before
 */
public record SmdpSigned2(
    TransactionId transactionId, boolean ccRequiredFlag, Optional<Bytes> bppEuiccOtpk, Bytes der) {
  private static final String PATH = "SmdpSigned2";

  public static SmdpSigned2 of(
      TransactionId transactionId, boolean ccRequiredFlag, Optional<Bytes> bppEuiccOtpk) {
    var der = Der.sequence(
        transactionId.toDer(), Der.bool(0x01, ccRequiredFlag), Der.optional(0x5F49, bppEuiccOtpk));
    return new SmdpSigned2(transactionId, ccRequiredFlag, bppEuiccOtpk, der);
  }

  public static SmdpSigned2 parse(Bytes octets) {
    return from(Tlv.parse(PATH, 0x30, octets));
  }

  static SmdpSigned2 from(Tlv tlv) {
    var members = tlv.members(PATH);
    var signed = new SmdpSigned2(
        TransactionId.next(members),
        Der.boolValue(members.path("ccRequiredFlag"), members.next(0x01, "ccRequiredFlag")),
        members.optional(0x5F49).map(Tlv::value),
        tlv.whole());
    members.skipRest();
    return signed;
  }
}
