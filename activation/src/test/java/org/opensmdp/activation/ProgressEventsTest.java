package org.opensmdp.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensmdp.activation.Refusals.assertRefused;
import static org.opensmdp.activation.SampleStock.CARD;
import static org.opensmdp.activation.SampleStock.OTHER_CARD;
import static org.opensmdp.activation.TestServer.ICCID;
import static org.opensmdp.activation.TestServer.TOKEN;
import static org.opensmdp.rsp.CancelSessionReason.END_USER_REJECTION;
import static org.opensmdp.rsp.CancelSessionReason.LOAD_BPP_EXECUTION_ERROR;
import static org.opensmdp.rsp.CancelSessionReason.METADATA_MISMATCH;
import static org.opensmdp.rsp.CancelSessionReason.POSTPONED;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opensmdp.activation.Callback.State;
import org.opensmdp.activation.OperatorCallback.Kind;
import org.opensmdp.rsp.NotificationEvent;
import org.opensmdp.rsp.StatusCode;
import org.opensmdp.rsp.VersionType;

/** What the operator hears of each way an order can go, by the rules themselves. */
class ProgressEventsTest {
  private final TestServer server = new TestServer();

  @BeforeEach
  void theOperatorWantsToKnowAll() {
    server
        .store
        .callbacks()
        .put(new OperatorCallback(
            server.operator.operatorId(),
            Kind.HANDLE_NOTIFICATION,
            "https://mno.example.com",
            ProgressPoints.ALL,
            true,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }

  /** Each as {@code point pair}; the last ones that were told, in order. */
  private void assertTold(String... points) {
    var told = server.store.callbacks().of(server.operator.operatorId(), State.PENDING, 100);
    assertThat(told)
        .extracting(callback -> callback.progress().point()
            + callback.progress().failure().map(code -> " " + code.pair()).orElse(""))
        .containsExactly(points);
    assertThat(told).allMatch(callback -> callback.iccid().equals(ICCID));
  }

  @Test
  void hearsOfADownloadThatEndsWell() {
    var session = server.released().authenticate();
    var request = server.card.prepare(session, server.otpk.publicKey().point(), Optional.empty());
    server.getBoundProfilePackage.run(request);
    server.getBoundProfilePackage.run(request); // the answer was lost
    var result = server.card.installed(session.transactionId(), server.oid(), 1, ICCID);

    server.report(result);
    server.report(result);

    assertTold("3", "4");
    var last = server
        .store
        .callbacks()
        .of(server.operator.operatorId(), State.PENDING, 9)
        .get(1);
    assertThat(last.eid()).contains(CARD);
    assertThat(last.progress().resultData().orElseThrow().size()).isPositive();
  }

  @Test
  void hearsOfAnInstallationThatFailsAndOfOneThatMayBeTriedAgain() {
    var first = server.released().authenticate();
    server.download(first);
    server.report(server.card.notInstalled(first.transactionId(), server.oid(), 1, ICCID, 10));
    var second = server.authenticate();
    server.download(second);

    server.report(server.card.notInstalled(second.transactionId(), server.oid(), 2, ICCID, 9));

    assertTold("3", "4 8.1/4.8", "3", "4 8.2.1/3.3");
  }

  @Test
  void hearsNothingOfAFailureInASessionThatIsOver() {
    var first = server.released().authenticate();
    server.download(first);
    var second = server.authenticate();
    server.download(second);

    server.report(server.card.notInstalled(first.transactionId(), server.oid(), 1, ICCID, 12));

    assertTold("3", "3");
  }

  @Test
  void hearsOnceThatTheAttemptsAreUsedUp() {
    server.released();
    for (int i = 0; i < SampleStock.DOWNLOAD_ATTEMPTS; i++) {
      server.authenticate();
    }

    assertRefused(StatusCode.DOWNLOAD_ATTEMPTS_EXCEEDED, server::authenticate);
    assertRefused(StatusCode.DOWNLOAD_ATTEMPTS_EXCEEDED, server::authenticate);

    assertTold("1 8.8.5/6.4");
  }

  @Test
  void hearsOnceThatTheTimeIsUpWhetherACardComesOrNone() {
    server.released();
    server.clock.forward(SampleStock.ORDER_LIFETIME);

    assertRefused(StatusCode.DOWNLOAD_ORDER_EXPIRED, server::authenticate);
    new OrderExpiry(server.store.downloads(), server.clock).run(10);

    assertTold("1 8.8.5/4.10");
  }

  @Test
  void hearsThatNobodyCame() {
    server.released();
    server.clock.forward(SampleStock.ORDER_LIFETIME.plus(Duration.ofMinutes(1)));

    new OrderExpiry(server.store.downloads(), server.clock).run(10);

    assertTold("1 8.8.5/4.10");
    assertThat(server.lastEvent().iccid()).contains(ICCID);
  }

  @Test
  void hearsOfTheLastWrongConfirmationCodeOnly() {
    var session = server.released(Optional.of("1234")).authenticate();

    for (int i = 1; i <= SampleStock.CONFIRMATION_ATTEMPTS; i++) {
      var wrong = Optional.of("wrong" + i);
      var status = i < SampleStock.CONFIRMATION_ATTEMPTS
          ? StatusCode.CONFIRMATION_CODE_REFUSED
          : StatusCode.CONFIRMATION_CODE_ATTEMPTS_EXCEEDED;
      assertRefused(status, () -> server.download(session, server.newKey(), wrong));
    }

    assertTold("2 8.2.7/6.4");
  }

  @Test
  void hearsThatTheUserSaidNo() {
    var session = server.released().authenticate();

    server.cancelSession.run(
        server.card.cancel(session.transactionId(), server.oid(), END_USER_REJECTION));

    assertTold("2 8.8.5/3.8");
  }

  @Test
  void hearsNothingOfAUserWhoComesBackLater() {
    var session = server.released().authenticate();

    server.cancelSession.run(server.card.cancel(session.transactionId(), server.oid(), POSTPONED));

    assertTold();
  }

  @Test
  void hearsOfACardThatRefusesThePackage() {
    var session = server.released().authenticate();
    server.download(session);

    server.cancelSession.run(
        server.card.cancel(session.transactionId(), server.oid(), LOAD_BPP_EXECUTION_ERROR));

    assertTold("3", "4 8.2.10/4.2");
  }

  @Test
  void hearsOfMetadataThatDiffer() {
    var session = server.released().authenticate();
    server.download(session);

    server.cancelSession.run(
        server.card.cancel(session.transactionId(), server.oid(), METADATA_MISMATCH));

    assertTold("3", "4 8.2.9/3.11");
  }

  @Test
  void hearsOfACardThatIsNotEligible() {
    server.released();
    var old = server.card(CARD).saying(info -> info.profileVersion(new VersionType(2, 0, 0)));

    assertRefused(
        StatusCode.PROFILE_TYPE_STOPPED_ON_WARNING, () -> server.authenticate(old, TOKEN));

    assertTold("1 8.2.5/4.3");
    assertThat(server.authenticate()).isNotNull(); // another card may have it
  }

  @Test
  void hearsNothingOfACardThatIsNotTheOrders() {
    server.released().authenticate();

    assertRefused(
        StatusCode.EID_REFUSED, () -> server.authenticate(server.card(OTHER_CARD), TOKEN));

    assertTold();
  }

  @Test
  void hearsWhatBecomesOfTheProfileOnItsCard() {
    var session = server.released().authenticate();
    server.download(session);
    server.report(server.card.installed(session.transactionId(), server.oid(), 1, ICCID));

    server.report(server.card.tell(NotificationEvent.ENABLE, 2, ICCID));
    server.report(server.card.tell(NotificationEvent.DISABLE, 3, ICCID));
    server.report(server.card.tell(NotificationEvent.DELETE, 4, ICCID));
    server.report(server.card(OTHER_CARD).tell(NotificationEvent.ENABLE, 5, ICCID));

    assertTold("3", "4", "101", "102", "103");
  }
}
