package org.opensmdp.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensmdp.activation.Refusals.assertRefused;
import static org.opensmdp.activation.SampleStock.CARD;
import static org.opensmdp.activation.SampleStock.DOWNLOAD_ATTEMPTS;
import static org.opensmdp.activation.SampleStock.OTHER_CARD;
import static org.opensmdp.activation.TestServer.ICCID;
import static org.opensmdp.activation.TestServer.TOKEN;
import static org.opensmdp.rsp.StatusCode.DOWNLOAD_ATTEMPTS_EXCEEDED;
import static org.opensmdp.rsp.StatusCode.DOWNLOAD_ORDER_EXPIRED;
import static org.opensmdp.rsp.StatusCode.EID_REFUSED;
import static org.opensmdp.rsp.StatusCode.EUICC_INSUFFICIENT_MEMORY;
import static org.opensmdp.rsp.StatusCode.EUICC_VERIFICATION_FAILED;
import static org.opensmdp.rsp.StatusCode.MATCHING_ID_REFUSED;
import static org.opensmdp.rsp.StatusCode.PROFILE_NOT_ALLOWED;
import static org.opensmdp.rsp.StatusCode.PROFILE_TYPE_STOPPED_ON_WARNING;
import static org.opensmdp.rsp.StatusCode.TRANSACTION_UNKNOWN;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.opensmdp.activation.ProfileType.Protection;
import org.opensmdp.crypto.Signatures;
import org.opensmdp.profile.ProfilePolicyRule;
import org.opensmdp.rsp.AuthenticateClientRequest;
import org.opensmdp.rsp.AuthenticateClientResponse;
import org.opensmdp.rsp.AuthenticateServerResponse;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.rsp.SignatureTlv;
import org.opensmdp.rsp.StoreMetadataRequest;
import org.opensmdp.rsp.TransactionId;

/** ES9+.AuthenticateClient (SGP.22 v2 §5.6.3): which order a proven card gets. */
class AuthenticateClientTest {
  private final TestServer server = new TestServer().released();

  @Test
  void refusesAnUnknownMatchingId() {
    assertRefused(
        server,
        MATCHING_ID_REFUSED,
        () -> server.authenticate(server.card, new MatchingId("TOKEN-2")));
  }

  @Test
  void refusesACardTheOrderIsNotFor() {
    server.authenticate();

    assertRefused(server, EID_REFUSED, () -> server.authenticate(server.card(OTHER_CARD), TOKEN));
  }

  @Test
  void refusesACardWithoutMatchingIdThatNothingWaitsFor() {
    assertRefused(server, EID_REFUSED, () -> server.authenticate(server.card, MatchingId.NONE));
  }

  @Test
  void findsTheOrderOfACardWithoutMatchingId() {
    var byDefault = new TestServer();
    byDefault.order(Optional.of(CARD));
    byDefault.confirm(MatchingId.NONE, Optional.empty(), true);

    byDefault.authenticate(byDefault.card, MatchingId.NONE);

    assertThat(byDefault.profile().eid()).contains(CARD);
    assertThat(byDefault.store.downloads().findByEid(CARD)).isPresent();
  }

  @Test
  void findsADeliveredOrderAgainWithAndWithoutMatchingId() {
    server.download(server.authenticate());

    server.authenticate(server.card, TOKEN);
    server.authenticate(server.card, MatchingId.NONE);

    assertThat(server.profile().state()).isEqualTo(ProfileState.DOWNLOADED);
    assertThat(attempts()).isEqualTo(3);
  }

  @Test
  void refusesAProfileThatIsNotReleased() {
    var confirmed = new TestServer();
    confirmed.order(Optional.empty());
    confirmed.confirm(TOKEN, Optional.empty(), false);

    assertRefused(confirmed, PROFILE_NOT_ALLOWED, confirmed::authenticate);
  }

  @Test
  void endsAnOrderThatHasExpiredAndSaysSoAgain() {
    server.clock.forward(SampleStock.ORDER_LIFETIME);

    assertRefused(DOWNLOAD_ORDER_EXPIRED, server::authenticate);

    assertThat(server.profile().state()).isEqualTo(ProfileState.ERROR);
    assertRefused(server, DOWNLOAD_ORDER_EXPIRED, server::authenticate);
  }

  @Test
  void endsAnOrderWithoutAttemptsLeftAndSaysSoAgain() {
    useUpAttempts();

    assertRefused(DOWNLOAD_ATTEMPTS_EXCEEDED, server::authenticate);

    assertThat(server.profile().state()).isEqualTo(ProfileState.ERROR);
    assertRefused(server, DOWNLOAD_ATTEMPTS_EXCEEDED, server::authenticate);
  }

  @Test
  void tellsTheEndOfAnOrderWithoutAttemptsLeft() {
    useUpAttempts();

    assertRefused(DOWNLOAD_ATTEMPTS_EXCEEDED, server::authenticate);

    assertThat(server.lastEvent())
        .returns("ES9+.AuthenticateClient", ActivationEvent::function)
        .returns("DOWNLOAD_ATTEMPTS_EXCEEDED", ActivationEvent::status)
        .returns(Optional.of(CARD), ActivationEvent::eid)
        .returns(Optional.of(ProfileState.RELEASED), ActivationEvent::from)
        .returns(Optional.of(ProfileState.ERROR), ActivationEvent::to);
  }

  @Test
  void usesTheTransactionUpWithTheErrorOfTheCard() {
    var hello = server.initiateAuthentication.run(server.card.hello());
    var error = AuthenticateServerResponse.Error.of(hello.transactionId(), 3);
    var refused = new AuthenticateClientRequest(hello.transactionId(), error);
    assertRefused(server, EUICC_VERIFICATION_FAILED, () -> server.authenticateClient.run(refused));
    assertThat(server.lastEvent().detail()).contains("authenticateErrorCode 3");

    assertRefused(
        server,
        TRANSACTION_UNKNOWN,
        () -> server.authenticateClient.run(server.card.answer(hello, TOKEN)));
    assertThat(server.authenticate()).isNotNull();
  }

  @Test
  void refusesACardThatCannotTakeTheProfileAndKeepsTheOrder() {
    var hello = server.initiateAuthentication.run(server.card.hello());
    var unable = server.card.saying(info -> info.extCardResource(1, 100, 100));
    var request = unable.answer(hello, TOKEN);

    assertRefused(server, EUICC_INSUFFICIENT_MEMORY, () -> server.authenticateClient.run(request));

    assertThat(attempts()).isZero();
    assertThat(server.lastEvent())
        .returns("EUICC_INSUFFICIENT_MEMORY", ActivationEvent::status)
        .returns(Optional.of(CARD), ActivationEvent::eid)
        .returns(Optional.of(ICCID), ActivationEvent::iccid)
        .returns(Optional.of(ProfileState.RELEASED), ActivationEvent::to);
    assertRefused(server, TRANSACTION_UNKNOWN, () -> server.authenticateClient.run(request));
    server.card.saying(info -> info);
    assertThat(server.download(server.authenticate())).isNotNull();
  }

  @Test
  void letsAnotherCardHaveTheOrderThatTheFirstCouldNotTake() {
    server.card.saying(info -> info.rspCapability(0));
    assertRefused(server, PROFILE_TYPE_STOPPED_ON_WARNING, server::authenticate);

    assertThat(server.authenticate(server.card(OTHER_CARD), TOKEN)).isNotNull();
    assertThat(server.profile().eid()).contains(OTHER_CARD);
  }

  @Test
  void survivesTheRepetitionOfTheLastAttempt() {
    for (int i = 1; i < DOWNLOAD_ATTEMPTS; i++) {
      server.authenticate();
    }
    var last = request(server.card, TOKEN);
    var answer = server.authenticateClient.run(last);

    assertThat(server.authenticateClient.run(last)).isEqualTo(answer);
    assertThat(server.profile().state()).isEqualTo(ProfileState.RELEASED);
    assertThat(server.download(answer).boundProfilePackage().isEmpty()).isFalse();
  }

  @Test
  void showsTheMetadataAndSignsForTheDownload() {
    var request = request(server.card, TOKEN);

    var response = server.authenticateClient.run(request);

    assertAnswers(server, request, response);
    assertThat(response.smdpSigned2().ccRequiredFlag()).isFalse();
    assertThat(response.smdpSigned2().bppEuiccOtpk()).isEmpty();
    assertThat(attempts()).isEqualTo(1);
    assertThat(server.profile().eid()).contains(CARD);
  }

  @Test
  void showsThePolicyRulesOfTheType() {
    var draft = SampleStock.withRules(
        SampleStock.sample(server.operator, "Locked", Protection.SESSION_KEYS),
        ProfilePolicyRule.PPR1);
    SampleStock.type(server.store, draft, 50, 1);
    var token = new MatchingId("TOKEN-50");
    order(SampleStock.iccid(50), token);

    var shown = server.authenticate(server.card, token).profileMetadata();

    assertThat(shown.toString()).endsWith("99020640");
    assertThat(StoreMetadataRequest.parse(shown).profileOwner()).isPresent();
    server.card.saying(info -> info.forbiddenProfilePolicyRules(1));
    assertRefused(PROFILE_TYPE_STOPPED_ON_WARNING, () -> server.authenticate(server.card, token));
  }

  @Test
  void doesTheSameOnBrainpool() {
    var brainpool = new TestServer(TestPki.BRAINPOOL).released();
    var hello = brainpool.initiateAuthentication.run(brainpool.card.hello());
    var request = brainpool.card.answer(hello, TOKEN);

    assertAnswers(brainpool, request, brainpool.authenticateClient.run(request));
  }

  @Test
  void servesACardWithWrongCheckDigitsInItsEidAndSaysSo() {
    var odd = new Eid(CARD.digits().substring(0, 30) + "00");

    assertThat(server.authenticate(server.card(odd), TOKEN)).isNotNull();

    assertThat(server.lastEvent())
        .returns(Optional.of(odd), ActivationEvent::eid)
        .returns("the check digits of the EID are wrong", ActivationEvent::detail);
  }

  @Test
  void asksForTheConfirmationCodeOfTheOrder() {
    var coded = new TestServer().released(Optional.of(TestServer.CODE));

    assertThat(coded.authenticate().smdpSigned2().ccRequiredFlag()).isTrue();
  }

  @Test
  void offersTheCardItsOneTimeKeyOfBefore() {
    server.download(server.authenticate());

    assertThat(server.authenticate().smdpSigned2().bppEuiccOtpk())
        .contains(server.otpk.publicKey().point());
  }

  @Test
  void answersTheSameRequestIdentically() {
    var request = request(server.card, TOKEN);
    var first = server.authenticateClient.run(request);

    assertThat(server.authenticateClient.run(request)).isEqualTo(first);
    assertThat(attempts()).isEqualTo(1);
    assertThat(server.timeline())
        .filteredOn(it -> it.function().contains("Client"))
        .hasSize(1);
  }

  @Test
  void refusesAnotherRequestInAUsedTransaction() {
    var hello = server.initiateAuthentication.run(server.card.hello());
    server.authenticateClient.run(server.card.answer(hello, TOKEN));
    var signed = server.card.signed1(hello, MatchingId.NONE);

    assertRefused(
        server,
        TRANSACTION_UNKNOWN,
        () -> server.authenticateClient.run(server.card.answer(hello.transactionId(), signed)));

    assertThat(server.lastEvent())
        .returns(Optional.of(server.profile().iccid()), ActivationEvent::iccid)
        .returns(TRANSACTION_UNKNOWN.name(), ActivationEvent::status);
  }

  @Test
  void usesTheTransactionUpWithARefusal() {
    var hello = server.initiateAuthentication.run(server.card.hello());
    assertRefused(
        MATCHING_ID_REFUSED,
        () -> server.authenticateClient.run(server.card.answer(hello, new MatchingId("TOKEN-2"))));

    assertRefused(
        server,
        TRANSACTION_UNKNOWN,
        () -> server.authenticateClient.run(server.card.answer(hello, TOKEN)));
    assertThat(server.authenticate()).isNotNull();
  }

  @Test
  void refusesTheRequestAgainOnceItsPackageIsDelivered() {
    var request = request(server.card, TOKEN);
    server.download(server.authenticateClient.run(request));

    assertRefused(server, TRANSACTION_UNKNOWN, () -> server.authenticateClient.run(request));
  }

  @Test
  void givesAnOrderToTheFirstOfTwoCards() {
    var cards = List.of(server.card, server.card(OTHER_CARD));

    var outcomes = AtOnce.run(2, i -> Refusals.of(() -> server.authenticate(cards.get(i), TOKEN)));

    assertThat(outcomes).filteredOn(Optional::isEmpty).hasSize(1);
    assertThat(outcomes)
        .filteredOn(Optional::isPresent)
        .extracting(it -> it.orElseThrow().status())
        .containsExactly(EID_REFUSED);
    assertThat(attempts()).isEqualTo(1);
  }

  @Test
  void supersedesTheOlderSessionOfTheOrder() {
    var older = server.authenticate();

    server.authenticate();

    assertRefused(server, TRANSACTION_UNKNOWN, () -> server.download(older));
  }

  @Test
  void tellsTheTimelineWhoCameAndWhatMoved() {
    var response = server.authenticate();

    var events = server.timeline();
    assertThat(events.get(events.size() - 2))
        .returns("ES9+.InitiateAuthentication", ActivationEvent::function)
        .returns(Optional.of(CARD), ActivationEvent::eid)
        .returns(Optional.of(response.transactionId()), ActivationEvent::transactionId);
    assertThat(events.get(events.size() - 1))
        .returns("ES9+.AuthenticateClient", ActivationEvent::function)
        .returns(Optional.of(CARD), ActivationEvent::eid)
        .returns(Optional.of(ICCID), ActivationEvent::iccid)
        .returns(Optional.of(ProfileState.RELEASED), ActivationEvent::from)
        .returns(Optional.of(ProfileState.RELEASED), ActivationEvent::to)
        .returns(ActivationEvent.OK, ActivationEvent::status);
  }

  private void order(Iccid iccid, MatchingId token) {
    server.downloadOrder.run(
        server.caller,
        new DownloadOrder.Request(Optional.empty(), Optional.of(iccid), Optional.empty()));
    server.confirmOrder.run(
        server.caller,
        new ConfirmOrder.Request(
            iccid, Optional.empty(), Optional.of(token), Optional.empty(), Optional.empty(), true));
  }

  private AuthenticateClientRequest request(TestCard card, MatchingId token) {
    return card.answer(server.initiateAuthentication.run(card.hello()), token);
  }

  private static void assertAnswers(
      TestServer server, AuthenticateClientRequest request, AuthenticateClientResponse response) {
    var dpPb = server.sets.get(0).dpPb().certificate();
    var ok = (AuthenticateServerResponse.Ok) request.authenticateServerResponse();
    TransactionId transactionId = request.transactionId();
    var signed = Bytes.concat(response.smdpSigned2().der(), ok.euiccSignature1());
    assertThat(response.transactionId()).isEqualTo(transactionId);
    assertThat(response.smdpSigned2().transactionId()).isEqualTo(transactionId);
    assertThat(response.smdpCertificate()).isEqualTo(dpPb.der());
    assertThat(Signatures.verify(
            dpPb.publicKey(), signed, SignatureTlv.value(response.smdpSignature2())))
        .isTrue();
    assertThat(response.profileMetadata().startsWith(Bytes.fromHex("BF25"))).isTrue();
    assertThat(response.profileMetadata().toString()).contains(ICCID.swapped().toString());
  }

  private void useUpAttempts() {
    for (int i = 0; i < DOWNLOAD_ATTEMPTS; i++) {
      server.authenticate();
    }
  }

  private int attempts() {
    return ((Profile.Ordered) server.profile()).order().downloadAttempts();
  }
}
