package org.opensmdp.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensmdp.activation.Refusals.assertRefused;
import static org.opensmdp.activation.SampleStock.CARD;
import static org.opensmdp.activation.SampleStock.OTHER_CARD;
import static org.opensmdp.activation.TestServer.ICCID;
import static org.opensmdp.activation.TestServer.TOKEN;
import static org.opensmdp.rsp.CancelSessionReason.END_USER_REJECTION;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.opensmdp.activation.CancelOrder.FinalStatus;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.rsp.SmdpOid;
import org.opensmdp.rsp.StatusCode;

/** What a refusal leaves in the timeline, and who can leave nothing there. */
class RefusalEventsTest {
  private final TestServer server = new TestServer();

  @Test
  void namesTheSecondCardInTheTimelineOfTheOrder() {
    server.released().authenticate();

    assertRefused(
        StatusCode.EID_REFUSED, () -> server.authenticate(server.card(OTHER_CARD), TOKEN));

    assertTold("ES9+.AuthenticateClient", StatusCode.EID_REFUSED, OTHER_CARD);
  }

  @Test
  void namesTheCardThatCameBeforeTheRelease() {
    server.order(Optional.empty());
    server.confirm(TOKEN, Optional.empty(), false);

    assertRefused(StatusCode.PROFILE_NOT_ALLOWED, server::authenticate);

    assertTold("ES9+.AuthenticateClient", StatusCode.PROFILE_NOT_ALLOWED, CARD);
  }

  @Test
  void namesTheCardThatCameTooLateOnceAndAgain() {
    server.released();
    server.clock.forward(SampleStock.ORDER_LIFETIME);

    assertRefused(StatusCode.DOWNLOAD_ORDER_EXPIRED, server::authenticate);
    assertTold("ES9+.AuthenticateClient", StatusCode.DOWNLOAD_ORDER_EXPIRED, CARD);
    assertRefused(StatusCode.DOWNLOAD_ORDER_EXPIRED, server::authenticate);

    assertTold("ES9+.AuthenticateClient", StatusCode.DOWNLOAD_ORDER_EXPIRED, CARD);
    assertThat(server.timeline())
        .filteredOn(event -> event.status().equals("DOWNLOAD_ORDER_EXPIRED"))
        .hasSize(2);
  }

  @Test
  void namesAProvenCardThatNoOrderWasFoundFor() {
    assertRefused(
        StatusCode.MATCHING_ID_REFUSED,
        () -> server.authenticate(server.card, new MatchingId("TOKEN-2")));

    assertThat(server.lastEvent())
        .returns("MATCHING_ID_REFUSED", ActivationEvent::status)
        .returns(Optional.of(CARD), ActivationEvent::eid)
        .returns(Optional.empty(), ActivationEvent::iccid);
  }

  @Test
  void namesNoCardThatIsNotProven() {
    server.released();
    var stranger = new TestCard(TestPki.STRANGER.euicc(CARD), server.pki.ci());
    var before = server.timeline();

    assertRefused(StatusCode.CI_PUBLIC_KEY_UNKNOWN, () -> server.authenticate(stranger, TOKEN));

    assertThat(server.lastEvent())
        .returns("CI_PUBLIC_KEY_UNKNOWN", ActivationEvent::status)
        .returns(Optional.empty(), ActivationEvent::eid);
    assertThat(server.timeline()).isEqualTo(before);
  }

  @Test
  void tellsARefusedCancellationOfASession() {
    var session = server.released().authenticate();
    var foreign =
        server.card.cancel(session.transactionId(), new SmdpOid("2.999.66"), END_USER_REJECTION);

    assertRefused(StatusCode.SMDP_OID_INVALID_ASSOCIATION, () -> server.cancelSession.run(foreign));

    assertTold("ES9+.CancelSession", StatusCode.SMDP_OID_INVALID_ASSOCIATION, CARD);
    assertThat(server.lastEvent().transactionId()).contains(session.transactionId());
    assertThat(server.download(session)).isNotNull(); // the session is as it was
  }

  @Test
  void tellsARequestInASessionThatHasEnded() {
    var older = server.released().authenticate();
    server.authenticate();

    assertRefused(StatusCode.TRANSACTION_UNKNOWN, () -> server.download(older));

    assertTold("ES9+.GetBoundProfilePackage", StatusCode.TRANSACTION_UNKNOWN, CARD);
    assertThat(server.lastEvent().transactionId()).contains(older.transactionId());
  }

  @Test
  void writesNothingForATransactionIdThatWasNeverGiven() {
    server.released();
    int events = server.store.events().size();
    var made = SampleSteps.transaction(1);

    assertRefused(
        StatusCode.TRANSACTION_UNKNOWN,
        () -> server.cancelSession.run(server.card.cancel(made, server.oid(), END_USER_REJECTION)));
    assertRefused(
        StatusCode.TRANSACTION_UNKNOWN,
        () -> server.authenticateClient.run(server.card.answer(
            made,
            server.card.signed1(
                made, SampleStock.ADDRESS, SampleSteps.digest(1).slice(0, 16), TOKEN))));

    assertThat(server.store.events()).hasSize(events);
    assertThat(server.store.downloads().isUsed(made)).isFalse();
  }

  @Test
  void tellsAnOrderForAProfileThatIsOrdered() {
    server.order(Optional.of(CARD));

    assertRefused(StatusCode.ICCID_IN_USE, () -> server.order(Optional.empty()));

    assertTold("ES2+.DownloadOrder", StatusCode.ICCID_IN_USE, CARD);
  }

  @Test
  void tellsAConfirmationThatIsRefused() {
    assertRefused(
        StatusCode.ICCID_INVALID_TRANSITION, () -> server.confirm(TOKEN, Optional.empty(), true));

    assertTold("ES2+.ConfirmOrder", StatusCode.ICCID_INVALID_TRANSITION);
    assertThat(server.lastEvent().detail()).contains("available");
  }

  @Test
  void tellsAReleaseThatIsRefused() {
    server.order(Optional.empty());

    assertRefused(
        StatusCode.ICCID_INVALID_TRANSITION, () -> server.releaseProfile.run(server.caller, ICCID));

    assertTold("ES2+.ReleaseProfile", StatusCode.ICCID_INVALID_TRANSITION);
  }

  @Test
  void tellsACancellationThatIsRefused() {
    server.released();

    assertRefused(
        StatusCode.MATCHING_ID_MISSING,
        () -> server.cancelOrder.run(server.caller, cancellation(ICCID)));

    assertTold("ES2+.CancelOrder", StatusCode.MATCHING_ID_MISSING);
  }

  @Test
  void tellsNothingOfOperatorsThatGuess() {
    server.released();
    var before = server.store.events();
    var other = new Caller(SampleStock.operator(server.store, "Other operator"), "call-1");

    assertRefused(
        StatusCode.ICCID_NOT_ALLOWED, () -> server.cancelOrder.run(other, cancellation(ICCID)));
    assertRefused(
        StatusCode.ICCID_UNKNOWN,
        () -> server.cancelOrder.run(server.caller, cancellation(SampleStock.iccid(99))));

    assertThat(server.store.events()).isEqualTo(before);
  }

  private static CancelOrder.Request cancellation(Iccid iccid) {
    return new CancelOrder.Request(
        iccid, Optional.empty(), Optional.empty(), FinalStatus.AVAILABLE);
  }

  private void assertTold(String function, StatusCode status, Eid... card) {
    var timeline = server.timeline();
    var last = timeline.get(timeline.size() - 1);
    assertThat(last)
        .returns(function, ActivationEvent::function)
        .returns(status.name(), ActivationEvent::status)
        .returns(List.of(card).stream().findFirst(), ActivationEvent::eid);
    assertThat(last.detail()).isNotEmpty();
  }
}
