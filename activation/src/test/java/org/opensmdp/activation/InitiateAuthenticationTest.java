package org.opensmdp.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensmdp.activation.Refusals.assertRefused;
import static org.opensmdp.activation.SampleStock.ADDRESS;
import static org.opensmdp.activation.TestCard.CHALLENGE;
import static org.opensmdp.activation.TestCard.SVN;
import static org.opensmdp.activation.TestCard.keyId;
import static org.opensmdp.rsp.StatusCode.SECURITY_CONFIGURATION_UNSUPPORTED;
import static org.opensmdp.rsp.StatusCode.SMDP_ADDRESS_REFUSED;
import static org.opensmdp.rsp.StatusCode.SMDP_CERTIFICATE_UNAVAILABLE;
import static org.opensmdp.rsp.StatusCode.SVN_UNSUPPORTED;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensmdp.certs.TestHierarchy;
import org.opensmdp.crypto.Signatures;
import org.opensmdp.rsp.Der;
import org.opensmdp.rsp.EuiccInfo1;
import org.opensmdp.rsp.InitiateAuthenticationRequest;
import org.opensmdp.rsp.InitiateAuthenticationResponse;
import org.opensmdp.rsp.SignatureTlv;
import org.opensmdp.rsp.SubjectKeyId;
import org.opensmdp.rsp.Tlv;
import org.opensmdp.rsp.VersionType;

/** ES9+.InitiateAuthentication (SGP.22 v2 §5.6.1). */
class InitiateAuthenticationTest {
  private final TestServer server = new TestServer(TestPki.NIST, TestPki.BRAINPOOL);

  @ParameterizedTest
  @ValueSource(
      strings = {
        ADDRESS,
        "SMDP.Example.Com",
        "smdp.example.com:443",
        "smdp.example.com:8443",
        "smdp.example.com.",
        "second.example.com"
      })
  void acceptsItsOwnNamesAndEchoesTheSpelling(String address) {
    var response = server.initiateAuthentication.run(server.card.hello(SVN, address));

    assertThat(response.serverSigned1().serverAddress()).isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(strings = {"other.example.com", "", "smdp.example.com.evil.example", "example.com"})
  void refusesAnAddressThatIsNotItsOwn(String address) {
    assertRefused(
        SMDP_ADDRESS_REFUSED,
        () -> server.initiateAuthentication.run(server.card.hello(SVN, address)));
  }

  @ParameterizedTest
  @CsvSource({"2,0,0", "2,1,0", "2,2,2", "2,3,0", "2,4,0", "2,5,0", "2,6,0", "2,6,1", "2,255,255"})
  void acceptsEveryVersionTwo(int major, int minor, int revision) {
    var version = new VersionType(major, minor, revision);

    assertProves(
        server.initiateAuthentication.run(server.card.hello(version, ADDRESS)), TestPki.NIST);
  }

  @Test
  void answersAV3CardAsAV2Card() {
    var info = v3Info(List.of(keyId(TestPki.NIST.ci())), List.of(keyId(TestPki.NIST.ci())));

    var response = server.initiateAuthentication.run(
        new InitiateAuthenticationRequest(CHALLENGE, info, ADDRESS));

    assertProves(response, TestPki.NIST);
    assertThat(response.euiccCiPKIdToBeUsed()).isEqualTo(keyId(TestPki.NIST.ci()));
  }

  @Test
  void refusesAV3CardThatSignsUnderListB1Alone() {
    var info = v3Info(List.of(keyId(TestPki.NIST.ci())), List.of());

    assertRefused(
        SECURITY_CONFIGURATION_UNSUPPORTED,
        () -> server.initiateAuthentication.run(
            new InitiateAuthenticationRequest(CHALLENGE, info, ADDRESS)));
  }

  /** Its lowest version, which is a 2.x, list B1, euiccRspCapability, and its highest version. */
  private static EuiccInfo1 v3Info(List<SubjectKeyId> verification, List<SubjectKeyId> signing) {
    var v2 = EuiccInfo1.of(new VersionType(2, 2, 0), verification, signing);
    var signV3 = Der.tlv(0x04, keyId(TestPki.NIST.ci()).octets());
    return EuiccInfo1.parse(Der.tlv(
        0xBF20,
        Tlv.parse("EUICCInfo1", v2.der()).value(),
        Der.tlv(0xB1, signV3),
        Der.namedBits(0x88, 0, 3),
        Der.tlv(0x93, new VersionType(3, 1, 0).octets())));
  }

  @ParameterizedTest
  @CsvSource({"0,0,0", "1,0,0", "1,255,255", "3,0,0", "3,1,0", "255,0,0"})
  void refusesOtherVersions(int major, int minor, int revision) {
    var hello = server.card.hello(new VersionType(major, minor, revision), ADDRESS);

    assertRefused(SVN_UNSUPPORTED, () -> server.initiateAuthentication.run(hello));
  }

  @Test
  void refusesACardThatSignsUnderNoCiOfOurs() {
    var hello = hello(List.of(TestPki.NIST), List.of(TestPki.STRANGER));

    assertRefused(
        SECURITY_CONFIGURATION_UNSUPPORTED, () -> server.initiateAuthentication.run(hello));
  }

  @Test
  void refusesACardThatVerifiesUnderNoCiOfOurs() {
    var hello = hello(List.of(TestPki.STRANGER), List.of(TestPki.NIST));

    assertRefused(SMDP_CERTIFICATE_UNAVAILABLE, () -> server.initiateAuthentication.run(hello));
  }

  @Test
  void judgesTheSigningListBeforeTheVerificationList() {
    var hello = hello(List.of(TestPki.STRANGER), List.of(TestPki.STRANGER));

    assertRefused(
        SECURITY_CONFIGURATION_UNSUPPORTED, () -> server.initiateAuthentication.run(hello));
  }

  @Test
  void choosesTheFirstCiInTheOrderOfTheCard() {
    var both = List.of(TestPki.STRANGER, TestPki.BRAINPOOL, TestPki.NIST);

    var response = server.initiateAuthentication.run(hello(both, both));

    assertThat(response.euiccCiPKIdToBeUsed()).isEqualTo(keyId(TestPki.BRAINPOOL.ci()));
    assertProves(response, TestPki.BRAINPOOL);
  }

  @Test
  void provesItselfUnderAnotherCiWhereTheCardCanOnlyVerifyThat() {
    var response =
        server.initiateAuthentication.run(hello(List.of(TestPki.BRAINPOOL), List.of(TestPki.NIST)));

    assertThat(response.euiccCiPKIdToBeUsed()).isEqualTo(keyId(TestPki.NIST.ci()));
    assertProves(response, TestPki.BRAINPOOL);
  }

  @Test
  void provesItselfUnderTheCiItChoseWhicheverTheCardVerifiesFirst() {
    var response = server.initiateAuthentication.run(
        hello(List.of(TestPki.BRAINPOOL, TestPki.NIST), List.of(TestPki.NIST)));

    assertThat(response.euiccCiPKIdToBeUsed()).isEqualTo(keyId(TestPki.NIST.ci()));
    assertProves(response, TestPki.NIST);
  }

  @Test
  void provesItselfOnNist() {
    assertProves(server.initiateAuthentication.run(server.card.hello()), TestPki.NIST);
  }

  @Test
  void provesItselfOnBrainpool() {
    var brainpool = List.of(TestPki.BRAINPOOL);

    assertProves(server.initiateAuthentication.run(hello(brainpool, brainpool)), TestPki.BRAINPOOL);
  }

  @Test
  void makesAnotherTransactionAndChallengeEachTimeAndKeepsNothing() {
    var one = server.initiateAuthentication.run(server.card.hello());
    var other = server.initiateAuthentication.run(server.card.hello());

    assertThat(one.transactionId()).isNotEqualTo(other.transactionId());
    assertThat(one.serverSigned1().serverChallenge())
        .isNotEqualTo(other.serverSigned1().serverChallenge());
    assertThat(server.store.downloads().isUsed(one.transactionId())).isFalse();
    assertThat(server.store.events()).isEmpty();
  }

  private static InitiateAuthenticationRequest hello(
      List<TestHierarchy> verification, List<TestHierarchy> signing) {
    var info = EuiccInfo1.of(
        SVN,
        verification.stream().map(each -> keyId(each.ci())).toList(),
        signing.stream().map(each -> keyId(each.ci())).toList());
    return new InitiateAuthenticationRequest(CHALLENGE, info, ADDRESS);
  }

  private static void assertProves(InitiateAuthenticationResponse response, TestHierarchy pki) {
    var dpAuth = pki.credentials("set").dpAuth().certificate();
    var signed = response.serverSigned1();
    assertThat(response.serverCertificate()).isEqualTo(dpAuth.der());
    assertThat(signed.transactionId()).isEqualTo(response.transactionId());
    assertThat(signed.euiccChallenge()).isEqualTo(CHALLENGE);
    assertThat(Signatures.verify(
            dpAuth.publicKey(), signed.der(), SignatureTlv.value(response.serverSignature1())))
        .isTrue();
  }
}
