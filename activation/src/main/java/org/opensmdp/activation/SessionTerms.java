package org.opensmdp.activation;

import java.time.Instant;
import java.util.Optional;
import org.opensmdp.crypto.EcPublicKey;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.TransactionId;

/**
 * What was settled with a card at authenticateClient, as long as its session lasts and, for its late
 * report, beyond.
 *
 * @param credentialSet fingerprint (hex) of the CERT.DPpb the session keeps to
 * @param requestDigest SHA-256 of the authenticateServerResponse accepted: the same again gets the
 *     same answer
 * @param euiccKey of CERT.EUICC.ECDSA
 * @param smdpSigned2 as it was signed
 * @param smdpSignature2 the TLV 5F37 as it was sent; euiccSignature2 covers it
 * @param profileMetadata the TLV BF25 as it was shown; the package must hold the same octets
 * @param failed whether this session was told Failed: a cancelSession after that ends no order
 * @param tac of the phone, as the LPA says, 4 octets
 * @param attempt what it is counted by; absent in sessions from before that was kept
 * @param recalled whether the version it was begun with has been taken back since
 * @param refused the last request that was told so, if one of getBoundProfilePackage
 */
public record SessionTerms(
    TransactionId transactionId,
    Iccid iccid,
    Eid eid,
    String credentialSet,
    Bytes requestDigest,
    EcPublicKey euiccKey,
    Bytes smdpSigned2,
    Bytes smdpSignature2,
    Bytes profileMetadata,
    boolean failed,
    Optional<RefusedRequest> refused,
    Optional<Bytes> tac,
    Optional<AttemptFacts> attempt,
    boolean recalled,
    Instant createdAt,
    Instant expiresAt) {}
