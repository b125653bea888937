package org.opensmdp.activation;

import static org.opensmdp.activation.SampleSteps.NOW;
import static org.opensmdp.activation.SampleStock.ADDRESS;
import static org.opensmdp.activation.SampleStock.CARD;
import static org.opensmdp.activation.SampleStock.iccid;
import static org.opensmdp.activation.TestPki.RANDOM;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.opensmdp.activation.CancelOrder.FinalStatus;
import org.opensmdp.certs.CredentialSet;
import org.opensmdp.certs.EuiccChains;
import org.opensmdp.certs.TestHierarchy;
import org.opensmdp.crypto.Binder;
import org.opensmdp.crypto.EphemeralKey;
import org.opensmdp.rsp.AuthenticateClientResponse;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.GetBoundProfilePackageResponse;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.rsp.SmdpOid;

/** All rules over one store in memory, an operator with stock, and a card. */
final class TestServer {
  static final MatchingId TOKEN = new MatchingId("TOKEN-1");
  static final String CODE = "12-34";
  static final Iccid ICCID = iccid(1);
  static final Duration SESSION = Duration.ofMinutes(30);

  final MovableClock clock = new MovableClock(NOW);
  final InMemoryStore store = new InMemoryStore();
  final Operator operator = SampleStock.operator(store, "Operator");
  final Caller caller = new Caller(operator, "call-1");
  final WatchedHandoffs handoffs = new WatchedHandoffs();
  final HandoffChecks checks = new HandoffChecks(store.timeline(), handoffs, clock);
  final Templates templates = new Templates(store.versions());
  final ProfileType type = SampleStock.type(store, operator, "Plan", 1, 3);

  final List<CredentialSet> sets;
  final Smdp smdp;
  final TestHierarchy pki;
  final TestCard card;
  final EphemeralKey otpk;

  final InitiateAuthentication initiateAuthentication;
  final AuthenticateClient authenticateClient;
  final GetBoundProfilePackage getBoundProfilePackage;
  final CancelSession cancelSession;
  final HandleNotification handleNotification;
  final NotificationJudge judge;
  final Map<Long, String> verdicts = new HashMap<>();
  final DownloadOrder downloadOrder;
  final ConfirmOrder confirmOrder;
  final ReleaseProfile releaseProfile;
  final CancelOrder cancelOrder;

  TestServer() {
    this(TestPki.NIST);
  }

  TestServer(TestHierarchy... hierarchies) {
    this.sets = Arrays.stream(hierarchies).map(each -> each.credentials("set")).toList();
    this.pki = hierarchies[0];
    this.card = card(CARD);
    this.otpk = newKey();
    this.smdp = new Smdp(List.of(ADDRESS, "second.example.com"), sets);
    var challenges = new Challenges(store.clusterKeys().all(), sets, clock, RANDOM, SESSION);
    var chains = new EuiccChains(clock);
    var downloads = store.downloads();
    this.initiateAuthentication = new InitiateAuthentication(smdp, challenges);
    this.authenticateClient =
        new AuthenticateClient(smdp, challenges, chains, downloads, templates, checks, clock);
    this.getBoundProfilePackage = getBoundProfilePackage(downloads);
    this.cancelSession = new CancelSession(smdp, downloads, store.timeline(), clock);
    this.handleNotification =
        new HandleNotification(store.notifications(), HandoffObserver.NONE, clock, number -> {});
    this.judge = new NotificationJudge(
        store.notifications(),
        downloads,
        chains,
        List.of(smdp),
        (id, verdict, why) -> verdicts.put(id, verdict + " " + why),
        checks,
        clock);
    var profiles = store.profiles();
    var timeline = store.timeline();
    this.downloadOrder = new DownloadOrder(profiles, timeline, clock);
    var releases = new Releases(profiles, templates, RANDOM, checks, SmdsRegistration.none(clock));
    this.confirmOrder = new ConfirmOrder(profiles, releases, timeline, RANDOM, ADDRESS, clock);
    this.releaseProfile = new ReleaseProfile(profiles, releases, timeline, clock);
    this.cancelOrder = new CancelOrder(profiles, timeline, clock);
  }

  GetBoundProfilePackage getBoundProfilePackage(Downloads downloads) {
    var bindings = new BindingMaker(templates, new Binder(RANDOM), RANDOM, checks);
    return new GetBoundProfilePackage(smdp, downloads, bindings, store.timeline(), clock);
  }

  TestCard card(Eid eid) {
    return new TestCard(pki.euicc(eid), pki.ci());
  }

  EphemeralKey newKey() {
    return EphemeralKey.generate(sets.get(0).curve(), RANDOM);
  }

  SmdpOid oid() {
    return sets.get(0).oid();
  }

  Profile profile() {
    return profile(ICCID);
  }

  Profile profile(Iccid iccid) {
    return store.profiles().find(iccid).orElseThrow().profile();
  }

  List<ActivationEvent> timeline() {
    return store.timeline().of(ICCID);
  }

  ActivationEvent lastEvent() {
    var events = store.events();
    return events.get(events.size() - 1);
  }

  void order(Optional<Eid> eid) {
    downloadOrder.run(caller, new DownloadOrder.Request(eid, Optional.of(ICCID), Optional.empty()));
  }

  ConfirmOrder.Response confirm(MatchingId token, Optional<String> code, boolean release) {
    return confirmOrder.run(caller, confirmation(token, code, release));
  }

  static ConfirmOrder.Request confirmation(
      MatchingId token, Optional<String> code, boolean release) {
    return new ConfirmOrder.Request(
        ICCID,
        Optional.empty(),
        Optional.of(token),
        code.map(ConfirmOrder.Request::hashOf),
        Optional.empty(),
        release);
  }

  /** Orders for whoever brings the token, released. */
  TestServer released() {
    return released(Optional.empty());
  }

  TestServer released(Optional<String> code) {
    order(Optional.empty());
    confirm(TOKEN, code, true);
    return this;
  }

  void cancel(FinalStatus end) {
    var eid = profile().eid();
    var token = profile() instanceof Profile.Ordered ordered
        ? Optional.of(ordered.order().matchingId())
        : Optional.<MatchingId>empty();
    cancelOrder.run(caller, new CancelOrder.Request(ICCID, eid, token, end));
  }

  AuthenticateClientResponse authenticate() {
    return authenticate(card, TOKEN);
  }

  AuthenticateClientResponse authenticate(TestCard from, MatchingId token) {
    var server = initiateAuthentication.run(from.hello());
    return authenticateClient.run(from.answer(server, token));
  }

  GetBoundProfilePackageResponse download(AuthenticateClientResponse session) {
    return download(session, otpk, Optional.empty());
  }

  GetBoundProfilePackageResponse download(
      AuthenticateClientResponse session, EphemeralKey key, Optional<String> code) {
    return getBoundProfilePackage.run(card.prepare(session, key.publicKey().point(), code));
  }

  /** Hands a report in and has it judged. */
  void report(Bytes pendingNotification) {
    handleNotification.run(pendingNotification);
    judge.run(10);
  }
}
