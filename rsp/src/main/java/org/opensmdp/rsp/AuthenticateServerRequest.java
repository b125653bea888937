package org.opensmdp.rsp;

/**
 * ES10b.AuthenticateServer, what the LPA hands to the eUICC (SGP.22 v2 §5.7.13).
 *
 * <pre>
 * AuthenticateServerRequest ::= [56] SEQUENCE { -- Tag 'BF38'
 *     serverSigned1       ServerSigned1,
 *     serverSignature1    [APPLICATION 55] OCTET STRING,
 *     euiccCiPKIdToBeUsed SubjectKeyIdentifier,
 *     serverCertificate   Certificate,
 *     ctxParams1          CtxParams1 }
 * </pre>
 *
 * @param serverSignature1 the whole TLV 5F37
 */
public record AuthenticateServerRequest(
    ServerSigned1 serverSigned1,
    Bytes serverSignature1,
    SubjectKeyId euiccCiPKIdToBeUsed,
    Bytes serverCertificate,
    CtxParams1 ctxParams1,
    Bytes der) {
  private static final String PATH = "AuthenticateServerRequest";

  public static AuthenticateServerRequest of(
      ServerSigned1 serverSigned1,
      Bytes serverSignature1,
      SubjectKeyId euiccCiPKIdToBeUsed,
      Bytes serverCertificate,
      CtxParams1 ctxParams1) {
    var der = Der.tlv(
        0xBF38,
        serverSigned1.der(),
        serverSignature1,
        euiccCiPKIdToBeUsed.toDer(),
        serverCertificate,
        ctxParams1.der());
    return new AuthenticateServerRequest(
        serverSigned1, serverSignature1, euiccCiPKIdToBeUsed, serverCertificate, ctxParams1, der);
  }

  public static AuthenticateServerRequest parse(Bytes octets) {
    var members = Tlv.parse(PATH, 0xBF38, octets).members(PATH);
    var request = new AuthenticateServerRequest(
        ServerSigned1.from(members.next(0x30, "serverSigned1")),
        SignatureTlv.next(members, "serverSignature1"),
        SubjectKeyId.from(
            members.path("euiccCiPKIdToBeUsed"), members.next(0x04, "euiccCiPKIdToBeUsed")),
        members.whole(0x30, "serverCertificate"),
        CtxParams1.from(members.next()),
        octets);
    members.skipRest();
    return request;
  }
}
