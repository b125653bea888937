package org.opensmdp.simulator;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import org.opensmdp.certs.CertificateRole;
import org.opensmdp.certs.RspCertificate;
import org.opensmdp.crypto.Curve;
import org.opensmdp.crypto.EphemeralKey;
import org.opensmdp.crypto.Signatures;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.EuiccSigned2;
import org.opensmdp.rsp.InvalidMessage;
import org.opensmdp.rsp.PrepareDownloadRequest;
import org.opensmdp.rsp.PrepareDownloadResponse;
import org.opensmdp.rsp.SignatureTlv;

/** ES10b.PrepareDownload, the card's side, checks in the order of SGP.22 v2 §5.7.5. */
final class PrepareDownload {
  private static final int INVALID_CERTIFICATE = 1;
  private static final int INVALID_SIGNATURE = 2;
  private static final int UNSUPPORTED_CURVE = 3;
  private static final int NO_SESSION_CONTEXT = 4;
  private static final int INVALID_TRANSACTION_ID = 5;
  private static final int UNDEFINED = 127;

  private final OneTimeKeys oneTimeKeys;
  private final CardRevocations revocations;
  private final SecureRandom random;
  private final InstantSource clock;

  /** The answer, and the session it leaves. */
  record Done(PrepareDownloadResponse response, CardSession session) {}

  PrepareDownload(
      OneTimeKeys oneTimeKeys,
      CardRevocations revocations,
      SecureRandom random,
      InstantSource clock) {
    this.oneTimeKeys = oneTimeKeys;
    this.revocations = revocations;
    this.random = random;
    this.clock = clock;
  }

  Done run(CardSession session, PrepareDownloadRequest request, CrookedAnswers crooked) {
    try {
      var server = server(session);
      var dpPb = check(server, request);
      var curve = dpPb.publicKey().curve();
      boolean newKey = crooked.quirks().has(Quirk.NEW_ONE_TIME_KEY);
      var held = newKey ? Optional.<EphemeralKey>empty() : held(server, request, curve);
      return accept(server, dpPb, request, held.orElseGet(() -> fresh(curve)), crooked);
    } catch (CardError e) {
      var id = request.smdpSigned2().transactionId();
      return new Done(PrepareDownloadResponse.Error.of(id, e.code()), session);
    }
  }

  /** A prepared session may be prepared again, with another Confirmation Code. */
  private static CardSession.Authenticated server(CardSession session) throws CardError {
    if (session instanceof CardSession.Open open
        && !(session instanceof CardSession.Loading)
        && open.server().serverCertificate().roles().contains(CertificateRole.DP_AUTH)) {
      return open.server();
    }
    throw new CardError(NO_SESSION_CONTEXT);
  }

  private RspCertificate check(CardSession.Authenticated server, PrepareDownloadRequest request)
      throws CardError {
    var dpPb = parsed(request.smdpCertificate());
    CardError.require(isOfTheSameServer(dpPb, server), INVALID_CERTIFICATE);
    CardError.require(
        dpPb.publicKey().curve() == server.serverCertificate().publicKey().curve(),
        UNSUPPORTED_CURVE);
    var signed = Bytes.concat(request.smdpSigned2().der(), server.euiccSignature1());
    CardError.require(
        Signatures.verify(dpPb.publicKey(), signed, SignatureTlv.value(request.smdpSignature2())),
        INVALID_SIGNATURE);
    CardError.require(
        request.smdpSigned2().transactionId().equals(server.transactionId()),
        INVALID_TRANSACTION_ID);
    CardError.require(
        !request.smdpSigned2().ccRequiredFlag() || request.hashCc().isPresent(), UNDEFINED);
    return dpPb;
  }

  private boolean isOfTheSameServer(RspCertificate dpPb, CardSession.Authenticated server) {
    return ServerCertificates.holds(dpPb, server.ci(), clock.instant())
        && !revocations.revoked(dpPb, server.ci())
        && dpPb.authorityKeyId().equals(server.ci().subjectKeyId())
        && dpPb.roles().contains(CertificateRole.DP_PB)
        && dpPb.smdpOid().equals(Optional.of(server.smdpOid()));
  }

  private Done accept(
      CardSession.Authenticated server,
      RspCertificate dpPb,
      PrepareDownloadRequest request,
      EphemeralKey key,
      CrookedAnswers crooked) {
    oneTimeKeys.keep(server.smdpOid(), key);
    boolean codeWanted = request.smdpSigned2().ccRequiredFlag();
    var euiccSigned2 = crooked.signed2(EuiccSigned2.of(
        server.transactionId(),
        key.publicKey().point(),
        request.hashCc().filter(hash -> codeWanted)));
    var signed = Bytes.concat(euiccSigned2.der(), request.smdpSignature2());
    var signature = crooked.signature(
        Quirk.WRONG_EUICC_SIGNATURE2, SignatureTlv.toDer(server.identity().key().sign(signed)));
    return new Done(
        PrepareDownloadResponse.Ok.of(euiccSigned2, signature),
        new CardSession.Prepared(server, dpPb, key));
  }

  /** The key the server has bound a package to before, if the card still has it. */
  private Optional<EphemeralKey> held(
      CardSession.Authenticated server, PrepareDownloadRequest request, Curve curve) {
    return request
        .smdpSigned2()
        .bppEuiccOtpk()
        .flatMap(point -> oneTimeKeys.find(server.smdpOid(), point))
        .filter(key -> key.publicKey().curve() == curve);
  }

  private EphemeralKey fresh(Curve curve) {
    return EphemeralKey.generate(curve, random);
  }

  private static RspCertificate parsed(Bytes octets) throws CardError {
    try {
      return RspCertificate.parse(octets);
    } catch (InvalidMessage e) {
      throw new CardError(INVALID_CERTIFICATE);
    }
  }
}
