package org.opensmdp.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensmdp.activation.Refusals.assertRefused;
import static org.opensmdp.activation.SampleStock.CARD;
import static org.opensmdp.activation.TestServer.ICCID;
import static org.opensmdp.activation.TestServer.TOKEN;
import static org.opensmdp.rsp.StatusCode.EID_MISSING;
import static org.opensmdp.rsp.StatusCode.ICCID_INVALID_TRANSITION;
import static org.opensmdp.rsp.StatusCode.ICCID_IN_USE;

import java.util.HashSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.opensmdp.activation.CancelOrder.FinalStatus;
import org.opensmdp.rsp.CancelSessionReason;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.MatchingId;

/**
 * A call of ES2+ comes again, late: after the next calls of its order, after the card, after the end.
 * The call that the network repeats has the identifier it had; a back office that asks anew has another.
 */
class RepeatedOrderCallsTest {
  private final TestServer server = new TestServer();
  private final Caller same = server.caller;
  private final Caller anew = new Caller(server.operator, "call-2");

  @Test
  void anOrderIsAnsweredAgainWhileItGoesOn() {
    server.released();
    server.download(server.authenticate());
    int events = server.timeline().size();

    assertThat(server.downloadOrder.run(anew, order())).isEqualTo(ICCID);
    assertThat(server.profile().state()).isEqualTo(ProfileState.DOWNLOADED);
    assertThat(server.timeline()).hasSize(events);
  }

  @Test
  void aConfirmationIsAnsweredAgainAfterTheRelease() {
    server.order(Optional.empty());
    var first = server.confirm(TOKEN, Optional.empty(), false);
    server.releaseProfile.run(server.caller, ICCID);

    assertThat(server.confirmOrder.run(anew, confirmation(false))).isEqualTo(first);
    assertThat(server.profile().state()).isEqualTo(ProfileState.RELEASED);
  }

  @Test
  void aConfirmationOfALinkedOrderKeepsNamingItsCard() {
    server.order(Optional.of(CARD));
    var first = server.confirm(TOKEN, Optional.empty(), true);
    server.authenticate();

    assertThat(first.eid()).contains(CARD);
    assertThat(server.confirmOrder.run(anew, confirmation(true))).isEqualTo(first);
  }

  @Test
  void onlyTheVeryCallIsARepetitionOnceTheOrderIsOver() {
    installed();

    assertThat(server.downloadOrder.run(same, order())).isEqualTo(ICCID);
    assertThat(server.confirmOrder.run(same, confirmation(true)).matchingId()).isEqualTo(TOKEN);
    assertRefused(server, ICCID_IN_USE, () -> server.downloadOrder.run(anew, order()));
    assertRefused(
        server, ICCID_INVALID_TRANSITION, () -> server.confirmOrder.run(anew, confirmation(true)));
  }

  @Test
  void anOrderThatFailedIsNotTakenForOneThatGoesOn() {
    server.released();
    var session = server.authenticate();
    server.cancelSession.run(server.card.cancel(
        session.transactionId(), server.oid(), CancelSessionReason.END_USER_REJECTION));

    assertRefused(server, ICCID_IN_USE, () -> server.downloadOrder.run(anew, order()));
    assertThat(server.downloadOrder.run(same, order())).isEqualTo(ICCID);
  }

  @Test
  void aReleaseIsAnsweredAgainAfterTheInstallation() {
    server.order(Optional.empty());
    server.confirm(TOKEN, Optional.empty(), false);
    server.releaseProfile.run(same, ICCID);
    install();

    server.releaseProfile.run(same, ICCID);

    assertThat(server.profile().state()).isEqualTo(ProfileState.INSTALLED);
    assertRefused(server, ICCID_INVALID_TRANSITION, () -> server.releaseProfile.run(anew, ICCID));
  }

  @Test
  void aCancellationIsAnsweredAgain() {
    server.released();
    server.cancelOrder.run(same, cancellation(TOKEN));

    server.cancelOrder.run(anew, cancellation(TOKEN));

    assertThat(server.profile()).isEqualTo(new Profile.Available(ICCID));
  }

  @Test
  void aLateCancellationSparesTheOrderThatFollowed() {
    server.released();
    server.cancelOrder.run(same, cancellation(TOKEN));
    server.downloadOrder.run(anew, order());
    server.confirmOrder.run(anew, confirmation(true));

    server.cancelOrder.run(same, cancellation(TOKEN));

    assertThat(server.profile().state()).isEqualTo(ProfileState.RELEASED);
    server.cancelOrder.run(anew, cancellation(TOKEN));
    assertThat(server.profile().state()).isEqualTo(ProfileState.AVAILABLE);
  }

  @Test
  void anOrderAfterACancellationIsANewOne() {
    server.order(Optional.of(CARD));
    server.cancel(FinalStatus.AVAILABLE);

    server.order(Optional.of(CARD));

    assertThat(server.profile()).isEqualTo(new Profile.Linked(ICCID, Optional.of(CARD)));
  }

  @Test
  void theCardThatTheOperatorHasNamedIsNamedInItsCancellationToo() {
    server.order(Optional.of(CARD));
    server.confirm(TOKEN, Optional.empty(), true);
    server.authenticate();

    assertRefused(server, EID_MISSING, () -> server.cancelOrder.run(anew, cancellation(TOKEN)));
  }

  @Test
  void identicalCallsAtOneTimeMakeOneOrderAndGetOneAnswer() {
    var iccids = AtOnce.run(6, i -> server.downloadOrder.run(same, order()));
    var answers = AtOnce.run(
        6,
        i -> server.confirmOrder.run(
            same,
            new ConfirmOrder.Request(
                ICCID,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false)));
    AtOnce.run(6, i -> {
      server.releaseProfile.run(same, ICCID);
      return i;
    });

    assertThat(iccids).containsOnly(ICCID);
    assertThat(new HashSet<>(answers)).hasSize(1);
    assertThat(server.timeline()).hasSize(3);
  }

  private void installed() {
    server.released();
    install();
  }

  private void install() {
    var session = server.authenticate();
    server.download(session);
    server.report(server.card.installed(session.transactionId(), server.oid(), 1, ICCID));
    assertThat(server.profile().state()).isEqualTo(ProfileState.INSTALLED);
  }

  private static DownloadOrder.Request order() {
    return new DownloadOrder.Request(Optional.empty(), Optional.of(ICCID), Optional.empty());
  }

  private static ConfirmOrder.Request confirmation(boolean release) {
    return TestServer.confirmation(TOKEN, Optional.empty(), release);
  }

  private static CancelOrder.Request cancellation(MatchingId token) {
    return new CancelOrder.Request(
        ICCID, Optional.<Eid>empty(), Optional.of(token), FinalStatus.AVAILABLE);
  }
}
