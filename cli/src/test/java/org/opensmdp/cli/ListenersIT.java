package org.opensmdp.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.opensmdp.activation.ProfileState;
import org.opensmdp.certs.Finding;
import org.opensmdp.crypto.Curve;
import org.opensmdp.rsp.InitiateAuthenticationRequest;
import org.opensmdp.rsp.VersionType;
import org.opensmdp.server.ConfigReader;
import org.opensmdp.server.Doctor;
import org.opensmdp.simulator.Es9PlusClient;
import org.opensmdp.simulator.Es9PlusRefusal;
import org.opensmdp.simulator.InstallOutcome;
import org.opensmdp.simulator.Lpa;
import org.opensmdp.simulator.VirtualEuicc;

/** Two listeners of one server, on both curves and on P-256 alone, as cards and phones meet them. */
class ListenersIT {
  private static final VersionType SVN = new VersionType(2, 5, 0);
  private static TwoPorts ports;

  @BeforeAll
  static void start() {
    ports = new TwoPorts();
  }

  @AfterAll
  static void stop() {
    ports.close();
  }

  @ParameterizedTest
  @CsvSource({
    "BRAINPOOL_P256R1, BRAINPOOL_P256R1",
    "NIST_P256, NIST_P256",
    "BRAINPOOL_P256R1, NIST_P256",
    "NIST_P256, BRAINPOOL_P256R1"
  })
  void carriesAProfileToEitherCardOverTlsOnEitherCurveAtOnePort(Curve card, Curve tls) {
    var order = ports.release();
    var lpa = ports.lpa(ports.card(card), tls);

    var outcome = lpa.download(order.activationCode(), Optional.empty());

    assertThat(outcome).isInstanceOf(InstallOutcome.Installed.class);
    assertThat(lpa.euicc().profiles().get(0).iccid()).isEqualTo(order.iccid());
    var profiles = ports.server().stores().profiles();
    TestHouse.await(() ->
        profiles.find(order.iccid()).orElseThrow().profile().state() == ProfileState.INSTALLED);
    assertThat(profiles.find(order.iccid()).orElseThrow().profile().state())
        .isEqualTo(ProfileState.INSTALLED);
  }

  @Test
  void refusesABrainpoolCardWhereThereIsP256Alone() {
    var lpa = ports.lpa(ports.card(Curve.BRAINPOOL_P256R1), Curve.NIST_P256);

    assertThat(refusalOf(lpa, ports.nistOnly())).isEqualTo("8.8.2/3.1");
  }

  @Test
  void refusesACardThatCanVerifyBrainpoolAloneWhereThereIsP256Alone() {
    var card = ports.card(Curve.NIST_P256, Curve.BRAINPOOL_P256R1);

    assertThat(refusalOf(ports.lpa(card, Curve.NIST_P256), ports.nistOnly()))
        .isEqualTo("8.8.4/3.7");
  }

  @Test
  void provesItselfOnBrainpoolToACardThatSignsOnP256WhereThereIsBoth() {
    var card = ports.card(Curve.NIST_P256, Curve.BRAINPOOL_P256R1);

    var initiated =
        ports.lpa(card, Curve.NIST_P256).initiateAuthentication(Visitors.local(ports.bothCurves()));

    var answer = initiated.response();
    assertThat(ports.hierarchy(Curve.NIST_P256).ci().subjectKeyId())
        .contains(answer.euiccCiPKIdToBeUsed());
    assertThat(ports
            .hierarchy(Curve.BRAINPOOL_P256R1)
            .credentials("a")
            .dpAuth()
            .certificate()
            .der())
        .isEqualTo(answer.serverCertificate());
  }

  private static String refusalOf(Lpa lpa, InetSocketAddress port) {
    try {
      lpa.initiateAuthentication(Visitors.local(port));
      return "none";
    } catch (Es9PlusRefusal refusal) {
      return refusal.pair();
    }
  }

  @Test
  void letsNobodyInOnBrainpoolWhereThereIsP256Alone() {
    var lpa = ports.lpa(ports.card(Curve.BRAINPOOL_P256R1), Curve.BRAINPOOL_P256R1);

    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> lpa.initiateAuthentication(Visitors.local(ports.nistOnly())))
        .withRootCauseInstanceOf(java.io.IOException.class)
        .withMessageContaining("handshake_failure");
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void speaksEitherHttpVersionOverBrainpool(HttpClient.Version version) throws Exception {
    var http = ports.http(Curve.BRAINPOOL_P256R1, version);
    var url = "https://" + Visitors.local(ports.bothCurves()) + "/gsma/rsp2/es9plus/unknown";

    var answer = http.send(
        HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());

    assertThat(answer.version()).isEqualTo(version);
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.2");
  }

  /** The certificate says localhost. */
  @Test
  void ourClientRefusesAnotherHostNameOnBrainpool() {
    var lpa = ports.lpa(ports.card(Curve.BRAINPOOL_P256R1), Curve.BRAINPOOL_P256R1);

    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(
            () -> lpa.initiateAuthentication("127.0.0.1:" + ports.bothCurves().getPort()))
        .withCauseInstanceOf(SSLException.class);
  }

  @Test
  void isCalledByItsNameWithThePrefixOfVersion3Too() {
    var client = Es9PlusClient.over(
        ports.http(Curve.NIST_P256, HttpClient.Version.HTTP_1_1),
        Visitors.local(ports.bothCurves()),
        SVN);

    var answer =
        client.initiateAuthentication(request(ports.card(Curve.NIST_P256), "rsp3-localhost"));

    assertThat(answer.serverSigned1().serverAddress()).isEqualTo("rsp3-localhost");
  }

  private static InitiateAuthenticationRequest request(VirtualEuicc card, String smdpAddress) {
    return new InitiateAuthenticationRequest(
        card.getEuiccChallenge(), card.euiccInfo1(), smdpAddress);
  }

  @Test
  void theDoctorSaysWhoIsShownWhich() {
    var config = new ConfigReader(Map.of()).read(ports.configuration());

    var findings = new Doctor(config, Clock.systemUTC()).examine();

    assertThat(findings)
        .extracting(Finding::what)
        .contains(
            "localhost at 127.0.0.1:0: clients that can do P-256 are shown the TLS certificate of"
                + " the set nist",
            "localhost at 127.0.0.1:0: clients that can do brainpoolP256r1 and not P-256 are shown"
                + " that of the set brainpool");
    assertThat(findings)
        .extracting(Finding::severity)
        .doesNotContain(Finding.Severity.WARNING, Finding.Severity.ERROR);
  }
}
