package org.opensmdp.simulator.conformance;

import java.time.Clock;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.opensmdp.certs.EuiccIdentity;
import org.opensmdp.certs.RspCertificate;
import org.opensmdp.crypto.EphemeralKey;
import org.opensmdp.rsp.AuthenticateClientRequest;
import org.opensmdp.rsp.AuthenticateServerResponse;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.CancelSessionFunctionRequest;
import org.opensmdp.rsp.CancelSessionReason;
import org.opensmdp.rsp.CancelSessionRequest;
import org.opensmdp.rsp.CancelSessionResponse;
import org.opensmdp.rsp.EuiccCancelSessionSigned;
import org.opensmdp.rsp.EuiccInfo1;
import org.opensmdp.rsp.EuiccSigned1;
import org.opensmdp.rsp.EuiccSigned2;
import org.opensmdp.rsp.GetBoundProfilePackageRequest;
import org.opensmdp.rsp.InitiateAuthenticationRequest;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.rsp.PrepareDownloadResponse;
import org.opensmdp.rsp.SignatureTlv;
import org.opensmdp.rsp.SmdpOid;
import org.opensmdp.rsp.TransactionId;
import org.opensmdp.simulator.Es9Plus;
import org.opensmdp.simulator.EuiccProfile;
import org.opensmdp.simulator.Lpa;
import org.opensmdp.simulator.LpaListener;
import org.opensmdp.simulator.LpaOptions;
import org.opensmdp.simulator.LpaSession;
import org.opensmdp.simulator.VirtualEuicc;

/**
 * A device that comes for an order, step by step. Steps that the card takes are the card's own; where a
 * case needs another answer, it is made of the card's and signed with the card's key.
 */
public final class Phone {
  private static final TransactionId NOBODYS =
      TransactionId.fromHex("00112233445566778899AABBCCDDEEFF");

  private final Trial trial;
  private final EuiccIdentity identity;
  private final VirtualEuicc euicc;
  private final Lpa lpa;
  private Optional<Order> order = Optional.empty();
  private Optional<LpaSession.Initiated> initiated = Optional.empty();
  private Optional<AuthenticateClientRequest> answered = Optional.empty();
  private Optional<LpaSession.Authenticated> authenticated = Optional.empty();
  private Optional<LpaSession.Downloaded> downloaded = Optional.empty();

  Phone(Trial trial, EuiccIdentity identity, EuiccProfile profile, Clock clock) {
    this.trial = trial;
    this.identity = identity;
    this.euicc = new VirtualEuicc(profile, trial.random(), clock);
    this.lpa = new Lpa(euicc, address -> server(), LpaOptions.defaults(), LpaListener.NONE, clock);
  }

  /** Has the user scan the code of an order. */
  public Phone scans(Order wanted) {
    order = Optional.of(wanted);
    return this;
  }

  /** Orders what the phone then scans. */
  public Phone orders(Wish wish) {
    return scans(trial.order(wish, identity.eid()));
  }

  public Order order() {
    return order.orElseThrow();
  }

  public EuiccIdentity identity() {
    return identity;
  }

  public VirtualEuicc euicc() {
    return euicc;
  }

  public Lpa lpa() {
    return lpa;
  }

  /** Signs what the card would not say; the TLV 5F37. */
  public Bytes sign(Bytes... parts) {
    return SignatureTlv.toDer(identity.key().sign(Bytes.concat(parts)));
  }

  public Es9Plus server() {
    return trial.es9plus();
  }

  public LpaSession.Initiated session() {
    return initiated.orElseThrow();
  }

  public LpaSession.Authenticated authenticated() {
    return authenticated.orElseThrow();
  }

  public LpaSession.Downloaded downloaded() {
    return downloaded.orElseThrow();
  }

  /** The transactionId of the session that began last; before any, one that nobody has given. */
  public TransactionId transactionId() {
    return initiated.map(LpaSession.Initiated::transactionId).orElse(NOBODYS);
  }

  // initiateAuthentication

  public Phone initiate() {
    initiated = Optional.of(lpa.initiateAuthentication(trial.target().smdpAddress()));
    answered = Optional.empty();
    return this;
  }

  /** As {@link #initiate}, where the user has spelled the address in another way. */
  public Phone initiateAt(String smdpAddress) {
    initiated = Optional.of(lpa.initiateAuthentication(smdpAddress));
    answered = Optional.empty();
    return this;
  }

  /** As {@link #initiate}, with another preference than the card's own. */
  public Phone initiate(EuiccInfo1 info) {
    var request = new InitiateAuthenticationRequest(
        euicc.getEuiccChallenge(), info, trial.target().smdpAddress());
    var response = server().initiateAuthentication(request);
    initiated = Optional.of(new LpaSession.Initiated(server(), response));
    answered = Optional.empty();
    return this;
  }

  // authenticateClient

  /** What the card answers the server in this session; it says so once, later it is repeated. */
  public AuthenticateClientRequest cardAnswers(Optional<MatchingId> matchingId) {
    answered = answered.or(() -> Optional.of(lpa.authenticateServer(session(), matchingId)));
    return answered.get();
  }

  public AuthenticateServerResponse.Ok cardAccepts() {
    return (AuthenticateServerResponse.Ok)
        cardAnswers(order().matchingId()).authenticateServerResponse();
  }

  public Phone authenticate() {
    return authenticateWith(order().matchingId());
  }

  /** Begins a session and asks for what this matchingId, or none, names. */
  public Phone authenticateWith(Optional<MatchingId> matchingId) {
    initiate();
    return tell(cardAnswers(matchingId));
  }

  /** Goes on in the session that has begun. */
  public Phone authenticateHere() {
    return tell(cardAnswers(order().matchingId()));
  }

  /** Asks in the session that has begun, with something else in euiccSigned1, well signed. */
  public Phone authenticateSaying(UnaryOperator<EuiccSigned1> change) {
    var genuine = cardAccepts();
    var signed = change.apply(genuine.euiccSigned1());
    return tell(AuthenticateServerResponse.Ok.of(
        signed, sign(signed.der()), genuine.euiccCertificate(), genuine.eumCertificate()));
  }

  public Phone tell(AuthenticateServerResponse response) {
    return tell(new AuthenticateClientRequest(session().transactionId(), response));
  }

  public Phone tell(AuthenticateClientRequest request) {
    authenticated = Optional.of(lpa.authenticateClient(session(), request));
    return this;
  }

  // getBoundProfilePackage

  /** What the card says to the package, with the code of the order if that has one. */
  public GetBoundProfilePackageRequest cardPrepares() {
    return cardPrepares(order().confirmationCode());
  }

  public GetBoundProfilePackageRequest cardPrepares(Optional<String> code) {
    return lpa.prepareDownload(authenticated(), code);
  }

  public PrepareDownloadResponse.Ok cardAgrees() {
    return (PrepareDownloadResponse.Ok) cardPrepares().prepareDownloadResponse();
  }

  /** What a card would say of the session that began last, with any key, under this transactionId. */
  public GetBoundProfilePackageRequest preparedIn(TransactionId id) {
    var key =
        EphemeralKey.generate(trial.wire().curve(), trial.random()).publicKey().point();
    var signed = EuiccSigned2.of(id, key, Optional.empty());
    var signature = sign(signed.der(), authenticated().response().smdpSignature2());
    return new GetBoundProfilePackageRequest(id, PrepareDownloadResponse.Ok.of(signed, signature));
  }

  public Phone download() {
    return ask(cardPrepares());
  }

  public Phone download(String code) {
    return ask(cardPrepares(Optional.of(code)));
  }

  /** Asks for the package with something else in euiccSigned2, well signed. */
  public Phone downloadSaying(UnaryOperator<EuiccSigned2> change) {
    var signed = change.apply(cardAgrees().euiccSigned2());
    var signature = sign(signed.der(), authenticated().response().smdpSignature2());
    return ask(PrepareDownloadResponse.Ok.of(signed, signature));
  }

  public Phone ask(PrepareDownloadResponse response) {
    return ask(new GetBoundProfilePackageRequest(session().transactionId(), response));
  }

  public Phone ask(GetBoundProfilePackageRequest request) {
    downloaded = Optional.of(lpa.getBoundProfilePackage(authenticated(), request));
    return this;
  }

  // cancelSession

  /** Card and server give the session up. */
  public Phone cancel(CancelSessionReason reason) {
    lpa.cancelSession(session(), reason);
    return this;
  }

  /** What the card says when it is to give the session up. */
  public CancelSessionResponse cardCancels(CancelSessionReason reason) {
    var request = CancelSessionRequest.of(session().transactionId(), reason);
    return euicc.cancelSession(request.der());
  }

  /** What a card would sign in this session, whether or not it still has it. */
  public CancelSessionResponse.Ok cancellation(CancelSessionReason reason) {
    return cancellation(session().transactionId(), oid(), reason);
  }

  public CancelSessionResponse.Ok cancellation(
      TransactionId id, SmdpOid oid, CancelSessionReason reason) {
    var signed = EuiccCancelSessionSigned.of(id, oid, reason);
    return CancelSessionResponse.Ok.of(signed, sign(signed.der()));
  }

  public Phone tell(CancelSessionResponse response) {
    return tell(session().transactionId(), response);
  }

  public Phone tell(TransactionId id, CancelSessionResponse response) {
    server().cancelSession(new CancelSessionFunctionRequest(id, response));
    return this;
  }

  public SmdpOid oid() {
    return RspCertificate.parse(session().response().serverCertificate())
        .smdpOid()
        .orElseThrow();
  }

  /** Gives the package to the card, and its report to the server, who may judge it later. */
  public Phone install() {
    lpa.install(downloaded());
    lpa.sendNotifications();
    return this;
  }

  /** Downloads, installs and reports, all in a row. */
  public Phone getsIt() {
    return authenticate().download().install();
  }

  /** The one-time key that the card has named last. */
  public Bytes euiccOtpk() {
    var said = (PrepareDownloadResponse.Ok) downloaded().request().prepareDownloadResponse();
    return said.euiccSigned2().euiccOtpk();
  }
}
