package org.opensmdp.rsp;

import java.util.Optional;

/**
 * What the eUICC signs to accept a download (SGP.22 v2 §5.7.5).
 *
 * <pre>
 * EUICCSigned2 ::= SEQUENCE {
 *     transactionId [0] TransactionId,
 *     euiccOtpk     [APPLICATION 73] OCTET STRING,
 *     hashCc        Octet32 OPTIONAL }
 * </pre>
 *
 * @param euiccOtpk otPK.EUICC.ECKA as received; whether it is a point of the curve is not asked here
 * @param hashCc 32 octets; an empty OCTET STRING, which cards send, counts as absent
 */
public record EuiccSigned2(
    TransactionId transactionId, Bytes euiccOtpk, Optional<Bytes> hashCc, Bytes der) {
  private static final String PATH = "EUICCSigned2";

  public EuiccSigned2 {
    hashCc.ifPresent(octets -> Sizes.exactly(PATH + ".hashCc", 32, octets));
  }

  public static EuiccSigned2 of(
      TransactionId transactionId, Bytes euiccOtpk, Optional<Bytes> hashCc) {
    var der =
        Der.sequence(transactionId.toDer(), Der.tlv(0x5F49, euiccOtpk), Der.optional(0x04, hashCc));
    return new EuiccSigned2(transactionId, euiccOtpk, hashCc, der);
  }

  public static EuiccSigned2 parse(Bytes octets) {
    return from(Tlv.parse(PATH, 0x30, octets));
  }

  static EuiccSigned2 from(Tlv tlv) {
    var members = tlv.members(PATH);
    var signed = new EuiccSigned2(
        TransactionId.next(members),
        members.value(0x5F49, "euiccOtpk"),
        HashCc.next(members),
        tlv.whole());
    members.skipRest();
    return signed;
  }

  /** Leaves hashCc out: whoever has it can try every short code. */
  @Override
  public String toString() {
    return "EuiccSigned2[transactionId=%s, euiccOtpk=%s]".formatted(transactionId, euiccOtpk);
  }
}
