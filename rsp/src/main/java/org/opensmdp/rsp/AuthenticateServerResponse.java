package org.opensmdp.rsp;

/**
 * The eUICC's answer to ES10b.AuthenticateServer: its proof, or why it gives none (SGP.22 v2 §5.7.13).
 *
 * <pre>
 * AuthenticateServerResponse ::= [56] CHOICE { -- Tag 'BF38'
 *     authenticateResponseOk    AuthenticateResponseOk,
 *     authenticateResponseError AuthenticateResponseError }
 * </pre>
 */
public sealed interface AuthenticateServerResponse {
  /** Returns the whole TLV, BF38. */
  Bytes der();

  static AuthenticateServerResponse parse(Bytes octets) {
    String path = "AuthenticateServerResponse";
    var choice = Tlv.parse(path, 0xBF38, octets).members(path);
    var alternative = choice.next();
    choice.end();
    return switch (alternative.tag()) {
      case 0xA0 -> Ok.from(alternative, octets);
      case 0xA1 -> Error.from(alternative, octets);
      default ->
        throw new InvalidMessage(
            "%s: alternative %s (expected: A0 or A1)".formatted(path, Tlv.hex(alternative.tag())));
    };
  }

  /**
   * The eUICC has accepted the server and proves itself.
   *
   * <pre>
   * AuthenticateResponseOk ::= SEQUENCE {
   *     euiccSigned1     EuiccSigned1,
   *     euiccSignature1  [APPLICATION 55] OCTET STRING,
   *     euiccCertificate Certificate,
   *     eumCertificate   Certificate }
   * </pre>
   *
   * @param euiccSignature1 the whole TLV 5F37, which smdpSignature2 covers as it is
   */
  record Ok(
      EuiccSigned1 euiccSigned1,
      Bytes euiccSignature1,
      Bytes euiccCertificate,
      Bytes eumCertificate,
      Bytes der)
      implements AuthenticateServerResponse {

    public static Ok of(
        EuiccSigned1 euiccSigned1,
        Bytes euiccSignature1,
        Bytes euiccCertificate,
        Bytes eumCertificate) {
      var ok = Der.tlv(0xA0, euiccSigned1.der(), euiccSignature1, euiccCertificate, eumCertificate);
      return new Ok(
          euiccSigned1, euiccSignature1, euiccCertificate, eumCertificate, Der.tlv(0xBF38, ok));
    }

    private static Ok from(Tlv alternative, Bytes der) {
      var members = alternative.members("AuthenticateResponseOk");
      var ok = new Ok(
          EuiccSigned1.from(members.next(0x30, "euiccSigned1")),
          SignatureTlv.next(members, "euiccSignature1"),
          members.whole(0x30, "euiccCertificate"),
          members.whole(0x30, "eumCertificate"),
          der);
      members.skipRest();
      return ok;
    }
  }

  /**
   * The eUICC refuses the server.
   *
   * <pre>
   * AuthenticateResponseError ::= SEQUENCE {
   *     transactionId         [0] TransactionId,
   *     authenticateErrorCode AuthenticateErrorCode }
   * </pre>
   *
   * @param authenticateErrorCode sent with tag 02, read with 02 or 81: cards do both
   */
  @SuppressWarnings("JavaLangClash") // the ASN.1 name of the alternative; never used bare outside
  record Error(TransactionId transactionId, int authenticateErrorCode, Bytes der)
      implements AuthenticateServerResponse {

    public static Error of(TransactionId transactionId, int authenticateErrorCode) {
      var der = Der.tlv(0xBF38, ErrorCode.arm(transactionId, authenticateErrorCode));
      return new Error(transactionId, authenticateErrorCode, der);
    }

    private static Error from(Tlv alternative, Bytes der) {
      var members = alternative.members("AuthenticateResponseError");
      var error = new Error(
          TransactionId.next(members), ErrorCode.next(members, "authenticateErrorCode"), der);
      members.skipRest();
      return error;
    }
  }
}
