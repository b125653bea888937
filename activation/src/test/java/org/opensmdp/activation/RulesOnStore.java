package org.opensmdp.activation;

import static org.opensmdp.activation.SampleStock.ADDRESS;
import static org.opensmdp.activation.SampleStock.CARD;
import static org.opensmdp.activation.TestPki.RANDOM;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.opensmdp.certs.EuiccChains;
import org.opensmdp.crypto.Binder;
import org.opensmdp.crypto.EphemeralKey;
import org.opensmdp.rsp.AuthenticateClientRequest;
import org.opensmdp.rsp.AuthenticateClientResponse;
import org.opensmdp.rsp.BoundProfilePackage;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.MatchingId;

/** The rules of a download over a store of whatever kind, and a card. */
final class RulesOnStore {
  private static final Duration SESSION = Duration.ofMinutes(30);

  final TestStore store;
  final Operator operator;
  final Caller caller;
  final MovableClock clock = new MovableClock(SampleSteps.NOW);
  final TestCard card = card(CARD);
  final SampleSteps steps;
  final WatchedHandoffs handoffs = new WatchedHandoffs();

  final InitiateAuthentication initiateAuthentication;
  final AuthenticateClient authenticateClient;
  final GetBoundProfilePackage getBoundProfilePackage;
  final DownloadOrder downloadOrder;
  final ConfirmOrder confirmOrder;
  final ReleaseProfile releaseProfile;

  RulesOnStore(TestStore store) {
    this.store = store;
    this.operator = SampleStock.operator(store, "Operator");
    this.caller = new Caller(operator, "call-1");
    this.steps = new SampleSteps(store);
    var sets = List.of(TestPki.NIST.credentials("set"));
    var smdp = new Smdp(List.of(ADDRESS), sets);
    var challenges = new Challenges(store.clusterKeys().all(), sets, clock, RANDOM, SESSION);
    var templates = new Templates(store.versions());
    var downloads = store.downloads();
    var timeline = store.timeline();
    var checks = new HandoffChecks(timeline, handoffs, clock);
    this.initiateAuthentication = new InitiateAuthentication(smdp, challenges);
    this.authenticateClient = new AuthenticateClient(
        smdp, challenges, new EuiccChains(clock), downloads, templates, checks, clock);
    var bindings = new BindingMaker(templates, new Binder(RANDOM), RANDOM, checks);
    this.getBoundProfilePackage =
        new GetBoundProfilePackage(smdp, downloads, bindings, timeline, clock);
    var profiles = store.profiles();
    var releases = new Releases(profiles, templates, RANDOM, checks, SmdsRegistration.none(clock));
    this.downloadOrder = new DownloadOrder(profiles, timeline, clock);
    this.confirmOrder = new ConfirmOrder(profiles, releases, timeline, RANDOM, ADDRESS, clock);
    this.releaseProfile = new ReleaseProfile(profiles, releases, timeline, clock);
  }

  TestCard card(Eid eid) {
    return new TestCard(TestPki.NIST.euicc(eid), TestPki.NIST.ci());
  }

  EphemeralKey newKey() {
    return EphemeralKey.generate(TestPki.NIST.ci().publicKey().curve(), RANDOM);
  }

  /** Orders a profile of the type and confirms it; returns it as it is then. */
  Profile.Ordered order(ProfileType type, Optional<Eid> eid, MatchingId token, boolean release) {
    var iccid = downloadOrder.run(
        caller, new DownloadOrder.Request(eid, Optional.empty(), Optional.of(type.name())));
    confirmOrder.run(
        caller,
        new ConfirmOrder.Request(
            iccid,
            Optional.empty(),
            Optional.of(token),
            Optional.empty(),
            Optional.empty(),
            release));
    return (Profile.Ordered) store.profiles().find(iccid).orElseThrow().profile();
  }

  /** Lets a card ask with a token, or without: {@code sent} is in its message as it stands. */
  AuthenticateClientResponse authenticate(TestCard from, Optional<MatchingId> sent) {
    return authenticateClient.run(request(from, sent));
  }

  AuthenticateClientRequest request(TestCard from, Optional<MatchingId> sent) {
    return from.asking(initiateAuthentication.run(from.hello()), sent);
  }

  AuthenticateClientResponse authenticate(MatchingId token) {
    return authenticate(card, Optional.of(token));
  }

  BoundProfilePackage download(AuthenticateClientResponse session, EphemeralKey key) {
    var request = card.prepare(session, key.publicKey().point(), Optional.empty());
    return BoundProfilePackage.parse(getBoundProfilePackage.run(request).boundProfilePackage());
  }
}
