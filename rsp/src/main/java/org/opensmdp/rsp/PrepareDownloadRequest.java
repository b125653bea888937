package org.opensmdp.rsp;

import java.util.Optional;

/**
 * ES10b.PrepareDownload, what the LPA hands to the eUICC (SGP.22 v2 §5.7.5).
 *
 * <pre>
 * PrepareDownloadRequest ::= [33] SEQUENCE { -- Tag 'BF21'
 *     smdpSigned2     SmdpSigned2,
 *     smdpSignature2  [APPLICATION 55] OCTET STRING,
 *     hashCc          Octet32 OPTIONAL,
 *     smdpCertificate Certificate }
 * </pre>
 *
 * @param smdpSignature2 the whole TLV 5F37
 */
public record PrepareDownloadRequest(
    SmdpSigned2 smdpSigned2,
    Bytes smdpSignature2,
    Optional<Bytes> hashCc,
    Bytes smdpCertificate,
    Bytes der) {
  private static final String PATH = "PrepareDownloadRequest";

  public PrepareDownloadRequest {
    hashCc.ifPresent(octets -> Sizes.exactly(PATH + ".hashCc", 32, octets));
  }

  public static PrepareDownloadRequest of(
      SmdpSigned2 smdpSigned2,
      Bytes smdpSignature2,
      Optional<Bytes> hashCc,
      Bytes smdpCertificate) {
    var der = Der.tlv(
        0xBF21, smdpSigned2.der(), smdpSignature2, Der.optional(0x04, hashCc), smdpCertificate);
    return new PrepareDownloadRequest(smdpSigned2, smdpSignature2, hashCc, smdpCertificate, der);
  }

  public static PrepareDownloadRequest parse(Bytes octets) {
    var members = Tlv.parse(PATH, 0xBF21, octets).members(PATH);
    var request = new PrepareDownloadRequest(
        SmdpSigned2.from(members.next(0x30, "smdpSigned2")),
        SignatureTlv.next(members, "smdpSignature2"),
        HashCc.next(members),
        members.whole(0x30, "smdpCertificate"),
        octets);
    members.skipRest();
    return request;
  }

  /** Leaves hashCc out: whoever has it can try every short code. */
  @Override
  public String toString() {
    return "PrepareDownloadRequest[smdpSigned2=%s]".formatted(smdpSigned2);
  }
}
