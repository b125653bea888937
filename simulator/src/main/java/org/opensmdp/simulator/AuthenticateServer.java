package org.opensmdp.simulator;

import java.time.InstantSource;
import java.util.Optional;
import org.opensmdp.certs.CertificateRole;
import org.opensmdp.certs.EuiccIdentity;
import org.opensmdp.certs.RspCertificate;
import org.opensmdp.crypto.Signatures;
import org.opensmdp.rsp.AuthenticateServerRequest;
import org.opensmdp.rsp.AuthenticateServerResponse;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.EuiccInfo2;
import org.opensmdp.rsp.EuiccSigned1;
import org.opensmdp.rsp.InvalidMessage;
import org.opensmdp.rsp.SignatureTlv;
import org.opensmdp.rsp.SubjectKeyId;

/** ES10b.AuthenticateServer, the card's side, checks in the order of SGP.22 v2 §5.7.13. */
final class AuthenticateServer {
  private static final int INVALID_CERTIFICATE = 1;
  private static final int INVALID_SIGNATURE = 2;
  private static final int UNSUPPORTED_CURVE = 3;
  private static final int NO_SESSION = 4;
  private static final int INVALID_OID = 5;
  private static final int EUICC_CHALLENGE_MISMATCH = 6;
  private static final int CI_PK_UNKNOWN = 7;

  private final EuiccProfile euicc;
  private final CardRevocations revocations;
  private final InstantSource clock;

  /** The answer, and the session it leaves. */
  record Done(AuthenticateServerResponse response, CardSession session) {}

  /** What the checks have found out. */
  private record Server(RspCertificate ci, RspCertificate certificate, EuiccIdentity identity) {}

  AuthenticateServer(EuiccProfile euicc, CardRevocations revocations, InstantSource clock) {
    this.euicc = euicc;
    this.revocations = revocations;
    this.clock = clock;
  }

  Done run(
      CardSession session,
      AuthenticateServerRequest request,
      EuiccInfo2 info2,
      CrookedAnswers crooked) {
    try {
      return accept(check(session, request), request, info2, crooked);
    } catch (CardError e) {
      var id = request.serverSigned1().transactionId();
      // A challenge serves one attempt; a session that has got further is not the server's to end.
      var left = session instanceof CardSession.Challenged ? new CardSession.None() : session;
      return new Done(AuthenticateServerResponse.Error.of(id, e.code()), left);
    }
  }

  private Server check(CardSession session, AuthenticateServerRequest request) throws CardError {
    if (!(session instanceof CardSession.Challenged challenged)) {
      throw new CardError(NO_SESSION);
    }
    var identity =
        identity(request.euiccCiPKIdToBeUsed()).orElseThrow(() -> new CardError(CI_PK_UNKNOWN));
    var certificate = parsed(request.serverCertificate());
    var ci = ci(certificate).orElseThrow(() -> new CardError(CI_PK_UNKNOWN));
    CardError.require(
        ServerCertificates.holds(certificate, ci, clock.instant())
            && !revocations.revoked(certificate, ci),
        INVALID_CERTIFICATE);
    var curve = certificate.publicKey().curve();
    CardError.require(
        euicc.curves().contains(curve) && curve == ci.publicKey().curve(), UNSUPPORTED_CURVE);
    CardError.require(isServer(certificate), INVALID_OID);
    CardError.require(
        Signatures.verify(
            certificate.publicKey(),
            request.serverSigned1().der(),
            SignatureTlv.value(request.serverSignature1())),
        INVALID_SIGNATURE);
    CardError.require(
        challenged.euiccChallenge().equals(request.serverSigned1().euiccChallenge()),
        EUICC_CHALLENGE_MISMATCH);
    return new Server(ci, certificate, identity);
  }

  private Done accept(
      Server server, AuthenticateServerRequest request, EuiccInfo2 info2, CrookedAnswers crooked) {
    var signed1 = request.serverSigned1();
    var identity = server.identity;
    var euiccSigned1 = crooked.signed1(EuiccSigned1.of(
        signed1.transactionId(),
        signed1.serverAddress(),
        signed1.serverChallenge(),
        info2,
        request.ctxParams1()));
    var signature = crooked.signature(
        Quirk.WRONG_EUICC_SIGNATURE1, SignatureTlv.toDer(identity.key().sign(euiccSigned1.der())));
    var response = AuthenticateServerResponse.Ok.of(
        euiccSigned1, signature, identity.certificate().der(), identity.eum().der());
    var session = new CardSession.Authenticated(
        signed1.transactionId(),
        signed1.serverAddress(),
        server.certificate.smdpOid().orElseThrow(),
        server.ci,
        server.certificate,
        identity,
        signature);
    return new Done(response, session);
  }

  private Optional<EuiccIdentity> identity(SubjectKeyId ci) {
    return euicc.identities().stream()
        .filter(one -> one.eum().authorityKeyId().equals(Optional.of(ci)))
        .findFirst();
  }

  private Optional<RspCertificate> ci(RspCertificate certificate) {
    var issuer = certificate.authorityKeyId();
    return euicc.trustedCis().stream()
        .filter(ci -> issuer.isPresent() && ci.subjectKeyId().equals(issuer))
        .findFirst();
  }

  private static RspCertificate parsed(Bytes octets) throws CardError {
    try {
      return RspCertificate.parse(octets);
    } catch (InvalidMessage e) {
      throw new CardError(INVALID_CERTIFICATE);
    }
  }

  /** A server is an SM-DP+ or an SM-DS, and says which by its object identifier. */
  private static boolean isServer(RspCertificate certificate) {
    var roles = certificate.roles();
    return certificate.smdpOid().isPresent()
        && (roles.contains(CertificateRole.DP_AUTH) || roles.contains(CertificateRole.DS_AUTH));
  }
}
