package org.opensmdp.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensmdp.activation.SampleStock.CARD;
import static org.opensmdp.activation.SampleStock.OTHER_CARD;
import static org.opensmdp.activation.SampleStock.iccid;
import static org.opensmdp.activation.TestServer.ICCID;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensmdp.activation.Notifications.Verdict;
import org.opensmdp.certs.EuiccChains;
import org.opensmdp.rsp.AuthenticateClientResponse;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.CancelSessionReason;
import org.opensmdp.rsp.Der;
import org.opensmdp.rsp.FinalResult;
import org.opensmdp.rsp.NotificationEvent;
import org.opensmdp.rsp.NotificationMetadata;
import org.opensmdp.rsp.SmdpOid;
import org.opensmdp.rsp.TransactionId;

/** ES9+.HandleNotification (SGP.22 v2 §5.6.4), from the octets to the verdict. */
class NotificationJudgeTest {
  private final TestServer server = new TestServer().released();
  private final AuthenticateClientResponse session = server.authenticate();

  @BeforeEach
  void deliver() {
    server.download(session);
  }

  @Test
  void installsTheProfileOnAReportOfSuccess() {
    var report = installed(transactionId(), 7);

    server.report(report);

    assertJudged(report, Verdict.ACCEPTED, ProfileState.INSTALLED);
    assertThat(server.store.isdpAid(ICCID)).contains(TestCard.AID);
    assertThat(server.store.downloads().find(transactionId()).orElseThrow().binding())
        .isEmpty();
    assertThat(server.lastEvent())
        .returns("ES9+.HandleNotification", ActivationEvent::function)
        .returns(Optional.of(CARD), ActivationEvent::eid)
        .returns(Optional.of(ProfileState.DOWNLOADED), ActivationEvent::from)
        .returns(Optional.of(ProfileState.INSTALLED), ActivationEvent::to);
  }

  @Test
  void takesTheReportWithTheWrapperOfTheAsn1Binding() {
    var report = Der.tlv(0xA0, installed(transactionId(), 7));

    server.report(report);

    assertJudged(report, Verdict.ACCEPTED, ProfileState.INSTALLED);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 11})
  void keepsTheOrderOnATemporaryError(int reason) {
    var report = server.card.notInstalled(transactionId(), server.oid(), 7, ICCID, reason);

    server.report(report);

    assertJudged(report, Verdict.ACCEPTED, ProfileState.DOWNLOADED);
    assertThat(server.authenticate().smdpSigned2().bppEuiccOtpk()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 13, 14, 15, 127, 99})
  void endsTheOrderOnAnyOtherError(int reason) {
    var report = server.card.notInstalled(transactionId(), server.oid(), 7, ICCID, reason);

    server.report(report);

    assertJudged(report, Verdict.ACCEPTED, ProfileState.ERROR);
    assertThat(server.lastEvent().detail()).contains("errorReason " + reason);
    assertThat(server.lastEvent().status()).isNotEqualTo(ActivationEvent.OK);
  }

  @Test
  void believesNoReportOfAnotherCard() {
    var report = server.card(OTHER_CARD).installed(transactionId(), server.oid(), 7, ICCID);

    server.report(report);

    assertJudged(report, Verdict.FORGED, ProfileState.DOWNLOADED);
  }

  @Test
  void takesNoReportForAnotherServer() {
    var report = server.card.installed(transactionId(), new SmdpOid("2.999.66"), 7, ICCID);

    server.report(report);

    assertJudged(report, Verdict.UNKNOWN, ProfileState.DOWNLOADED);
  }

  @Test
  void takesNoReportOfAnotherProfile() {
    var report = server.card.installed(transactionId(), server.oid(), 7, iccid(2));

    server.report(report);

    assertJudged(report, Verdict.UNKNOWN, ProfileState.DOWNLOADED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"988822119900000010F8", "FFFFFFFFFFFFFFFFFFFF", "9888", "ABCDEF"})
  void takesNoReportThatNamesAProfileByWhatIsNoIccid(String octets) {
    var report =
        server.card.report(transactionId(), server.oid(), oddMetadata(octets), TestCard.SUCCESS);

    server.report(report);

    assertJudged(report, Verdict.UNKNOWN, ProfileState.DOWNLOADED);
    assertThat(server.verdicts.values()).anyMatch(said -> said.endsWith("what is no ICCID"));
  }

  @Test
  void takesAReportThatNamesNoProfile() {
    var metadata = NotificationMetadata.of(
        7, NotificationEvent.INSTALL, SampleStock.ADDRESS, Optional.empty());
    var report = server.card.report(transactionId(), server.oid(), metadata, TestCard.SUCCESS);

    server.report(report);

    assertJudged(report, Verdict.ACCEPTED, ProfileState.INSTALLED);
  }

  @Test
  void takesNoReportOfASessionAndAProfileThatAreUnknown() {
    var report = server.card.installed(SampleSteps.transaction(1), server.oid(), 7, iccid(99));

    server.report(report);

    assertJudged(report, Verdict.UNKNOWN, ProfileState.DOWNLOADED);
    assertThat(server.verdicts).containsValue("UNKNOWN no session has this transactionId");
  }

  @Test
  void findsTheSessionOfASuccessByIccidAndKeyWhereNoneHasItsTransactionId() {
    server.clock.forward(Duration.ofDays(200));
    var report = installed(SampleSteps.transaction(1), 7);

    server.report(report);

    assertJudged(report, Verdict.ACCEPTED, ProfileState.INSTALLED);
  }

  @Test
  void findsNoSessionByIccidForTheKeyOfAnotherCard() {
    var report =
        server.card(OTHER_CARD).installed(SampleSteps.transaction(1), server.oid(), 7, ICCID);

    server.report(report);

    assertJudged(report, Verdict.UNKNOWN, ProfileState.DOWNLOADED);
  }

  @Test
  void notesAFailureThatOnlyTheIccidLeadsToAndMovesNothing() {
    var report = server.card.notInstalled(SampleSteps.transaction(1), server.oid(), 7, ICCID, 12);

    server.report(report);

    assertJudged(report, Verdict.ACCEPTED, ProfileState.DOWNLOADED);
    assertThat(server.lastEvent().detail()).contains("errorReason 12");
    assertThat(server.download(server.authenticate())).isNotNull();
  }

  @Test
  void endsNoOrderForALateFailureOfASupersededSession() {
    var newer = server.authenticate();
    var report = server.card.notInstalled(transactionId(), server.oid(), 7, ICCID, 12);

    server.report(report);

    assertJudged(report, Verdict.ACCEPTED, ProfileState.DOWNLOADED);
    assertThat(server.lastEvent().detail()).contains("errorReason 12");
    assertThat(server.download(newer)).isNotNull();
  }

  @Test
  void installsAProfileWhoseOrderHasEndedForTheProfileIsOnTheCard() {
    server.cancelSession.run(server.card.cancel(
        transactionId(), server.oid(), CancelSessionReason.LOAD_BPP_EXECUTION_ERROR));
    assertThat(server.profile().state()).isEqualTo(ProfileState.ERROR);
    var report = installed(transactionId(), 7);

    server.report(report);

    assertJudged(report, Verdict.ACCEPTED, ProfileState.INSTALLED);
  }

  @Test
  void judgesAReportThatCameBeforeItsOrderWasReadAgain() {
    var first = server.card.notInstalled(transactionId(), server.oid(), 7, ICCID, 11);
    var second = installed(transactionId(), 8);
    server.handleNotification.run(first);
    server.handleNotification.run(second);

    assertThat(server.judge.run(10)).isEqualTo(2);

    assertJudged(first, Verdict.ACCEPTED, ProfileState.INSTALLED);
    assertJudged(second, Verdict.ACCEPTED, ProfileState.INSTALLED);
  }

  @ParameterizedTest
  @CsvSource({
    "300AA0083006800105810107, element 7 status 5",
    "3000, simaResponse 3000",
    "FFFF, simaResponse FFFF"
  })
  void tellsWhatTheCardSaysOfTheElements(String simaResponse, String text) {
    var failure = FinalResult.Failure.of(5, 12, Optional.of(Bytes.fromHex(simaResponse)));
    var metadata = TestCard.metadata(7, NotificationEvent.INSTALL, ICCID);

    server.report(server.card.report(transactionId(), server.oid(), metadata, failure));

    assertThat(server.lastEvent().detail())
        .isEqualTo("bppCommandId 5, errorReason 12, PE_PROCESSING_ERROR; " + text);
  }

  @Test
  void tellsOnceThatAReportIsForged() {
    var forger = server.card(OTHER_CARD);
    int events = server.store.events().size();

    for (int i = 0; i < 3; i++) {
      server.report(forger.installed(transactionId(), server.oid(), i, ICCID));
    }

    assertThat(server.verdicts).hasSize(3).containsValue("FORGED euiccSignPIR does not verify");
    assertThat(server.store.events().subList(events, server.store.events().size()))
        .extracting(ActivationEvent::function)
        .containsExactly("ES9+.HandleNotification", HandoffChecks.FUNCTION);
  }

  @Test
  void judgesTheOthersWhenOneCannotBeJudged() {
    var broken = installed(transactionId(), 7);
    var fine = server.card.tell(NotificationEvent.ENABLE, 8, ICCID);
    server.handleNotification.run(broken);
    server.handleNotification.run(fine);
    var downloads = Meanwhile.before("findSession", server.store.downloads(), () -> {
      throw new IllegalStateException("stored octets that cannot be read");
    });
    var judge = new NotificationJudge(
        server.store.notifications(),
        downloads,
        new EuiccChains(server.clock),
        List.of(server.smdp),
        (id, verdict, why) -> {},
        server.checks,
        server.clock);

    assertThat(judge.run(10)).isEqualTo(1);

    assertThat(server.store.verdict(fine)).contains(Verdict.ACCEPTED);
    assertThat(server.store.verdict(broken)).isEmpty();
  }

  @Test
  void takesAnOtherReportThatCameBeforeItsCertificatesExpired() {
    var report = server.card.tell(NotificationEvent.ENABLE, 8, iccid(99));
    server.handleNotification.run(report);
    server.clock.forward(afterTheEum());

    server.judge.run(10);

    assertThat(server.store.verdict(report)).contains(Verdict.ACCEPTED);
  }

  @Test
  void takesAnOtherReportUnderExpiredCertificatesIfASessionOfItsProfileProvesTheCard() {
    server.clock.forward(afterTheEum());
    var known = server.card.tell(NotificationEvent.DELETE, 8, ICCID);
    var unknown = server.card.tell(NotificationEvent.DELETE, 9, iccid(99));

    server.report(known);
    server.report(unknown);

    assertJudged(known, Verdict.ACCEPTED, ProfileState.DOWNLOADED);
    assertJudged(unknown, Verdict.FORGED, ProfileState.DOWNLOADED);
    assertThat(server.verdicts).containsValue("FORGED EUM certificate: expired");
  }

  @Test
  void believesNoOtherReportOfAStrangerUnderExpiredCertificates() {
    server.clock.forward(afterTheEum());
    var report = server.card(OTHER_CARD).tell(NotificationEvent.DELETE, 8, ICCID);

    server.report(report);

    assertJudged(report, Verdict.FORGED, ProfileState.DOWNLOADED);
  }

  @Test
  void takesNoOtherReportThatNamesAProfileByWhatIsNoIccid() {
    var metadata = oddMetadata("FFFFFFFFFFFFFFFFFFFF");
    var report = server.card.tell(metadata, server.card.sign(metadata.der()));

    server.report(report);

    assertJudged(report, Verdict.UNKNOWN, ProfileState.DOWNLOADED);
  }

  @Test
  void countsReportsForOtherAddressesThatHaveTheSameNumber() {
    var one = server.card.tell(NotificationEvent.ENABLE, 8, ICCID);
    var metadata = NotificationMetadata.of(
        8, NotificationEvent.ENABLE, "second.example.com", Optional.of(ICCID));
    var other = server.card.tell(metadata, server.card.sign(metadata.der()));

    server.report(one);
    server.report(other);

    assertJudged(one, Verdict.ACCEPTED, ProfileState.DOWNLOADED);
    assertJudged(other, Verdict.ACCEPTED, ProfileState.DOWNLOADED);
  }

  @Test
  void countsTheSameOctetsOnce() {
    var report = installed(transactionId(), 7);
    server.report(report);
    int events = server.timeline().size();

    server.report(report);

    assertThat(server.timeline()).hasSize(events);
  }

  @Test
  void countsTheSameReportSignedAgainOnce() {
    server.report(server.card.notInstalled(transactionId(), server.oid(), 7, ICCID, 11));
    var again = server.card.notInstalled(transactionId(), server.oid(), 7, ICCID, 1);

    server.report(again);

    assertJudged(again, Verdict.DUPLICATE, ProfileState.DOWNLOADED);
  }

  @Test
  void takesALateReportOfASupersededSession() {
    server.clock.forward(Duration.ofDays(3));
    server.authenticate();
    var report = installed(transactionId(), 7);

    server.report(report);

    assertJudged(report, Verdict.ACCEPTED, ProfileState.INSTALLED);
  }

  @Test
  void doesNotTakeAReportForADuplicateWhenTheCardComesMeanwhile() {
    var raced = new CardComesMeanwhile(server);
    var report = installed(transactionId(), 7);
    server.handleNotification.run(report);

    raced.judge().run(10);

    assertJudged(report, Verdict.ACCEPTED, ProfileState.INSTALLED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00", "BF37", "BF3703BF2700", "3000", "BF370A", "A100"})
  void keepsWhatItCannotRead(String hex) {
    var junk = Bytes.fromHex(hex);

    server.report(junk);

    assertJudged(junk, Verdict.MALFORMED, ProfileState.DOWNLOADED);
  }

  @ParameterizedTest
  @EnumSource(NotificationEvent.class)
  void notesWhatHappensToTheProfileOnTheDevice(NotificationEvent event) {
    server.report(installed(transactionId(), 7));
    var report = server.card.tell(event, 8, ICCID);

    server.report(report);

    assertJudged(report, Verdict.ACCEPTED, ProfileState.INSTALLED);
    assertThat(server.lastEvent())
        .returns(Optional.of(ICCID), ActivationEvent::iccid)
        .returns(Optional.of(CARD), ActivationEvent::eid)
        .returns(event.name(), ActivationEvent::detail);
  }

  @Test
  void countsOtherReportsOnce() {
    server.report(server.card.tell(NotificationEvent.ENABLE, 8, ICCID));
    var again = server.card.tell(NotificationEvent.ENABLE, 8, ICCID);

    server.report(again);

    assertJudged(again, Verdict.DUPLICATE, ProfileState.DOWNLOADED);
  }

  @Test
  void believesNoOtherReportAboutTheProfileOfAnotherCard() {
    var before = server.timeline();
    var report = server.card(OTHER_CARD).tell(NotificationEvent.DELETE, 8, ICCID);

    server.report(report);

    assertJudged(report, Verdict.UNKNOWN, ProfileState.DOWNLOADED);
    assertThat(server.timeline()).isEqualTo(before);
    assertThat(server.verdicts).containsValue("UNKNOWN the profile was not ordered for this card");
  }

  @Test
  void believesNoOtherReportOfACardWithoutAChain() {
    var stranger = new TestCard(TestPki.STRANGER.euicc(CARD), TestPki.STRANGER.ci());
    var report = stranger.tell(NotificationEvent.DELETE, 8, ICCID);

    server.report(report);

    assertJudged(report, Verdict.FORGED, ProfileState.DOWNLOADED);
  }

  @Test
  void believesNoOtherReportWithAForeignSignature() {
    var metadata = TestCard.metadata(8, NotificationEvent.DELETE, ICCID);
    var foreign = server.card(OTHER_CARD).sign(metadata.der());
    var report = server.card.tell(metadata, foreign);

    server.report(report);

    assertJudged(report, Verdict.FORGED, ProfileState.DOWNLOADED);
  }

  @Test
  void tellsThatThereIsSomethingToJudgeOnce() {
    var told = new ArrayList<Long>();
    var handle = new HandleNotification(
        server.store.notifications(), HandoffObserver.NONE, server.clock, told::add);

    handle.run(installed(transactionId(), 7));
    handle.run(Bytes.fromHex("00"));
    handle.run(Bytes.fromHex("00"));

    assertThat(told).hasSize(2);
    assertThat(server.profile().state()).isEqualTo(ProfileState.DOWNLOADED);
  }

  private Duration afterTheEum() {
    return Duration.between(server.clock.instant(), server.pki.eum().notAfter().plusSeconds(1));
  }

  private static NotificationMetadata oddMetadata(String iccid) {
    return NotificationMetadata.parse(Der.tlv(
        0xBF2F,
        Der.integer(0x80, 7),
        Der.tlv(0x81, Bytes.fromHex("0780")),
        Der.utf8(0x0C, SampleStock.ADDRESS),
        Der.tlv(0x5A, Bytes.fromHex(iccid))));
  }

  private TransactionId transactionId() {
    return session.transactionId();
  }

  private Bytes installed(TransactionId transactionId, long number) {
    return server.card.installed(transactionId, server.oid(), number, ICCID);
  }

  private void assertJudged(Bytes report, Verdict verdict, ProfileState state) {
    assertThat(server.store.verdict(report)).contains(verdict);
    assertThat(server.profile().state()).isEqualTo(state);
    assertThat(server.store.notifications().unjudged(10)).isEmpty();
  }
}
