package org.opensmdp.rsp;

/**
 * The eUICC's answer to ES10b.CancelSession (SGP.22 v2 §5.7.14).
 *
 * <pre>
 * CancelSessionResponse ::= [65] CHOICE { -- Tag 'BF41'
 *     cancelSessionResponseOk    CancelSessionResponseOk,
 *     cancelSessionResponseError INTEGER {invalidTransactionId(5), undefinedError(127)} }
 * </pre>
 */
public sealed interface CancelSessionResponse {
  /** Returns the whole TLV, BF41. */
  Bytes der();

  static CancelSessionResponse parse(Bytes octets) {
    String path = "CancelSessionResponse";
    var choice = Tlv.parse(path, 0xBF41, octets).members(path);
    var alternative = choice.next();
    choice.end();
    return switch (alternative.tag()) {
      case 0xA0 -> Ok.from(alternative, octets);
      case 0x81 ->
        new Error(Der.intValue(path + ".cancelSessionResponseError", alternative), octets);
      default ->
        throw new InvalidMessage(
            "%s: alternative %s (expected: A0 or 81)".formatted(path, Tlv.hex(alternative.tag())));
    };
  }

  /**
   * The eUICC gives the session up and says so.
   *
   * <pre>
   * CancelSessionResponseOk ::= SEQUENCE {
   *     euiccCancelSessionSigned    EuiccCancelSessionSigned,
   *     euiccCancelSessionSignature [APPLICATION 55] OCTET STRING }
   * </pre>
   *
   * @param euiccCancelSessionSignature the whole TLV 5F37
   */
  record Ok(
      EuiccCancelSessionSigned euiccCancelSessionSigned,
      Bytes euiccCancelSessionSignature,
      Bytes der)
      implements CancelSessionResponse {

    public static Ok of(
        EuiccCancelSessionSigned euiccCancelSessionSigned, Bytes euiccCancelSessionSignature) {
      var ok = Der.tlv(0xA0, euiccCancelSessionSigned.der(), euiccCancelSessionSignature);
      return new Ok(euiccCancelSessionSigned, euiccCancelSessionSignature, Der.tlv(0xBF41, ok));
    }

    private static Ok from(Tlv alternative, Bytes der) {
      var members = alternative.members("CancelSessionResponseOk");
      var ok = new Ok(
          EuiccCancelSessionSigned.from(members.next(0x30, "euiccCancelSessionSigned")),
          SignatureTlv.next(members, "euiccCancelSessionSignature"),
          der);
      members.skipRest();
      return ok;
    }
  }

  /** The eUICC knows no such session, or something else went wrong. */
  @SuppressWarnings("JavaLangClash") // the ASN.1 name of the alternative; never used bare outside
  record Error(int cancelSessionErrorCode, Bytes der) implements CancelSessionResponse {
    public static Error of(int cancelSessionErrorCode) {
      var der = Der.tlv(0xBF41, Der.integer(0x81, cancelSessionErrorCode));
      return new Error(cancelSessionErrorCode, der);
    }
  }
}
