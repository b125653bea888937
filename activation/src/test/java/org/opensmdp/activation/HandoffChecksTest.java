package org.opensmdp.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensmdp.activation.Refusals.assertRefused;
import static org.opensmdp.activation.SampleStock.CARD;
import static org.opensmdp.activation.SampleStock.OTHER_CARD;
import static org.opensmdp.activation.SampleStock.iccid;
import static org.opensmdp.activation.SampleStock.imsi;
import static org.opensmdp.activation.TestServer.ICCID;
import static org.opensmdp.activation.TestServer.TOKEN;
import static org.opensmdp.rsp.StatusCode.EID_REFUSED;
import static org.opensmdp.rsp.StatusCode.ICCID_INVALID_TRANSITION;
import static org.opensmdp.rsp.StatusCode.PROVIDER_EXECUTION_ERROR;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opensmdp.activation.Handoff.Result;
import org.opensmdp.certs.EuiccChains;
import org.opensmdp.profile.BundledTemplate;
import org.opensmdp.profile.MetadataTexts;
import org.opensmdp.profile.ProfileTemplate;
import org.opensmdp.profile.SubscriberData;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Imsi;
import org.opensmdp.rsp.NotificationEvent;
import org.opensmdp.rsp.ProfileClass;
import org.opensmdp.rsp.Secret;
import org.slf4j.LoggerFactory;

/** Every handoff with something that fits and something that does not (docs/handoffs.md). */
class HandoffChecksTest {
  private final TestServer server = new TestServer();

  private List<ActivationEvent> told() {
    return server.store.events().stream()
        .filter(event -> event.function().equals(HandoffChecks.FUNCTION))
        .toList();
  }

  private ActivationEvent toldOnce(Handoff handoff, Result result) {
    assertThat(server.handoffs.contradictions()).containsExactly(handoff);
    assertThat(server.handoffs.count(handoff, result)).isEqualTo(1);
    assertThat(told()).hasSize(1);
    assertThat(told().get(0).status()).isEqualTo(result.name());
    assertThat(told().get(0).detail()).startsWith(handoff.label() + ": ");
    return told().get(0);
  }

  // H1, H11, H14: told by others

  @Test
  void countsTheLinesOfABatch() {
    server.checks.imported(7, 2);

    assertThat(server.handoffs.count(Handoff.IMPORT, Result.MATCH)).isEqualTo(7);
    assertThat(server.handoffs.count(Handoff.IMPORT, Result.MISMATCH)).isEqualTo(2);
    assertThat(server.handoffs.contradictions()).isEmpty();
  }

  @Test
  void countsCallbacksThatAreMadeOfTheOrdersRow() {
    server.checks.called(2);

    assertThat(server.handoffs.count(Handoff.CALLBACK, Result.MATCH)).isEqualTo(2);
  }

  @Test
  void tellsWhatAScanHasFound() {
    server.checks.scanned(10);
    server.checks.scanned(ICCID, "the IMSI is on two ICCIDs");

    assertThat(server.handoffs.count(Handoff.SCAN, Result.MATCH)).isEqualTo(10);
    assertThat(toldOnce(Handoff.SCAN, Result.MISMATCH).detail())
        .isEqualTo("H14_SCAN: the IMSI is on two ICCIDs");
  }

  @Test
  void logsTheLastDigitsOfIdentitiesAndKeepsThemWhole() {
    var logger = (Logger) LoggerFactory.getLogger(HandoffChecks.class);
    var lines = new ListAppender<ILoggingEvent>();
    lines.start();
    logger.addAppender(lines);
    var about = ActivationEvent.of("test", Instant.EPOCH).of(ICCID).by(CARD);
    var what = "ICCID %s of IMSI 001010123456789 at MCC 00101 on EID %s".formatted(ICCID, CARD);

    server.checks.suspect(Handoff.NETWORK, about, what);
    server.checks.warned(Handoff.PACKAGE, ICCID, what);
    logger.detachAppender(lines);

    var iccid = "..." + ICCID.digits().substring(ICCID.digits().length() - 4);
    var eid = "..." + CARD.digits().substring(CARD.digits().length() - 4);
    assertThat(lines.list).hasSize(2).allSatisfy(line -> {
      assertThat(line.getFormattedMessage())
          .endsWith("ICCID %s of IMSI ...6789 at MCC 00101 on EID %s".formatted(iccid, eid));
      assertThat(line.getKeyValuePairs())
          .anyMatch(pair -> pair.key.equals("iccid") && iccid.equals(pair.value));
    });
    assertThat(lines.list.get(0).getKeyValuePairs())
        .anyMatch(pair -> pair.key.equals("eid") && eid.equals(pair.value));
    assertThat(toldOnce(Handoff.NETWORK, Result.SUSPECT).detail()).endsWith(what);
  }

  // H2, H3: answers to operators

  @ParameterizedTest
  @CsvSource({
    "ES2+.DownloadOrder, OK, DOWNLOAD_ORDER, MATCH",
    "ES2+.DownloadOrder, ICCID_UNKNOWN, DOWNLOAD_ORDER, MISMATCH",
    "ES2+.DownloadOrder, ICCID_NOT_ALLOWED, DOWNLOAD_ORDER, MISMATCH",
    "ES2+.DownloadOrder, PROFILE_TYPE_REFUSED, DOWNLOAD_ORDER, MISMATCH",
    "ES2+.ConfirmOrder, OK, CONFIRM_ORDER, MATCH",
    "ES2+.ConfirmOrder, EID_INVALID_ASSOCIATION, CONFIRM_ORDER, MISMATCH",
    "ES2+.ConfirmOrder, MATCHING_ID_IN_USE, CONFIRM_ORDER, MISMATCH"
  })
  void countsAnswersToOperatorsAndCallsNobody(
      String function, String status, Handoff handoff, Result result) {
    var passedOn = new ArrayList<String>();
    var observer = server.checks.answers((name, as, time) -> passedOn.add(name + " " + as));

    observer.finished(function, status, Duration.ZERO);

    assertThat(passedOn).containsExactly(function + " " + status);
    assertThat(server.handoffs.count(handoff, result)).isEqualTo(1);
    assertThat(server.handoffs.contradictions()).isEmpty();
    assertThat(told()).isEmpty();
  }

  @Test
  void countsNoOtherAnswers() {
    var observer = server.checks.answers((name, as, time) -> {});

    observer.finished("ES2+.CancelOrder", "OK", Duration.ZERO);
    observer.finished("ES2+.ConfirmOrder", "PROVIDER_BUSY", Duration.ZERO);

    for (var result : Result.values()) {
      assertThat(server.handoffs.count(Handoff.CONFIRM_ORDER, result)).isZero();
    }
  }

  // H4, H5, H6: the release

  @Test
  void releasesAPackageThatFits() {
    server.released();

    assertThat(server.handoffs.count(Handoff.PACKAGE, Result.MATCH)).isEqualTo(1);
    assertThat(server.handoffs.count(Handoff.METADATA, Result.MATCH)).isEqualTo(1);
    assertThat(server.handoffs.count(Handoff.RELEASE, Result.MATCH)).isEqualTo(1);
    assertThat(told()).isEmpty();
  }

  /** SampleStock shows another name than the template's EF.SPN: nothing fails for it. */
  @Test
  void warnsOfAnotherName() {
    server.released();

    assertThat(server.handoffs.count(Handoff.PACKAGE, Result.WARNING)).isEqualTo(1);
    assertThat(server.profile()).isInstanceOf(Profile.Released.class);
  }

  @Test
  void doesNotReleaseAProfileWhoseImsiWasSwapped() {
    server.store.tamper(tables -> tables.row(ICCID).imsi = Optional.of(imsi(2)));
    server.order(Optional.empty());

    assertRefused(ICCID_INVALID_TRANSITION, () -> server.confirm(TOKEN, Optional.empty(), true));

    var event = toldOnce(Handoff.PACKAGE, Result.MISMATCH);
    assertThat(event.iccid()).contains(ICCID);
    assertThat(event.from()).contains(ProfileState.ALLOCATED);
    assertThat(event.detail()).contains("ef-imsi", imsi(1).digits(), imsi(2).digits());
    assertThat(server.profile()).isInstanceOf(Profile.Allocated.class);
    assertThat(server.lastEvent().detail()).contains("usim.ef-imsi").doesNotContain("00101");
  }

  @Test
  void doesNotReleaseOneByReleaseProfileEither() {
    server.order(Optional.empty());
    server.confirm(TOKEN, Optional.empty(), false);
    server.store.tamper(tables -> tables.row(ICCID).imsi = Optional.of(imsi(2)));

    assertRefused(ICCID_INVALID_TRANSITION, () -> server.releaseProfile.run(server.caller, ICCID));

    toldOnce(Handoff.PACKAGE, Result.MISMATCH);
    assertThat(server.profile()).isInstanceOf(Profile.Confirmed.class);
  }

  @Test
  void doesNotReleaseMetadataOfAnotherNetwork() {
    server.store.tamper(
        tables -> tables.row(ICCID).imsi = Optional.of(new Imsi("262010000000001")));
    server.order(Optional.empty());

    assertRefused(ICCID_INVALID_TRANSITION, () -> server.confirm(TOKEN, Optional.empty(), true));

    assertThat(told().get(0).detail()).contains("ef-imsi");
  }

  @Test
  void doesNotReleaseATemplateThatWasAltered() {
    server.store.tamper(tables -> tables.versions.replaceAll(
        (id, version) -> version.holding(altered(version.content().template()))));
    server.order(Optional.empty());

    assertRefused(ICCID_INVALID_TRANSITION, () -> server.confirm(TOKEN, Optional.empty(), true));

    assertThat(toldOnce(Handoff.RELEASE, Result.MISMATCH).detail())
        .contains("is not the one that was imported");
  }

  private static Bytes altered(Bytes octets) {
    var changed = octets.toArray();
    changed[changed.length / 2] ^= 1;
    return Bytes.wrap(changed);
  }

  @Test
  void doesNotReleaseAnOperationalProfileWithTheKeyOfItsTemplate() {
    var key = Secret.of(dummyKey());
    var type = operational();
    var subscriber = SubscriberData.of(iccid(50), imsi(50), key, Secret.of(SampleStock.OPC));
    server.store.inventory().addStock(type, List.of(subscriber));

    assertRefused(ICCID_INVALID_TRANSITION, () -> release(type));

    var event = toldOnce(Handoff.PACKAGE, Result.MISMATCH);
    assertThat(event.detail())
        .contains("the template's own key")
        .doesNotContain(dummyKey().toString());
  }

  @Test
  void releasesAnOperationalProfileWithAKeyOfItsOwn() {
    var type = operational();
    server.store.inventory().addStock(type, List.of(SampleStock.subscriber(50)));

    release(type);

    assertThat(server.profile(iccid(50))).isInstanceOf(Profile.Released.class);
  }

  /** The dummy of the bundled template, as a rendered profile shows where it stands. */
  private static Bytes dummyKey() {
    var template = BundledTemplate.load();
    var rendered =
        ProfileTemplate.of(template).render(SampleStock.subscriber(1)).toString();
    int at = rendered.indexOf(SampleStock.KI.toString()) / 2;
    return template.slice(at, at + SampleStock.KI.size());
  }

  private ProfileType operational() {
    var sample = server.type;
    var texts = new MetadataTexts(
        "opensmdp", "Plan", ProfileClass.OPERATIONAL, List.of(), Optional.empty());
    var draft = new ProfileType(
        0,
        sample.operatorId(),
        "Operational",
        texts,
        2,
        sample.protection(),
        sample.maxDownloadAttempts(),
        sample.maxConfirmationAttempts(),
        Optional.empty());
    var type = server.store.inventory().add(draft);
    server.store.inventory().addStableVersion(type, BundledTemplate.load());
    return type;
  }

  private void release(ProfileType type) {
    var iccid = server.downloadOrder.run(
        server.caller,
        new DownloadOrder.Request(Optional.empty(), Optional.empty(), Optional.of(type.name())));
    server.confirmOrder.run(
        server.caller,
        new ConfirmOrder.Request(
            iccid, Optional.empty(), Optional.of(TOKEN), Optional.empty(), Optional.empty(), true));
  }

  // H7: authenticateClient

  @Test
  void letsTheCardInThatTheOrderIsFor() {
    server.released().authenticate();

    assertThat(server.handoffs.count(Handoff.AUTHENTICATION, Result.MATCH)).isEqualTo(1);
  }

  @Test
  void countsASecondPhoneAndCallsNobody() {
    server.released().authenticate();

    assertRefused(EID_REFUSED, () -> server.authenticate(server.card(OTHER_CARD), TOKEN));

    assertThat(server.handoffs.count(Handoff.AUTHENTICATION, Result.MISMATCH)).isEqualTo(1);
    assertThat(server.handoffs.contradictions()).isEmpty();
  }

  @Test
  void callsSomebodyWhenTwoCardsHaveOneProfile() {
    server.released().authenticate();
    server.store.tamper(tables -> {
      var profile = (Profile.Released) tables.row(ICCID).profile;
      tables.row(ICCID).profile = profile.authenticated(OTHER_CARD);
    });

    assertRefused(EID_REFUSED, () -> server.authenticate(server.card(OTHER_CARD), TOKEN));

    assertThat(server.handoffs.contradictions()).containsExactly(Handoff.AUTHENTICATION);
    assertThat(told()).singleElement().satisfies(event -> {
      assertThat(event.eid()).contains(OTHER_CARD);
      assertThat(event.iccid()).contains(ICCID);
    });
  }

  @Test
  void showsNobodyAPackageOfAnAlteredTemplate() {
    server.released();
    server.store.tamper(tables -> tables.versions.replaceAll(
        (id, version) -> version.holding(altered(version.content().template()))));
    var fresh = new TestServerNode(server);

    assertRefused(PROVIDER_EXECUTION_ERROR, fresh::authenticate);

    toldOnce(Handoff.AUTHENTICATION, Result.MISMATCH);
  }

  /** Another node on the same store: it has read no template yet. */
  private record TestServerNode(TestServer server) {
    void authenticate() {
      var challenges = new Challenges(
          server.store.clusterKeys().all(),
          server.sets,
          server.clock,
          TestPki.RANDOM,
          TestServer.SESSION);
      var rule = new AuthenticateClient(
          server.smdp,
          challenges,
          new EuiccChains(server.clock),
          server.store.downloads(),
          new Templates(server.store.versions()),
          server.checks,
          server.clock);
      var begun = server.initiateAuthentication.run(server.card.hello());
      rule.run(server.card.answer(begun, TOKEN));
    }
  }

  // H8: the binding

  @Test
  void deliversNothingIfThePackageIsNotTheOneReleased() {
    var session = server.released().authenticate();
    server.store.tamper(tables -> tables.row(ICCID).verdict = tables
        .row(ICCID)
        .verdict
        .map(it -> new ReleaseVerdict(it.versionId(), Digest.of(Bytes.EMPTY))));

    assertRefused(PROVIDER_EXECUTION_ERROR, () -> server.download(session));

    var event = toldOnce(Handoff.BINDING, Result.MISMATCH);
    assertThat(event.transactionId()).contains(session.transactionId());
    assertThat(event.eid()).contains(CARD);
    assertThat(server.profile()).isInstanceOf(Profile.Released.class);
  }

  @Test
  void deliversNothingIfTheImsiWasSwappedAfterTheRelease() {
    var session = server.released().authenticate();
    server.store.tamper(tables -> tables.row(ICCID).imsi = Optional.of(imsi(2)));

    assertRefused(PROVIDER_EXECUTION_ERROR, () -> server.download(session));

    assertThat(toldOnce(Handoff.BINDING, Result.MISMATCH).detail()).contains("another IMSI");
  }

  @Test
  void deliversNothingIfTheMetadataAreNotThoseThatWereShown() {
    var session = server.released().authenticate();
    server.store.tamper(tables -> tables.row(ICCID).shown = Optional.of(Digest.of(Bytes.EMPTY)));

    assertRefused(PROVIDER_EXECUTION_ERROR, () -> server.download(session));

    assertThat(toldOnce(Handoff.BINDING, Result.MISMATCH).detail()).contains("the metadata");
  }

  @Test
  void callsOnceForARequestThatIsRepeated() {
    var session = server.released().authenticate();
    var request = server.card.prepare(session, server.otpk.publicKey().point(), Optional.empty());
    server.store.tamper(tables -> tables.row(ICCID).shown = Optional.of(Digest.of(Bytes.EMPTY)));

    for (int i = 0; i < 3; i++) {
      assertRefused(PROVIDER_EXECUTION_ERROR, () -> server.getBoundProfilePackage.run(request));
    }

    toldOnce(Handoff.BINDING, Result.MISMATCH);
  }

  // H9, H10: reports

  @Test
  void believesTheReportOfItsSession() {
    var session = server.released().authenticate();
    server.download(session);

    server.report(server.card.installed(session.transactionId(), server.oid(), 1, ICCID));

    assertThat(server.handoffs.count(Handoff.INSTALLATION_REPORT, Result.MATCH)).isEqualTo(1);
    assertThat(told()).isEmpty();
  }

  @Test
  void callsSomebodyForASignedReportAboutAnotherProfile() {
    var session = server.released().authenticate();
    server.download(session);

    server.report(server.card.installed(session.transactionId(), server.oid(), 1, iccid(2)));

    var event = toldOnce(Handoff.INSTALLATION_REPORT, Result.SUSPECT);
    assertThat(event.iccid()).contains(ICCID);
    assertThat(server.profile()).isInstanceOf(Profile.Downloaded.class);
  }

  @Test
  void callsSomebodyForAReportOfASessionThatItsCardHasNotSigned() {
    var session = server.released().authenticate();
    server.download(session);
    var forger = server.card(OTHER_CARD);

    server.report(forger.installed(session.transactionId(), server.oid(), 1, ICCID));

    toldOnce(Handoff.INSTALLATION_REPORT, Result.SUSPECT);
  }

  @Test
  void callsNobodyForAReportOfNoSession() {
    server.report(server.card.installed(SampleSteps.transaction(1), server.oid(), 1, iccid(2)));

    assertThat(server.handoffs.count(Handoff.INSTALLATION_REPORT, Result.UNKNOWN))
        .isEqualTo(1);
    assertThat(server.handoffs.contradictions()).isEmpty();
  }

  @Test
  void believesWhatTheCardOfTheOrderSays() {
    var session = server.released().authenticate();
    server.download(session);

    server.report(server.card.tell(NotificationEvent.ENABLE, 8, ICCID));

    assertThat(server.handoffs.count(Handoff.STATE_REPORT, Result.MATCH)).isEqualTo(1);
  }

  @Test
  void callsSomebodyWhenAnotherProvenCardSpeaksOfTheProfile() {
    var session = server.released().authenticate();
    server.download(session);

    server.report(server.card(OTHER_CARD).tell(NotificationEvent.ENABLE, 8, ICCID));

    var event = toldOnce(Handoff.STATE_REPORT, Result.SUSPECT);
    assertThat(event.eid()).contains(OTHER_CARD);
    assertThat(event.iccid()).as("its timeline is not theirs to fill").isEmpty();
    assertThat(event.detail()).contains(ICCID.digits());
  }

  @Test
  void hasALabelForEveryHandoff() {
    assertThat(Handoff.values()).hasSize(14);
    assertThat(Handoff.IMPORT.label()).isEqualTo("H1_IMPORT");
    assertThat(Handoff.SCAN.label()).isEqualTo("H14_SCAN");
    assertThat(Result.MISMATCH.label()).isEqualTo("mismatch");
  }
}
