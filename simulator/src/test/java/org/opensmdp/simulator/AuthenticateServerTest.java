package org.opensmdp.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.opensmdp.simulator.Cards.BRAINPOOL;
import static org.opensmdp.simulator.Cards.NIST;

import java.time.Instant;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.opensmdp.certs.CertificateRole;
import org.opensmdp.certs.ChainCheck;
import org.opensmdp.certs.EuiccChains;
import org.opensmdp.certs.RspCertificate;
import org.opensmdp.certs.TestHierarchy;
import org.opensmdp.certs.Validity;
import org.opensmdp.certs.Variation;
import org.opensmdp.crypto.Curve;
import org.opensmdp.crypto.Signatures;
import org.opensmdp.rsp.AuthenticateServerRequest;
import org.opensmdp.rsp.AuthenticateServerResponse;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.EuiccInfo2;
import org.opensmdp.rsp.InvalidMessage;
import org.opensmdp.rsp.PrepareDownloadResponse;
import org.opensmdp.rsp.SignatureTlv;
import org.opensmdp.rsp.SubjectKeyId;

/** ES10b.AuthenticateServer (SGP.22 v2 §5.7.13), the checks in their order. */
class AuthenticateServerTest {
  private final VirtualEuicc card = Cards.card(NIST);
  private final TestSmdp smdp = Cards.smdp(NIST);

  private static int errorOf(VirtualEuicc card, AuthenticateServerRequest request) {
    var response = card.authenticateServer(request.der());
    assertThat(response).isInstanceOf(AuthenticateServerResponse.Error.class);
    return ((AuthenticateServerResponse.Error) response).authenticateErrorCode();
  }

  @ParameterizedTest
  @EnumSource(Curve.class)
  void provesItselfToAServerItTrusts(Curve curve) {
    var smdp = Cards.smdp(Cards.of(curve));
    var card = Cards.card(Cards.of(curve));
    var request = smdp.authenticateServer(card.getEuiccChallenge());

    var response =
        AuthenticateServerResponse.parse(card.authenticateServer(request.der()).der());

    var ok = (AuthenticateServerResponse.Ok) response;
    var certificate = RspCertificate.parse(ok.euiccCertificate());
    assertThat(Signatures.verify(
            certificate.publicKey(),
            ok.euiccSigned1().der(),
            SignatureTlv.value(ok.euiccSignature1())))
        .isTrue();
    assertThat(new EuiccChains(Cards.CLOCK)
            .check(ok.eumCertificate(), ok.euiccCertificate(), smdp.credentials.ci()))
        .isInstanceOfSatisfying(
            ChainCheck.Trusted.class, chain -> assertThat(chain.eid()).isEqualTo(card.eid()));
  }

  @Test
  void copiesWhatTheServerAndTheLpaHaveSaid() {
    var request = smdp.authenticateServer(card.getEuiccChallenge());

    var ok = (AuthenticateServerResponse.Ok) card.authenticateServer(request.der());

    var signed = ok.euiccSigned1();
    assertThat(signed.transactionId()).isEqualTo(smdp.transactionId);
    assertThat(signed.serverAddress()).isEqualTo(TestSmdp.ADDRESS);
    assertThat(signed.serverChallenge()).isEqualTo(request.serverSigned1().serverChallenge());
    assertThat(signed.ctxParams1().der()).isEqualTo(request.ctxParams1().der());
    assertThat(signed.euiccInfo2()).isEqualTo(card.euiccInfo2());
  }

  @Test
  void saysOfItselfWhatCardsInTheFieldSay() {
    var info = EuiccInfo2.parse(card.euiccInfo2().der());

    assertThat(info.svn().toString()).isEqualTo("2.5.0");
    assertThat(info.uiccCapability()).isEqualTo(Bytes.fromHex("077F82DB80"));
    assertThat(info.rspCapability()).isEqualTo(Bytes.fromHex("02DC"));
    assertThat(info.freeNonVolatileMemory()).contains(512L * 1024);
  }

  @Test
  void listsItsCisInTheOrderOfPreference() {
    var both = Cards.card(BRAINPOOL, NIST).euiccInfo1();

    var order = Stream.of(BRAINPOOL, NIST)
        .map(hierarchy -> hierarchy.ci().subjectKeyId().orElseThrow())
        .toList();
    assertThat(both.euiccCiPKIdListForSigning()).isEqualTo(order);
    assertThat(both.euiccCiPKIdListForVerification()).isEqualTo(order);
  }

  @Test
  void signsWithTheKeyOfTheCiThatWasAskedFor() {
    var both = Cards.card(BRAINPOOL, NIST);
    var request = smdp.authenticateServer(both.getEuiccChallenge());

    var ok = (AuthenticateServerResponse.Ok) both.authenticateServer(request.der());

    assertThat(ok.eumCertificate()).isEqualTo(NIST.eum().der());
  }

  @Test
  void refusesWithoutAChallenge() {
    assertThat(errorOf(card, smdp.authenticateServer(smdp.octets(16)))).isEqualTo(4);
  }

  @Test
  void letsAChallengeServeOnce() {
    var request = smdp.authenticateServer(card.getEuiccChallenge());
    card.authenticateServer(request.der());

    assertThat(errorOf(card, request)).isEqualTo(4);
  }

  @Test
  void losesNoSessionToAServerOutOfPlace() {
    var authenticated = Cards.authenticate(card, smdp);
    card.authenticateServer(smdp.authenticateServer(smdp.octets(16)).der());

    var response = card.prepareDownload(smdp.prepareDownload(authenticated).der());

    assertThat(response).isInstanceOf(PrepareDownloadResponse.Ok.class);
  }

  @Test
  void refusesToSignUnderACiItHasNoCertificateOf() {
    var unknown = new SubjectKeyId(smdp.octets(20));
    var dpAuth = smdp.credentials.dpAuth();

    var request = smdp.authenticateServer(
        card.getEuiccChallenge(), unknown, dpAuth.certificate().der(), dpAuth.key());

    assertThat(errorOf(card, request)).isEqualTo(7);
  }

  @Test
  void refusesAServerOfACiItDoesNotTrust() {
    var foreign = Cards.issue(Curve.NIST_P256).credentials("foreign").dpAuth();

    var request = smdp.authenticateServer(
        card.getEuiccChallenge(), smdp.ci(), foreign.certificate().der(), foreign.key());

    assertThat(errorOf(card, request)).isEqualTo(7);
  }

  static Stream<Variation> invalidCertificates() {
    var past = Validity.days(Instant.parse("2020-01-01T00:00:00Z"), 1);
    var future = Validity.days(Instant.now().plusSeconds(86_400), 1);
    return Stream.of(
        Variation.with(Variation.Fault.FORGED_SIGNATURE),
        Variation.with(Variation.Fault.WRONG_CA_FLAG),
        Variation.with(Variation.Fault.WRONG_KEY_USAGE),
        Variation.with(Variation.Fault.UNKNOWN_CRITICAL_EXTENSION),
        Variation.NONE.validity(past),
        Variation.NONE.validity(future));
  }

  private int errorOf(TestHierarchy odd) {
    var server = new TestSmdp(odd.credentials("odd"));
    return errorOf(card, server.authenticateServer(card.getEuiccChallenge()));
  }

  @ParameterizedTest
  @MethodSource("invalidCertificates")
  void refusesACertificateThatDoesNotHold(Variation variation) {
    assertThat(errorOf(NIST.with(CertificateRole.DP_AUTH, variation))).isEqualTo(1);
  }

  @Test
  void refusesOctetsThatAreNoCertificate() {
    var request = smdp.authenticateServer(
        card.getEuiccChallenge(),
        smdp.ci(),
        Bytes.fromHex("3003020101"),
        smdp.credentials.dpAuth().key());

    assertThat(errorOf(card, request)).isEqualTo(1);
  }

  @Test
  void refusesACurveItCannotCompute() {
    var brainpoolOnly =
        Cards.population(NIST).euicc(1, builder -> builder.curves(Set.of(Curve.BRAINPOOL_P256R1)));

    var request = smdp.authenticateServer(brainpoolOnly.getEuiccChallenge());

    assertThat(errorOf(brainpoolOnly, request)).isEqualTo(3);
  }

  @Test
  void refusesAKeyOnAnotherCurveThanTheCis() {
    var odd = NIST.with(CertificateRole.DP_AUTH, Variation.with(Variation.Fault.OTHER_CURVE));

    assertThat(errorOf(odd)).isEqualTo(3);
  }

  @Test
  void refusesACertificateForAnotherPurpose() {
    var dpPb = smdp.credentials.dpPb();

    var request = smdp.authenticateServer(
        card.getEuiccChallenge(), smdp.ci(), dpPb.certificate().der(), dpPb.key());

    assertThat(errorOf(card, request)).isEqualTo(5);
  }

  @Test
  void acceptsAnSmDs() {
    var ds = NIST.with(CertificateRole.DP_AUTH, Variation.NONE.role(CertificateRole.DS_AUTH));
    var server = new TestSmdp(ds.credentials("ds"));

    var response = card.authenticateServer(
        server.authenticateServer(card.getEuiccChallenge()).der());

    assertThat(response).isInstanceOf(AuthenticateServerResponse.Ok.class);
  }

  @Test
  void refusesASignatureOfAnotherKey() {
    var dpAuth = smdp.credentials.dpAuth().certificate().der();

    var request = smdp.authenticateServer(
        card.getEuiccChallenge(), smdp.ci(), dpAuth, smdp.credentials.dpPb().key());

    assertThat(errorOf(card, request)).isEqualTo(2);
  }

  @Test
  void refusesAnotherChallengeThanItsOwn() {
    card.getEuiccChallenge();

    assertThat(errorOf(card, smdp.authenticateServer(smdp.octets(16)))).isEqualTo(6);
  }

  @Test
  void refusesOctetsThatAreNoRequest() {
    assertThatExceptionOfType(InvalidMessage.class)
        .isThrownBy(() -> card.authenticateServer(Bytes.fromHex("BF3803800101")));
  }
}
