package org.opensmdp.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensmdp.activation.Refusals.assertRefused;
import static org.opensmdp.activation.SampleSteps.NOW;
import static org.opensmdp.activation.SampleStock.ADDRESS;
import static org.opensmdp.activation.SampleStock.CARD;
import static org.opensmdp.activation.SampleStock.OTHER_CARD;
import static org.opensmdp.activation.TestServer.TOKEN;
import static org.opensmdp.rsp.StatusCode.CI_PUBLIC_KEY_UNKNOWN;
import static org.opensmdp.rsp.StatusCode.EUICC_CERTIFICATE_EXPIRED;
import static org.opensmdp.rsp.StatusCode.EUICC_CERTIFICATE_INVALID;
import static org.opensmdp.rsp.StatusCode.EUICC_VERIFICATION_FAILED;
import static org.opensmdp.rsp.StatusCode.EUM_CERTIFICATE_EXPIRED;
import static org.opensmdp.rsp.StatusCode.EUM_CERTIFICATE_INVALID;
import static org.opensmdp.rsp.StatusCode.TRANSACTION_UNKNOWN;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensmdp.certs.CertificateRole;
import org.opensmdp.certs.EuiccChains;
import org.opensmdp.certs.EuiccIdentity;
import org.opensmdp.certs.Revocations;
import org.opensmdp.certs.TestHierarchy;
import org.opensmdp.certs.Validity;
import org.opensmdp.certs.Variation;
import org.opensmdp.certs.Variation.Fault;
import org.opensmdp.rsp.AuthenticateClientRequest;
import org.opensmdp.rsp.AuthenticateServerResponse;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.EuiccInfo1;
import org.opensmdp.rsp.InitiateAuthenticationRequest;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.rsp.Secret;
import org.opensmdp.rsp.StatusCode;

/** The card's proof in ES9+.AuthenticateClient (SGP.22 v2 §5.6.3). */
class CardProofTest {
  private static final Validity PAST = Validity.days(NOW.minusSeconds(86_400L * 30), 10);

  private final TestServer server = new TestServer().released();

  @Test
  void refusesATransactionThatNobodyIssued() {
    var hello = server.initiateAuthentication.run(server.card.hello());
    var signed = server.card.signed1(hello, TOKEN);

    assertRefused(
        server,
        TRANSACTION_UNKNOWN,
        () ->
            server.authenticateClient.run(server.card.answer(SampleSteps.transaction(1), signed)));
  }

  @Test
  void refusesATransactionOfAnotherCluster() {
    var other = new Challenges(
        List.of(new ClusterKeys.ClusterKey(1, Secret.of(SampleSteps.digest(5)))),
        server.sets,
        server.clock,
        TestPki.RANDOM,
        TestServer.SESSION);
    var challenge = other.issue(server.pki.ci(), server.sets.get(0));
    var signed = server.card.signed1(
        challenge.transactionId(), ADDRESS, challenge.serverChallenge(ADDRESS), TOKEN);

    assertRefused(
        server,
        TRANSACTION_UNKNOWN,
        () -> server.authenticateClient.run(server.card.answer(challenge.transactionId(), signed)));
  }

  @Test
  void refusesATransactionThatHasExpired() {
    var request = request(server.card, TOKEN);
    server.clock.forward(TestServer.SESSION);

    assertRefused(server, TRANSACTION_UNKNOWN, () -> server.authenticateClient.run(request));
  }

  @Test
  void answersTheErrorOfTheCardWithFailed() {
    var hello = server.initiateAuthentication.run(server.card.hello());
    var error = AuthenticateServerResponse.Error.of(hello.transactionId(), 2);

    assertRefused(
        server,
        EUICC_VERIFICATION_FAILED,
        () -> server.authenticateClient.run(
            new AuthenticateClientRequest(hello.transactionId(), error)));
    assertThat(server.lastEvent().detail()).contains("authenticateErrorCode 2");
    assertThat(server.authenticate()).isNotNull();
  }

  @Test
  void refusesACardOfAnotherCi() {
    assertRefuses(CI_PUBLIC_KEY_UNKNOWN, TestPki.STRANGER.euicc(CARD));
  }

  @Test
  void refusesACardOfACiThatWasNotChosen() {
    var both = new TestServer(TestPki.NIST, TestPki.BRAINPOOL).released();
    var card = new TestCard(TestPki.BRAINPOOL.euicc(CARD), TestPki.NIST.ci());

    assertRefused(both, CI_PUBLIC_KEY_UNKNOWN, () -> both.authenticate(card, TOKEN));
  }

  @Test
  void takesACardThatVerifiesUnderAnotherCiThanItSignsUnder() {
    var both = new TestServer(TestPki.NIST, TestPki.BRAINPOOL).released();
    var verification = List.of(TestCard.keyId(TestPki.BRAINPOOL.ci()));
    var signing = List.of(TestCard.keyId(TestPki.NIST.ci()));
    var hello = both.initiateAuthentication.run(new InitiateAuthenticationRequest(
        TestCard.CHALLENGE, EuiccInfo1.of(TestCard.SVN, verification, signing), ADDRESS));

    var response = both.authenticateClient.run(both.card.answer(hello, TOKEN));

    assertThat(response.smdpCertificate())
        .isEqualTo(both.sets.get(1).dpPb().certificate().der());
  }

  @Test
  void refusesAnEumCertificateThatIsForged() {
    assertRefuses(EUM_CERTIFICATE_INVALID, withEum(Variation.with(Fault.FORGED_SIGNATURE)));
  }

  @Test
  void refusesAnEumCertificateThatNamesNoIssuer() {
    assertRefuses(EUM_CERTIFICATE_INVALID, withEum(Variation.with(Fault.NO_AUTHORITY_KEY_ID)));
  }

  @Test
  void refusesAnEumCertificateThatIsNone() {
    assertRefuses(EUM_CERTIFICATE_INVALID, withEum(Variation.with(Fault.WRONG_CA_FLAG)));
    assertRefuses(EUM_CERTIFICATE_INVALID, withEum(Variation.with(Fault.NO_NAME_CONSTRAINT)));
    assertRefuses(EUM_CERTIFICATE_INVALID, withEum(Variation.NONE.role(CertificateRole.DP_AUTH)));
  }

  @Test
  void refusesAnEumCertificateThatHasExpired() {
    assertRefuses(EUM_CERTIFICATE_EXPIRED, withEum(Variation.NONE.validity(PAST)));
  }

  @Test
  void refusesACardWhoseEumItsCiHasRevoked(@TempDir Path directory) throws IOException {
    var list = server.pki.revocationList(Validity.days(NOW, 7), server.pki.eum());
    var file = Files.write(directory.resolve("ci.crl"), list.toArray());
    var source = new Revocations.Source(server.pki.ci(), List.of(file), false);
    var knowing = authenticateClient(Revocations.load(List.of(source), server.clock));
    var hello = server.initiateAuthentication.run(server.card.hello());

    assertRefused(
        server, EUM_CERTIFICATE_INVALID, () -> knowing.run(server.card.answer(hello, TOKEN)));

    assertThat(server.lastEvent().detail()).contains("EUM certificate: revoked by its CI");
  }

  private AuthenticateClient authenticateClient(Revocations revocations) {
    var challenges = new Challenges(
        server.store.clusterKeys().all(),
        server.sets,
        server.clock,
        TestPki.RANDOM,
        TestServer.SESSION);
    var chains = new EuiccChains(server.clock, revocations);
    return new AuthenticateClient(
        server.smdp,
        challenges,
        chains,
        server.store.downloads(),
        server.templates,
        server.checks,
        server.clock);
  }

  @Test
  void refusesAnEuiccCertificateThatIsForged() {
    assertRefuses(
        EUICC_CERTIFICATE_INVALID, server.pki.euicc(CARD, Variation.with(Fault.FORGED_SIGNATURE)));
  }

  @Test
  void refusesAnEuiccCertificateThatIsNone() {
    assertRefuses(
        EUICC_CERTIFICATE_INVALID,
        server.pki.euicc(CARD, Variation.NONE.role(CertificateRole.DP_PB)));
    assertRefuses(
        EUICC_CERTIFICATE_INVALID, server.pki.euicc(CARD, Variation.with(Fault.WRONG_KEY_USAGE)));
  }

  @Test
  void refusesAnEuiccCertificateThatHasExpired() {
    assertRefuses(EUICC_CERTIFICATE_EXPIRED, server.pki.euicc(CARD, Variation.NONE.validity(PAST)));
  }

  @Test
  void refusesACardOutsideTheNumbersOfItsEum() {
    var foreign = Eid.withCheckDigits("890330230011223344556677889901");

    assertRefuses(EUICC_CERTIFICATE_INVALID, server.pki.euicc(foreign));
  }

  @Test
  void refusesASignatureOfAnotherCard() {
    var hello = server.initiateAuthentication.run(server.card.hello());
    var signed = server.card.signed1(hello, TOKEN);
    var foreign = server.card(OTHER_CARD).sign(signed.der());

    assertRefused(
        server,
        EUICC_VERIFICATION_FAILED,
        () -> server.authenticateClient.run(
            server.card.answer(hello.transactionId(), signed, foreign)));
  }

  @Test
  void refusesAnAnswerSignedForAnotherTransaction() {
    var one = server.initiateAuthentication.run(server.card.hello());
    var other = server.initiateAuthentication.run(server.card.hello());
    var signed = server.card.signed1(other, TOKEN);

    assertRefused(
        server,
        TRANSACTION_UNKNOWN,
        () -> server.authenticateClient.run(server.card.answer(one.transactionId(), signed)));
  }

  @Test
  void refusesAStaleServerChallenge() {
    var one = server.initiateAuthentication.run(server.card.hello());
    var other = server.initiateAuthentication.run(server.card.hello());
    var signed = server.card.signed1(
        one.transactionId(), ADDRESS, other.serverSigned1().serverChallenge(), TOKEN);

    assertRefused(
        server,
        EUICC_VERIFICATION_FAILED,
        () -> server.authenticateClient.run(server.card.answer(one.transactionId(), signed)));
  }

  @Test
  void refusesAnAnswerSignedForAnotherServer() {
    var hello = server.initiateAuthentication.run(server.card.hello());
    var signed = server.card.signed1(
        hello.transactionId(), "evil.example", hello.serverSigned1().serverChallenge(), TOKEN);

    assertRefused(
        server,
        EUICC_VERIFICATION_FAILED,
        () -> server.authenticateClient.run(server.card.answer(hello.transactionId(), signed)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"second.example.com", "SMDP.example.com", "smdp.example.com:443", ""})
  void refusesAnAnswerSignedForAnotherNameOfOursThanThatOfTheSession(String address) {
    var hello = server.initiateAuthentication.run(server.card.hello());
    var signed = server.card.signed1(
        hello.transactionId(), address, hello.serverSigned1().serverChallenge(), TOKEN);

    assertRefused(
        server,
        EUICC_VERIFICATION_FAILED,
        () -> server.authenticateClient.run(server.card.answer(hello.transactionId(), signed)));
  }

  @Test
  void acceptsTheAddressOfTheSessionAsItWasEchoed() {
    var hello =
        server.initiateAuthentication.run(server.card.hello(TestCard.SVN, "SMDP.Example.com:443"));

    assertThat(server.authenticateClient.run(server.card.answer(hello, TOKEN))).isNotNull();
  }

  @Test
  void usesTheTransactionUpWithTheErrorOfTheCard() {
    var hello = server.initiateAuthentication.run(server.card.hello());
    var error = new AuthenticateClientRequest(
        hello.transactionId(), AuthenticateServerResponse.Error.of(hello.transactionId(), 2));
    assertRefused(EUICC_VERIFICATION_FAILED, () -> server.authenticateClient.run(error));

    assertRefused(
        server,
        TRANSACTION_UNKNOWN,
        () -> server.authenticateClient.run(server.card.answer(hello, TOKEN)));
  }

  @Test
  void refusesACardOfACiThatHasExpired() {
    var outliving =
        new Validity(NOW.minusSeconds(60), server.pki.ci().notAfter().plusSeconds(60));
    var identity = withEum(Variation.NONE.validity(outliving));
    server.clock.forward(Duration.between(NOW, server.pki.ci().notAfter().plusSeconds(1)));

    assertRefuses(CI_PUBLIC_KEY_UNKNOWN, identity);
  }

  private void assertRefuses(StatusCode status, EuiccIdentity identity) {
    var card = new TestCard(identity, server.pki.ci());
    var hello = server.initiateAuthentication.run(card.hello());

    assertRefused(server, status, () -> server.authenticateClient.run(card.answer(hello, TOKEN)));

    assertThat(server.lastEvent())
        .returns("ES9+.AuthenticateClient", ActivationEvent::function)
        .returns(status.name(), ActivationEvent::status)
        .returns(Optional.of(hello.transactionId()), ActivationEvent::transactionId);
  }

  private EuiccIdentity withEum(Variation variation) {
    TestHierarchy odd = server.pki.with(CertificateRole.EUM, variation);
    return odd.euicc(CARD);
  }

  private AuthenticateClientRequest request(TestCard card, MatchingId token) {
    return card.answer(server.initiateAuthentication.run(card.hello()), token);
  }
}
