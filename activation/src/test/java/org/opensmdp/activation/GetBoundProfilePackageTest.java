package org.opensmdp.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensmdp.activation.Refusals.assertRefused;
import static org.opensmdp.activation.SampleStock.CARD;
import static org.opensmdp.activation.SampleStock.CONFIRMATION_ATTEMPTS;
import static org.opensmdp.activation.TestServer.CODE;
import static org.opensmdp.rsp.StatusCode.CONFIRMATION_CODE_ATTEMPTS_EXCEEDED;
import static org.opensmdp.rsp.StatusCode.CONFIRMATION_CODE_MISSING;
import static org.opensmdp.rsp.StatusCode.CONFIRMATION_CODE_REFUSED;
import static org.opensmdp.rsp.StatusCode.DOWNLOAD_ORDER_EXPIRED;
import static org.opensmdp.rsp.StatusCode.EUICC_VERIFICATION_FAILED;
import static org.opensmdp.rsp.StatusCode.TRANSACTION_UNKNOWN;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.opensmdp.activation.CancelOrder.FinalStatus;
import org.opensmdp.crypto.BoundPackageOpener;
import org.opensmdp.crypto.BppFailure;
import org.opensmdp.crypto.EphemeralKey;
import org.opensmdp.crypto.OpenedCommand;
import org.opensmdp.profile.BundledTemplate;
import org.opensmdp.profile.ProfileTemplate;
import org.opensmdp.rsp.AuthenticateClientResponse;
import org.opensmdp.rsp.BoundProfilePackage;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.CancelSessionReason;
import org.opensmdp.rsp.EuiccSigned2;
import org.opensmdp.rsp.GetBoundProfilePackageRequest;
import org.opensmdp.rsp.HashCc;
import org.opensmdp.rsp.PrepareDownloadResponse;

/** ES9+.GetBoundProfilePackage (SGP.22 v2 §5.6.2). */
class GetBoundProfilePackageTest {
  private final TestServer server = new TestServer().released();
  private final TestServer coded = new TestServer().released(Optional.of(CODE));

  @Test
  void refusesAnUnknownTransaction() {
    var elsewhere = new TestServer().released().authenticate();

    assertRefused(server, TRANSACTION_UNKNOWN, () -> server.download(elsewhere));
  }

  @Test
  void refusesASessionThatHasExpired() {
    var session = server.authenticate();
    server.clock.forward(TestServer.SESSION);

    assertRefused(server, TRANSACTION_UNKNOWN, () -> server.download(session));
  }

  @Test
  void waitsForTheUserToThink() {
    var session = server.authenticate();
    server.clock.forward(TestServer.SESSION.minusSeconds(1));

    assertThat(server.download(session).transactionId()).isEqualTo(session.transactionId());
  }

  @Test
  void refusesTheSessionOfAnOrderThatIsGivenUp() {
    var session = server.authenticate();
    server.cancel(FinalStatus.AVAILABLE);

    assertRefused(server, TRANSACTION_UNKNOWN, () -> server.download(session));
  }

  @Test
  void answersTheErrorOfTheCardWithFailedAndKeepsTheOrder() {
    var session = server.authenticate();
    var error = PrepareDownloadResponse.Error.of(session.transactionId(), 5);

    assertRefused(
        server,
        EUICC_VERIFICATION_FAILED,
        () -> server.getBoundProfilePackage.run(
            new GetBoundProfilePackageRequest(session.transactionId(), error)));
    assertThat(server.lastEvent().detail()).contains("downloadErrorCode 5");
    assertThat(server.download(server.authenticate())).isNotNull();
  }

  @Test
  void refusesASignatureOfAnotherCard() {
    var session = server.authenticate();
    var stranger = server.card(SampleStock.OTHER_CARD);

    assertRefused(
        server,
        EUICC_VERIFICATION_FAILED,
        () -> server.getBoundProfilePackage.run(
            stranger.prepare(session, server.otpk.publicKey().point(), Optional.empty())));
    assertThat(server.download(session)).isNotNull();
  }

  @Test
  void refusesASignatureThatDoesNotCoverOurSignature() {
    var session = server.authenticate();
    var signed =
        EuiccSigned2.of(session.transactionId(), server.otpk.publicKey().point(), Optional.empty());
    var bare = PrepareDownloadResponse.Ok.of(signed, server.card.sign(signed.der()));

    assertRefused(
        server,
        EUICC_VERIFICATION_FAILED,
        () -> server.getBoundProfilePackage.run(
            new GetBoundProfilePackageRequest(session.transactionId(), bare)));
  }

  @Test
  void refusesAnAnswerSignedForAnotherTransaction() {
    var session = server.authenticate();
    var signed = EuiccSigned2.of(
        SampleSteps.transaction(1), server.otpk.publicKey().point(), Optional.empty());

    assertRefused(
        server,
        TRANSACTION_UNKNOWN,
        () -> server.getBoundProfilePackage.run(server.card.prepare(session, signed)));
  }

  @Test
  void refusesAnAnswerWithoutTheConfirmationCode() {
    var session = coded.authenticate();

    assertRefused(coded, CONFIRMATION_CODE_MISSING, () -> coded.download(session));
    assertThat(wrongCodes()).isZero();
  }

  @Test
  void countsAWrongConfirmationCodeAndKeepsTheSession() {
    var session = coded.authenticate();

    assertRefused(CONFIRMATION_CODE_REFUSED, () -> withCode(session, "wrong"));

    assertThat(wrongCodes()).isEqualTo(1);
    assertThat(coded.profile().state()).isEqualTo(ProfileState.RELEASED);
    assertThat(withCode(session, CODE)).isNotNull();
  }

  @Test
  void refusesTheSameRequestAlikeAndCountsItOnce() {
    var session = coded.authenticate();
    var wrong = coded.card.prepare(session, coded.otpk.publicKey().point(), Optional.of("wrong"));
    assertRefused(CONFIRMATION_CODE_REFUSED, () -> coded.getBoundProfilePackage.run(wrong));
    int events = coded.timeline().size();

    assertRefused(CONFIRMATION_CODE_REFUSED, () -> coded.getBoundProfilePackage.run(wrong));

    assertThat(wrongCodes()).isEqualTo(1);
    assertThat(coded.timeline()).hasSize(events);
  }

  @Test
  void saysOfTheLastWrongCodeWhatItSaidBefore() {
    useUpCodesButOne();
    var last = coded.authenticate();
    var wrong = coded.card.prepare(last, coded.otpk.publicKey().point(), Optional.of("wrong"));
    assertRefused(
        CONFIRMATION_CODE_ATTEMPTS_EXCEEDED, () -> coded.getBoundProfilePackage.run(wrong));

    assertRefused(
        CONFIRMATION_CODE_ATTEMPTS_EXCEEDED, () -> coded.getBoundProfilePackage.run(wrong));
  }

  @Test
  void countsWrongConfirmationCodesPerOrderAndEndsItWithTheLast() {
    useUpCodesButOne();
    var last = coded.authenticate();

    assertRefused(CONFIRMATION_CODE_ATTEMPTS_EXCEEDED, () -> withCode(last, "wrong"));

    assertThat(coded.profile())
        .isInstanceOfSatisfying(
            Profile.Failed.class,
            failed -> assertThat(failed.cause()).isEqualTo(CONFIRMATION_CODE_ATTEMPTS_EXCEEDED));
    assertThat(coded.lastEvent())
        .returns(CONFIRMATION_CODE_ATTEMPTS_EXCEEDED.name(), ActivationEvent::status)
        .returns(Optional.of(ProfileState.ERROR), ActivationEvent::to);
    assertRefused(coded, TRANSACTION_UNKNOWN, () -> withCode(last, CODE));
  }

  @Test
  void countsAWrongConfirmationCodeThatComesWhileAnotherIsJudged() {
    var session = coded.authenticate();
    var downloads = Meanwhile.before(
        "refuseInSession",
        coded.store.downloads(),
        () -> assertRefused(CONFIRMATION_CODE_REFUSED, () -> withCode(session, "wrong")));
    var rule = coded.getBoundProfilePackage(downloads);
    var request =
        coded.card.prepare(session, coded.otpk.publicKey().point(), Optional.of("wrong again"));

    assertRefused(CONFIRMATION_CODE_REFUSED, () -> rule.run(request));

    assertThat(wrongCodes()).isEqualTo(2);
  }

  @Test
  void takesTheConfirmationCodeOfThisTransactionOnly() {
    var older = coded.authenticate();
    var hash = HashCc.of(HashCc.stored(CODE), older.transactionId());
    var session = coded.authenticate();
    var signed =
        EuiccSigned2.of(session.transactionId(), coded.otpk.publicKey().point(), Optional.of(hash));

    assertRefused(
        CONFIRMATION_CODE_REFUSED,
        () -> coded.getBoundProfilePackage.run(coded.card.prepare(session, signed)));
  }

  @Test
  void refusesAOneTimeKeyThatIsNoPointOfTheCurve() {
    var session = server.authenticate();
    var offCurve = Bytes.concat(Bytes.of((byte) 4), SampleSteps.digest(1), SampleSteps.digest(2));
    var tooShort = offCurve.slice(0, 64);

    for (Bytes point : List.of(offCurve, tooShort)) {
      assertRefused(
          server,
          EUICC_VERIFICATION_FAILED,
          () -> server.getBoundProfilePackage.run(
              server.card.prepare(session, point, Optional.empty())));
    }
  }

  @Test
  void endsAnOrderThatHasExpiredMeanwhile() {
    server.clock.forward(SampleStock.ORDER_LIFETIME.minusSeconds(60));
    var session = server.authenticate();
    server.clock.forward(Duration.ofSeconds(60));

    assertRefused(DOWNLOAD_ORDER_EXPIRED, () -> server.download(session));

    assertThat(server.profile().state()).isEqualTo(ProfileState.ERROR);
    assertRefused(server, DOWNLOAD_ORDER_EXPIRED, server::authenticate);
  }

  @Test
  void tellsTheEndOfAnOrderThatHasExpiredMeanwhile() {
    server.clock.forward(SampleStock.ORDER_LIFETIME.minusSeconds(60));
    var session = server.authenticate();
    server.clock.forward(Duration.ofSeconds(60));

    assertRefused(DOWNLOAD_ORDER_EXPIRED, () -> server.download(session));

    assertThat(server.lastEvent())
        .returns("ES9+.GetBoundProfilePackage", ActivationEvent::function)
        .returns("DOWNLOAD_ORDER_EXPIRED", ActivationEvent::status)
        .returns(Optional.of(ProfileState.RELEASED), ActivationEvent::from)
        .returns(Optional.of(ProfileState.ERROR), ActivationEvent::to);
  }

  @Test
  void judgesTheCodeBeforeTheTimeOfTheOrder() {
    coded.clock.forward(SampleStock.ORDER_LIFETIME.minusSeconds(60));
    var session = coded.authenticate();
    coded.clock.forward(Duration.ofSeconds(60));

    assertRefused(CONFIRMATION_CODE_REFUSED, () -> withCode(session, "wrong"));
    assertRefused(CONFIRMATION_CODE_MISSING, () -> coded.download(session));
    assertRefused(DOWNLOAD_ORDER_EXPIRED, () -> withCode(session, CODE));
  }

  @Test
  void judgesTheTimeOfTheOrderBeforeTheOneTimeKey() {
    server.clock.forward(SampleStock.ORDER_LIFETIME.minusSeconds(60));
    var session = server.authenticate();
    server.clock.forward(Duration.ofSeconds(60));
    var offCurve = Bytes.concat(Bytes.of((byte) 4), SampleSteps.digest(1), SampleSteps.digest(2));
    var request = server.card.prepare(session, offCurve, Optional.empty());

    assertRefused(DOWNLOAD_ORDER_EXPIRED, () -> server.getBoundProfilePackage.run(request));
  }

  @Test
  void deliversThePackageThatTheCardOpens() throws BppFailure {
    assertDelivers(server);
  }

  @Test
  void doesTheSameOnBrainpool() throws BppFailure {
    assertDelivers(new TestServer(TestPki.BRAINPOOL).released());
  }

  @Test
  void answersTheSameRequestIdentically() {
    var session = server.authenticate();
    var request = server.card.prepare(session, server.otpk.publicKey().point(), Optional.empty());
    var first = server.getBoundProfilePackage.run(request);
    int events = server.timeline().size();

    assertThat(server.getBoundProfilePackage.run(request)).isEqualTo(first);
    assertThat(server.timeline()).hasSize(events);
  }

  @Test
  void deliversTheSameBlocksToTheSameKeyInAnotherSession() throws BppFailure {
    var first = parsed(server.authenticate(), server.otpk);
    var session = server.authenticate();
    var again = parsed(session, server.otpk);

    assertThat(again.firstSequenceOf87()).isEqualTo(first.firstSequenceOf87());
    assertThat(again.sequenceOf88()).isEqualTo(first.sequenceOf88());
    assertThat(again.sequenceOf86()).isEqualTo(first.sequenceOf86());
    assertThat(again.initialiseSecureChannelRequest().smdpOtpk())
        .isEqualTo(first.initialiseSecureChannelRequest().smdpOtpk());
    assertThat(again.der()).isNotEqualTo(first.der());
    assertThat(opened(server, session, again)).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = CancelSessionReason.class,
      names = {"POSTPONED", "TIMEOUT", "SESSION_ABORTED"})
  void deliversTheSameBlocksToTheSameKeyAfterAPostponement(CancelSessionReason reason)
      throws BppFailure {
    var first = server.authenticate();
    var before = parsed(first, server.otpk);
    server.cancelSession.run(server.card.cancel(first.transactionId(), server.oid(), reason));
    var session = server.authenticate();

    var after = parsed(session, server.otpk);

    assertThat(after.firstSequenceOf87()).isEqualTo(before.firstSequenceOf87());
    assertThat(after.sequenceOf88()).isEqualTo(before.sequenceOf88());
    assertThat(after.sequenceOf86()).isEqualTo(before.sequenceOf86());
    assertThat(opened(server, session, after)).isNotEmpty();
  }

  @Test
  void bindsAfreshToAnotherKey() {
    var session = server.authenticate();
    var first = parsed(session, server.otpk);
    var other = parsed(session, server.newKey());

    assertThat(other.initialiseSecureChannelRequest().smdpOtpk())
        .isNotEqualTo(first.initialiseSecureChannelRequest().smdpOtpk());
    assertThat(other.sequenceOf86()).isNotEqualTo(first.sequenceOf86());
    assertThat(other.firstSequenceOf87()).isNotEqualTo(first.firstSequenceOf87());
  }

  @Test
  void tellsTheTimelineWhatWasDelivered() {
    server.download(server.authenticate());

    assertThat(server.lastEvent())
        .returns("ES9+.GetBoundProfilePackage", ActivationEvent::function)
        .returns(Optional.of(CARD), ActivationEvent::eid)
        .returns(Optional.of(ProfileState.RELEASED), ActivationEvent::from)
        .returns(Optional.of(ProfileState.DOWNLOADED), ActivationEvent::to)
        .returns(ActivationEvent.OK, ActivationEvent::status);
  }

  @Test
  void tellsNobodyACodeAHashOrAKey() {
    coded.download(coded.authenticate(), coded.otpk, Optional.of(CODE));
    var session = coded.authenticate();
    var refusal = Refusals.of(() -> withCode(session, "wrong")).orElseThrow();
    var hash = HashCc.stored(CODE).reveal().toString();

    var told = coded.store.events().stream()
        .map(ActivationEvent::toString)
        .collect(Collectors.joining("\n", refusal.toString() + refusal.detail(), ""));

    assertThat(told)
        .doesNotContainIgnoringCase(
            CODE, "wrong code", hash, SampleStock.KI.toString(), SampleStock.OPC.toString());
    assertThat(coded.profile().toString()).doesNotContainIgnoringCase(hash);
  }

  private static void assertDelivers(TestServer server) throws BppFailure {
    var session = server.authenticate();

    var response = server.download(session);

    var commands =
        opened(server, session, BoundProfilePackage.parse(response.boundProfilePackage()));
    var profile = ProfileTemplate.of(BundledTemplate.load()).render(SampleStock.subscriber(1));
    assertThat(commands)
        .contains(
            new OpenedCommand.StoreMetadata(session.profileMetadata()),
            new OpenedCommand.LoadProfileElements(profile));
    assertThat(response.transactionId()).isEqualTo(session.transactionId());
    assertThat(server.profile().state()).isEqualTo(ProfileState.DOWNLOADED);
  }

  private static List<OpenedCommand> opened(
      TestServer server, AuthenticateClientResponse session, BoundProfilePackage bound)
      throws BppFailure {
    var dpPb = server.sets.get(0).dpPb().certificate().publicKey();
    var opener = new BoundPackageOpener(server.otpk, dpPb, session.transactionId(), CARD);
    var commands = new ArrayList<OpenedCommand>();
    for (Bytes segment : bound.segments()) {
      opener.feed(segment).ifPresent(commands::add);
    }
    assertThat(opener.ended()).isTrue();
    return commands;
  }

  private BoundProfilePackage parsed(AuthenticateClientResponse session, EphemeralKey key) {
    return BoundProfilePackage.parse(
        server.download(session, key, Optional.empty()).boundProfilePackage());
  }

  private Object withCode(AuthenticateClientResponse session, String code) {
    return coded.download(session, coded.otpk, Optional.of(code));
  }

  private void useUpCodesButOne() {
    for (int i = 1; i < CONFIRMATION_ATTEMPTS; i++) {
      var session = coded.authenticate();
      assertRefused(CONFIRMATION_CODE_REFUSED, () -> withCode(session, "wrong"));
    }
  }

  private int wrongCodes() {
    return ((Profile.Ordered) coded.profile()).order().confirmationAttempts();
  }
}
