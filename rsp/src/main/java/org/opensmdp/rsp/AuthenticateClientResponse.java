package org.opensmdp.rsp;

/**
 * The output of ES9+.AuthenticateClient, whatever the binding (SGP.22 v2 §5.6.3).
 *
 * @param profileMetadata the whole TLV BF25, the same octets the package will carry
 * @param smdpSignature2 the whole TLV 5F37
 * @param smdpCertificate CERT.DPpb.ECDSA, DER
 */
public record AuthenticateClientResponse(
    TransactionId transactionId,
    Bytes profileMetadata,
    SmdpSigned2 smdpSigned2,
    Bytes smdpSignature2,
    Bytes smdpCertificate) {}
