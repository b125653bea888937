package org.opensmdp.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensmdp.activation.Refusals.assertRefused;
import static org.opensmdp.activation.SampleStock.OTHER_CARD;
import static org.opensmdp.activation.TestServer.CODE;
import static org.opensmdp.rsp.CancelSessionReason.END_USER_REJECTION;
import static org.opensmdp.rsp.CancelSessionReason.POSTPONED;
import static org.opensmdp.rsp.StatusCode.CONFIRMATION_CODE_REFUSED;
import static org.opensmdp.rsp.StatusCode.DOWNLOAD_ORDER_REFUSED;
import static org.opensmdp.rsp.StatusCode.EUICC_VERIFICATION_FAILED;
import static org.opensmdp.rsp.StatusCode.SMDP_OID_INVALID_ASSOCIATION;
import static org.opensmdp.rsp.StatusCode.TRANSACTION_UNKNOWN;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.opensmdp.rsp.CancelSessionFunctionRequest;
import org.opensmdp.rsp.CancelSessionReason;
import org.opensmdp.rsp.CancelSessionResponse;
import org.opensmdp.rsp.SmdpOid;
import org.opensmdp.rsp.TransactionId;

/** ES9+.CancelSession (SGP.22 v2 §5.6.5). */
class CancelSessionTest {
  private final TestServer server = new TestServer().released();

  @Test
  void refusesAnUnknownTransaction() {
    assertRefused(
        server, TRANSACTION_UNKNOWN, () -> cancel(SampleSteps.transaction(1), END_USER_REJECTION));
  }

  @Test
  void refusesASessionThatIsClosed() {
    var transactionId = server.authenticate().transactionId();
    cancel(transactionId, POSTPONED);

    assertRefused(server, TRANSACTION_UNKNOWN, () -> cancel(transactionId, END_USER_REJECTION));
  }

  @Test
  void refusesASessionThatHasExpired() {
    var transactionId = server.authenticate().transactionId();
    server.clock.forward(TestServer.SESSION);

    assertRefused(server, TRANSACTION_UNKNOWN, () -> cancel(transactionId, END_USER_REJECTION));
  }

  @Test
  void closesTheSessionQuietlyOnAnErrorOfTheCard() {
    var session = server.authenticate();

    server.cancelSession.run(new CancelSessionFunctionRequest(
        session.transactionId(), CancelSessionResponse.Error.of(127)));

    assertThat(server.profile().state()).isEqualTo(ProfileState.RELEASED);
    assertRefused(server, TRANSACTION_UNKNOWN, () -> server.download(session));
  }

  @Test
  void refusesASignatureOfAnotherCard() {
    var session = server.authenticate();
    var forged =
        server.card(OTHER_CARD).cancel(session.transactionId(), server.oid(), END_USER_REJECTION);

    assertRefused(server, EUICC_VERIFICATION_FAILED, () -> server.cancelSession.run(forged));
    assertThat(server.download(session)).isNotNull();
  }

  @Test
  void judgesTheSignatureFirst() {
    var session = server.authenticate();
    var forged = server
        .card(OTHER_CARD)
        .cancel(session.transactionId(), new SmdpOid("2.999.66"), END_USER_REJECTION);

    assertRefused(server, EUICC_VERIFICATION_FAILED, () -> server.cancelSession.run(forged));
  }

  @Test
  void refusesTheOidOfAnotherServer() {
    var session = server.authenticate();
    var foreign =
        server.card.cancel(session.transactionId(), new SmdpOid("2.999.66"), END_USER_REJECTION);

    assertRefused(server, SMDP_OID_INVALID_ASSOCIATION, () -> server.cancelSession.run(foreign));
  }

  @Test
  void refusesAnAnswerSignedForAnotherTransaction() {
    var session = server.authenticate();
    var other = server.card.cancel(SampleSteps.transaction(1), server.oid(), END_USER_REJECTION);

    assertRefused(
        server,
        TRANSACTION_UNKNOWN,
        () -> server.cancelSession.run(new CancelSessionFunctionRequest(
            session.transactionId(), other.cancelSessionResponse())));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 8.8.5/3.8",
    "3, 8.2.8/1.2",
    "4, 8.2.9/3.11",
    "5, 8.2.10/4.2",
    "17, 8.2.13/3.1",
    "18, 8.2.13/1.2",
    "19, 8.2.13/3.8",
    "20, 8.2.13/3.12",
    "21, 8.2.13/3.8",
    "22, 8.2.13/3.8",
    "23, 8.2.14/3.1",
    "24, 8.8.6/3.8",
    "25, 8.2.9/3.8",
    "27, 8.8.6/3.8",
    "28, 8.8.6/2.1",
    "29, 8.8.6/4.2",
    "30, 8.10.3/4.3",
    "127, 8/4.2",
    // numbers that no version names
    "6, 8/4.2",
    "15, 8/4.2",
    "26, 8/4.2",
    "31, 8/4.2",
    "126, 8/4.2",
    "128, 8/4.2",
    "-1, 8/4.2",
    "65536, 8/4.2"
  })
  void endsTheOrderForAFinalReason(int code, String pair) {
    var session = server.authenticate();

    server.cancelSession.run(server.card.cancel(session.transactionId(), server.oid(), code));

    assertThat(server.profile())
        .isInstanceOfSatisfying(
            Profile.Failed.class, failed -> assertThat(failed.cause().pair()).isEqualTo(pair));
    assertThat(server.lastEvent())
        .returns("ES9+.CancelSession", ActivationEvent::function)
        .returns(Optional.of(ProfileState.RELEASED), ActivationEvent::from)
        .returns(Optional.of(ProfileState.ERROR), ActivationEvent::to);
    assertThat(server.lastEvent().detail()).contains("reason " + code);
  }

  @ParameterizedTest
  @EnumSource(
      value = CancelSessionReason.class,
      names = {"POSTPONED", "TIMEOUT", "SESSION_ABORTED"})
  void keepsTheOrderAndItsPackageForAReasonThatIsNotFinal(CancelSessionReason reason) {
    var session = server.authenticate();
    server.download(session);

    cancel(session.transactionId(), reason);

    assertThat(server.profile().state()).isEqualTo(ProfileState.DOWNLOADED);
    assertThat(server.authenticate().smdpSigned2().bppEuiccOtpk())
        .contains(server.otpk.publicKey().point());
  }

  @Test
  void endsTheOrderAlsoAfterThePackageWasDelivered() {
    var session = server.authenticate();
    server.download(session);

    cancel(session.transactionId(), CancelSessionReason.LOAD_BPP_EXECUTION_ERROR);

    assertThat(server.profile().state()).isEqualTo(ProfileState.ERROR);
  }

  @Test
  void keepsTheOrderWhenThePhoneCancelsAfterOurFailed() {
    var coded = new TestServer().released(Optional.of(CODE));
    var session = coded.authenticate();
    assertRefused(
        CONFIRMATION_CODE_REFUSED, () -> coded.download(session, coded.otpk, Optional.of("wrong")));

    coded.cancelSession.run(
        coded.card.cancel(session.transactionId(), coded.oid(), END_USER_REJECTION));

    assertThat(coded.profile().state()).isEqualTo(ProfileState.RELEASED);
    assertThat(coded.download(coded.authenticate(), coded.otpk, Optional.of(CODE)))
        .isNotNull();
  }

  @Test
  void endsTheOrderForAnyOtherFinalReasonAlsoAfterOurFailed() {
    var coded = new TestServer().released(Optional.of(CODE));
    var session = coded.authenticate();
    assertRefused(
        CONFIRMATION_CODE_REFUSED, () -> coded.download(session, coded.otpk, Optional.of("wrong")));

    coded.cancelSession.run(coded.card.cancel(
        session.transactionId(), coded.oid(), CancelSessionReason.METADATA_MISMATCH));

    assertThat(coded.profile().state()).isEqualTo(ProfileState.ERROR);
  }

  @Test
  void endsTheOrderWhenTheUserRejectsInALaterSession() {
    var coded = new TestServer().released(Optional.of(CODE));
    var first = coded.authenticate();
    assertRefused(
        CONFIRMATION_CODE_REFUSED, () -> coded.download(first, coded.otpk, Optional.of("wrong")));
    var second = coded.authenticate();

    coded.cancelSession.run(
        coded.card.cancel(second.transactionId(), coded.oid(), END_USER_REJECTION));

    assertThat(((Profile.Failed) coded.profile()).cause()).isEqualTo(DOWNLOAD_ORDER_REFUSED);
  }

  @Test
  void answersTheIdenticalRequestAgainAsBefore() {
    var session = server.authenticate();
    var request = server.card.cancel(session.transactionId(), server.oid(), END_USER_REJECTION);
    server.cancelSession.run(request);
    var events = server.store.events();

    server.cancelSession.run(request);
    server.clock.forward(TestServer.SESSION);
    server.cancelSession.run(request);

    assertThat(server.store.events()).isEqualTo(events);
    var other = server.card.cancel(session.transactionId(), server.oid(), POSTPONED);
    assertRefused(server, TRANSACTION_UNKNOWN, () -> server.cancelSession.run(other));
  }

  @Test
  void answersTheErrorOfTheCardAgainAsBefore() {
    var error = new CancelSessionFunctionRequest(
        server.authenticate().transactionId(), CancelSessionResponse.Error.of(5));
    server.cancelSession.run(error);
    var events = server.store.events();

    server.cancelSession.run(error);

    assertThat(server.store.events()).isEqualTo(events);
  }

  @Test
  void takesTheRequestOfAnotherSessionForNoRepetition() {
    var first = server.authenticate().transactionId();
    var request = server.card.cancel(first, server.oid(), POSTPONED);
    server.cancelSession.run(request);
    var second = server.authenticate().transactionId();

    assertRefused(
        server,
        TRANSACTION_UNKNOWN,
        () -> server.cancelSession.run(
            new CancelSessionFunctionRequest(second, request.cancelSessionResponse())));
  }

  @Test
  void cancelsASessionWhoseOrderMovesMeanwhile() {
    var session = server.authenticate();
    var raced = cancelSession(
        Meanwhile.before("close", server.store.downloads(), () -> server.download(session)));

    raced.run(server.card.cancel(session.transactionId(), server.oid(), END_USER_REJECTION));

    assertThat(server.profile().state()).isEqualTo(ProfileState.ERROR);
    assertThat(server.lastEvent().from()).contains(ProfileState.DOWNLOADED);
  }

  @Test
  void answersBothOfTwoIdenticalRequestsAtOneTime() {
    var session = server.authenticate();
    var request = server.card.cancel(session.transactionId(), server.oid(), END_USER_REJECTION);
    var raced = cancelSession(Meanwhile.before(
        "close", server.store.downloads(), () -> server.cancelSession.run(request)));

    raced.run(request);

    assertThat(server.timeline())
        .filteredOn(event -> event.function().equals("ES9+.CancelSession"))
        .hasSize(1);
  }

  @Test
  void tellsARefusalOnceHoweverOftenItIsAskedFor() {
    var session = server.authenticate();
    var forged =
        server.card(OTHER_CARD).cancel(session.transactionId(), server.oid(), END_USER_REJECTION);
    int events = server.store.events().size();

    for (int i = 0; i < 3; i++) {
      assertRefused(server, EUICC_VERIFICATION_FAILED, () -> server.cancelSession.run(forged));
    }

    assertThat(server.store.events()).hasSize(events + 1);
  }

  private CancelSession cancelSession(Downloads downloads) {
    return new CancelSession(server.smdp, downloads, server.store.timeline(), server.clock);
  }

  private void cancel(TransactionId transactionId, CancelSessionReason reason) {
    server.cancelSession.run(server.card.cancel(transactionId, server.oid(), reason));
  }
}
