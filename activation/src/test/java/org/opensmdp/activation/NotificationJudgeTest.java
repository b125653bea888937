package org.opensmdp.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensmdp.activation.SampleStock.CARD;
import static org.opensmdp.activation.SampleStock.OTHER_CARD;
import static org.opensmdp.activation.SampleStock.iccid;
import static org.opensmdp.activation.TestServer.ICCID;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensmdp.activation.Notifications.Verdict;
import org.opensmdp.rsp.AuthenticateClientResponse;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Der;
import org.opensmdp.rsp.NotificationEvent;
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

  @Test
  void takesNoReportOfAnUnknownSession() {
    var report = installed(SampleSteps.transaction(1), 7);

    server.report(report);

    assertJudged(report, Verdict.UNKNOWN, ProfileState.DOWNLOADED);
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
    assertThat(server.lastEvent())
        .returns(Optional.of(OTHER_CARD), ActivationEvent::eid)
        .returns(Optional.empty(), ActivationEvent::iccid);
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
    var handle = new HandleNotification(server.store.notifications(), server.clock, told::add);

    handle.run(installed(transactionId(), 7));
    handle.run(Bytes.fromHex("00"));
    handle.run(Bytes.fromHex("00"));

    assertThat(told).hasSize(2);
    assertThat(server.profile().state()).isEqualTo(ProfileState.DOWNLOADED);
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
