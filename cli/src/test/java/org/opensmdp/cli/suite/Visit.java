package org.opensmdp.cli.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
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
import org.opensmdp.rsp.SmdpOid;
import org.opensmdp.rsp.TransactionId;
import org.opensmdp.simulator.Es9Plus;
import org.opensmdp.simulator.Es9PlusRefusal;
import org.opensmdp.simulator.LpaSession;

/**
 * A device that comes for an order, step by step, and what the database says of it. Steps that the
 * card takes are the card's own; where a case needs another answer, it is made of the card's and signed
 * with the card's key.
 */
final class Visit {
  private final Scene scene;
  private final Wire wire;
  private final Order order;
  private Device device;
  private Optional<LpaSession.Initiated> initiated = Optional.empty();
  private Optional<AuthenticateClientRequest> answered = Optional.empty();
  private Optional<LpaSession.Authenticated> authenticated = Optional.empty();
  private Optional<LpaSession.Downloaded> downloaded = Optional.empty();

  private Visit(Scene scene, Wire wire, Order order, Device device) {
    this.scene = scene;
    this.wire = wire;
    this.order = order;
    this.device = device;
  }

  static Visit of(Wire wire, OrderSpec spec) {
    var scene = Scene.get();
    var device = scene.device(wire);
    return new Visit(scene, wire, scene.order(spec, device.identity().eid()), device);
  }

  /** A device comes for an order that the case has made itself. */
  static Visit of(Wire wire, Order order) {
    var scene = Scene.get();
    return new Visit(scene, wire, order, scene.device(wire));
  }

  Scene scene() {
    return scene;
  }

  Wire wire() {
    return wire;
  }

  Order order() {
    return order;
  }

  Device device() {
    return device;
  }

  /** Another card comes. */
  Visit by(Device other) {
    device = other;
    return this;
  }

  Es9Plus server() {
    return scene.server(wire.binding());
  }

  LpaSession.Initiated session() {
    return initiated.orElseThrow();
  }

  LpaSession.Authenticated authenticated() {
    return authenticated.orElseThrow();
  }

  LpaSession.Downloaded downloaded() {
    return downloaded.orElseThrow();
  }

  /** The transactionId of the session that began last; before any, one that nobody has given. */
  TransactionId transactionId() {
    return initiated.map(LpaSession.Initiated::transactionId).orElse(Forged.TRANSACTION);
  }

  // initiateAuthentication

  Visit initiate() {
    initiated =
        Optional.of(device.lpa().initiateAuthentication(scene.house().server().smdpAddress()));
    answered = Optional.empty();
    return this;
  }

  /** As {@link #initiate}, with another preference than the card's own. */
  Visit initiate(EuiccInfo1 info) {
    var request = new InitiateAuthenticationRequest(
        device.euicc().getEuiccChallenge(), info, scene.house().server().smdpAddress());
    var response = server().initiateAuthentication(request);
    initiated = Optional.of(new LpaSession.Initiated(server(), response));
    answered = Optional.empty();
    return this;
  }

  // authenticateClient

  /** What the card answers the server in this session; it says so once, later it is repeated. */
  AuthenticateClientRequest cardAnswers(Optional<MatchingId> matchingId) {
    answered =
        answered.or(() -> Optional.of(device.lpa().authenticateServer(session(), matchingId)));
    return answered.get();
  }

  AuthenticateServerResponse.Ok cardAccepts() {
    return (AuthenticateServerResponse.Ok)
        cardAnswers(order.matchingId()).authenticateServerResponse();
  }

  Visit authenticate() {
    return authenticateWith(order.matchingId());
  }

  /** Begins a session and asks for what this matchingId, or none, names. */
  Visit authenticateWith(Optional<MatchingId> matchingId) {
    initiate();
    return tell(cardAnswers(matchingId));
  }

  /** Goes on in the session that has begun. */
  Visit authenticateHere() {
    return tell(cardAnswers(order.matchingId()));
  }

  /** Asks in the session that has begun, with something else in euiccSigned1, well signed. */
  Visit authenticateSaying(UnaryOperator<EuiccSigned1> change) {
    var genuine = cardAccepts();
    var signed = change.apply(genuine.euiccSigned1());
    return tell(AuthenticateServerResponse.Ok.of(
        signed, device.sign(signed.der()), genuine.euiccCertificate(), genuine.eumCertificate()));
  }

  Visit tell(AuthenticateServerResponse response) {
    return tell(new AuthenticateClientRequest(session().transactionId(), response));
  }

  Visit tell(AuthenticateClientRequest request) {
    authenticated = Optional.of(device.lpa().authenticateClient(session(), request));
    return this;
  }

  // getBoundProfilePackage

  /** What the card says to the package, with the code of the order if that has one. */
  GetBoundProfilePackageRequest cardPrepares() {
    return cardPrepares(order.confirmationCode());
  }

  GetBoundProfilePackageRequest cardPrepares(Optional<String> code) {
    return device.lpa().prepareDownload(authenticated(), code);
  }

  PrepareDownloadResponse.Ok cardAgrees() {
    return (PrepareDownloadResponse.Ok) cardPrepares().prepareDownloadResponse();
  }

  /** What a card would say of the session that began last, with any key, under this transactionId. */
  GetBoundProfilePackageRequest preparedIn(TransactionId id) {
    var key = EphemeralKey.generate(wire.curve(), Scene.RANDOM).publicKey().point();
    var signed = EuiccSigned2.of(id, key, Optional.empty());
    var signature = device.sign(signed.der(), authenticated().response().smdpSignature2());
    return new GetBoundProfilePackageRequest(id, PrepareDownloadResponse.Ok.of(signed, signature));
  }

  Visit download() {
    return ask(cardPrepares());
  }

  Visit download(String code) {
    return ask(cardPrepares(Optional.of(code)));
  }

  /** Asks for the package with something else in euiccSigned2, well signed. */
  Visit downloadSaying(UnaryOperator<EuiccSigned2> change) {
    var signed = change.apply(cardAgrees().euiccSigned2());
    var signature = device.sign(signed.der(), authenticated().response().smdpSignature2());
    return ask(PrepareDownloadResponse.Ok.of(signed, signature));
  }

  Visit ask(PrepareDownloadResponse response) {
    return ask(new GetBoundProfilePackageRequest(session().transactionId(), response));
  }

  Visit ask(GetBoundProfilePackageRequest request) {
    downloaded = Optional.of(device.lpa().getBoundProfilePackage(authenticated(), request));
    return this;
  }

  // cancelSession

  /** Card and server give the session up. */
  Visit cancel(CancelSessionReason reason) {
    device.lpa().cancelSession(session(), reason);
    return this;
  }

  /** What the card says when it is to give the session up. */
  CancelSessionResponse cardCancels(CancelSessionReason reason) {
    var request = CancelSessionRequest.of(session().transactionId(), reason);
    return device.euicc().cancelSession(request.der());
  }

  /** What a card would sign in this session, whether or not it still has it. */
  CancelSessionResponse.Ok cancellation(CancelSessionReason reason) {
    return cancellation(session().transactionId(), oid(), reason);
  }

  CancelSessionResponse.Ok cancellation(TransactionId id, SmdpOid oid, CancelSessionReason reason) {
    var signed = EuiccCancelSessionSigned.of(id, oid, reason);
    return CancelSessionResponse.Ok.of(signed, device.sign(signed.der()));
  }

  Visit tell(CancelSessionResponse response) {
    return tell(session().transactionId(), response);
  }

  Visit tell(TransactionId id, CancelSessionResponse response) {
    server().cancelSession(new CancelSessionFunctionRequest(id, response));
    return this;
  }

  SmdpOid oid() {
    return scene.of(wire.curve()).credentials("any").oid();
  }

  // the whole of it

  /** Gives the package to the card, and its report to the server; the report is judged then. */
  Visit install() {
    var report = device.lpa().install(downloaded());
    device.lpa().sendNotifications();
    scene.tables().verdict(report);
    return this;
  }

  // what there is to see

  /** The one-time key that the card has named last. */
  Bytes euiccOtpk() {
    var said = (PrepareDownloadResponse.Ok) downloaded().request().prepareDownloadResponse();
    return said.euiccSigned2().euiccOtpk();
  }

  OrderRows rows() {
    return scene.tables().order(order.iccid());
  }

  /** What was told of the order, or in the session that began last. */
  List<EventRow> events() {
    return scene.tables().events(order.iccid(), transactionId());
  }

  /** The one event more, as it can be compared. */
  EventRow told(List<EventRow> before) {
    var now = events();
    assertThat(now).as("events").hasSize(before.size() + 1);
    return now.get(now.size() - 1).withoutDetail();
  }

  EventRow lastEvent() {
    var now = events();
    return now.get(now.size() - 1);
  }

  /** Has the server refuse, and looks at the wire. */
  Visit assertRefused(Refused expected, Step step) {
    var refusal = catchThrowableOfType(Es9PlusRefusal.class, () -> step.take(this));

    assertThat(refusal).as("a refusal").isNotNull();
    wire.binding().check(refusal, expected);
    return this;
  }

  /** Something a device does. */
  interface Step {
    void take(Visit visit);
  }
}
