package org.opensmdp.rsp;

/**
 * The eUICC's answer to ES10b.PrepareDownload (SGP.22 v2 §5.7.5).
 *
 * <pre>
 * PrepareDownloadResponse ::= [33] CHOICE { -- Tag 'BF21'
 *     downloadResponseOk    PrepareDownloadResponseOk,
 *     downloadResponseError PrepareDownloadResponseError }
 * </pre>
 */
public sealed interface PrepareDownloadResponse {
  /** Returns the whole TLV, BF21. */
  Bytes der();

  static PrepareDownloadResponse parse(Bytes octets) {
    String path = "PrepareDownloadResponse";
    var choice = Tlv.parse(path, 0xBF21, octets).members(path);
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
   * The eUICC is ready.
   *
   * <pre>
   * PrepareDownloadResponseOk ::= SEQUENCE {
   *     euiccSigned2    EUICCSigned2,
   *     euiccSignature2 [APPLICATION 55] OCTET STRING }
   * </pre>
   *
   * @param euiccSignature2 the whole TLV 5F37
   */
  record Ok(EuiccSigned2 euiccSigned2, Bytes euiccSignature2, Bytes der)
      implements PrepareDownloadResponse {

    public static Ok of(EuiccSigned2 euiccSigned2, Bytes euiccSignature2) {
      var der = Der.tlv(0xBF21, Der.tlv(0xA0, euiccSigned2.der(), euiccSignature2));
      return new Ok(euiccSigned2, euiccSignature2, der);
    }

    private static Ok from(Tlv alternative, Bytes der) {
      var members = alternative.members("PrepareDownloadResponseOk");
      var ok = new Ok(
          EuiccSigned2.from(members.next(0x30, "euiccSigned2")),
          SignatureTlv.next(members, "euiccSignature2"),
          der);
      members.skipRest();
      return ok;
    }

    /** Leaves der out, as it holds hashCc. */
    @Override
    public String toString() {
      return "Ok[euiccSigned2=%s, euiccSignature2=%s]".formatted(euiccSigned2, euiccSignature2);
    }
  }

  /**
   * The eUICC refuses the download.
   *
   * <pre>
   * PrepareDownloadResponseError ::= SEQUENCE {
   *     transactionId     [0] TransactionId,
   *     downloadErrorCode DownloadErrorCode }
   * </pre>
   *
   * @param downloadErrorCode sent with tag 02, read with 02 or 81: cards do both
   */
  @SuppressWarnings("JavaLangClash") // the ASN.1 name of the alternative; never used bare outside
  record Error(TransactionId transactionId, int downloadErrorCode, Bytes der)
      implements PrepareDownloadResponse {

    public static Error of(TransactionId transactionId, int downloadErrorCode) {
      var der = Der.tlv(0xBF21, ErrorCode.arm(transactionId, downloadErrorCode));
      return new Error(transactionId, downloadErrorCode, der);
    }

    private static Error from(Tlv alternative, Bytes der) {
      var members = alternative.members("PrepareDownloadResponseError");
      var error =
          new Error(TransactionId.next(members), ErrorCode.next(members, "downloadErrorCode"), der);
      members.skipRest();
      return error;
    }
  }
}
