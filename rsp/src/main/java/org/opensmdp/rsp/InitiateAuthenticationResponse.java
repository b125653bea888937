package org.opensmdp.rsp;

/**
 * The output of ES9+.InitiateAuthentication, whatever the binding (SGP.22 v2 §5.6.1).
 *
 * @param serverSignature1 the whole TLV 5F37
 * @param serverCertificate CERT.DPauth.ECDSA, DER
 */
public record InitiateAuthenticationResponse(
    TransactionId transactionId,
    ServerSigned1 serverSigned1,
    Bytes serverSignature1,
    SubjectKeyId euiccCiPKIdToBeUsed,
    Bytes serverCertificate) {}
