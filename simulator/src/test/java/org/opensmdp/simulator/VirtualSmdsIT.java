package org.opensmdp.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opensmdp.certs.CertificateRole;
import org.opensmdp.certs.CiTrust;
import org.opensmdp.certs.TestHierarchy;
import org.opensmdp.certs.TlsIdentity;
import org.opensmdp.certs.Variation;
import org.opensmdp.crypto.Curve;
import org.opensmdp.rsp.AuthenticateClientRequest;
import org.opensmdp.rsp.AuthenticateServerRequest;
import org.opensmdp.rsp.CtxParams1;
import org.opensmdp.rsp.InitiateAuthenticationRequest;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.rsp.SmdpOid;

/** The virtual SM-DS on its sockets: ES12 and ES11 with every status pair (SGP.22 v2 §5.4, §5.8). */
class VirtualSmdsIT {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final TestHierarchy PKI = TestHierarchy.issue(
      TestHierarchy.Plan.of(Curve.NIST_P256, "localhost"), Clock.systemUTC(), RANDOM);
  private static final TestHierarchy OTHER_PKI = TestHierarchy.issue(
      TestHierarchy.Plan.of(Curve.NIST_P256, "localhost"), Clock.systemUTC(), RANDOM);
  private static final String EVENT = "EVENT-1";

  private final VirtualSmds smds =
      VirtualSmds.start(List.of(PKI.discovery("localhost")), "localhost", 0, Clock.systemUTC());
  private final VirtualEuicc card = cards(PKI).euicc(1);
  private final Es11Client device =
      Es11Client.over(Es9PlusClient.http(List.of(PKI.tlsCi())), smds.address());
  private final Lpa lpa = lpa(card);

  @AfterEach
  void stop() {
    smds.close();
  }

  private static EuiccPopulation cards(TestHierarchy hierarchy) {
    return new EuiccPopulation(List.of(hierarchy), RANDOM, Clock.systemUTC());
  }

  private static Lpa lpa(VirtualEuicc euicc) {
    return new Lpa(
        euicc,
        Es9PlusClient.any(List.of(PKI.tlsCi())),
        LpaOptions.defaults(),
        LpaListener.NONE,
        Clock.systemUTC());
  }

  @Test
  void tellsACardWhatWaitsForItOldestFirst() {
    assertThat(lpa.discover(device)).isEmpty();
    assertThat(register(EVENT)).isEqualTo("OK");
    assertThat(register("EVENT-2")).isEqualTo("OK");

    assertThat(lpa.discover(device)).containsExactly(entry(EVENT), entry("EVENT-2"));
    assertThat(lpa.discover(device, Optional.of(new MatchingId("EVENT-2"))))
        .containsExactly(entry("EVENT-2"));
    assertThat(lpa(cards(PKI).euicc(2)).discover(device)).isEmpty();
  }

  private static EventEntry entry(String id) {
    return new EventEntry(new MatchingId(id), "smdp.example.com");
  }

  @Test
  void knowsTheOwnerOfAnEventByItsCertificate() {
    assertThat(register(EVENT)).isEqualTo("OK");
    assertThat(register(EVENT)).isEqualTo("8.9.5/3.3");
    assertThat(smds.events())
        .singleElement()
        .returns(new SmdpOid("2.999.10"), SmdsEvent::owner)
        .returns(false, SmdsEvent::forwarding);
    var variation = Variation.NONE.oid(new SmdpOid("2.999.12"));
    var stranger =
        PKI.with(CertificateRole.DP_TLS, variation).credentials("dp2").tls();

    assertThat(call(stranger, "deleteEvent", delete(EVENT))).isEqualTo("8.9.5/3.9");
    assertThat(call("deleteEvent", delete(EVENT))).isEqualTo("OK");
    assertThat(call("deleteEvent", delete(EVENT))).isEqualTo("8.9.5/3.9");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{} | 1.2.1/2.1",
        "{'header':{'functionRequesterIdentifier':'a'}} | 1.2.2/2.1",
        "{'header':HEADER} | 1.6/2.2",
        "{'header':HEADER,'eid':'123','eventId':'A','rspServerAddress':'a.example','forwardingIndicator':false} | 8.1.1/2.1",
        "{'header':HEADER,'eid':'EID','rspServerAddress':'a.example','forwardingIndicator':false} | 1.6/2.2",
        "{'header':HEADER,'eid':'EID','eventId':'a b','rspServerAddress':'a.example','forwardingIndicator':false} | 1.6/2.1",
        "{'header':HEADER,'eid':'EID','eventId':'A','rspServerAddress':'a b','forwardingIndicator':false} | 1.6/2.1",
        "{'header':HEADER,'eid':'EID','eventId':'A','rspServerAddress':'a.example'} | 1.6/2.2",
        "[] | HTTP 400",
        "{'header':HEADER,'header':HEADER} | HTTP 400"
      })
  void refusesRequestsThatAreNone(String body, String answer) {
    assertThat(call("registerEvent", body)).isEqualTo(answer);
    assertThat(smds.events()).isEmpty();
  }

  @Test
  void letsNobodyRegisterWithoutTheCertificateOfAnSmDp() {
    assertThat(SmdsCaller.of(PKI, Optional.empty()).call(smds, "registerEvent", "{}"))
        .isEqualTo("HTTP 401");
    var ds = PKI.discovery("localhost").tls();
    assertThat(call(ds, "registerEvent", "{}")).isEqualTo("HTTP 401");
    var foreign = OTHER_PKI.credentials("foreign").tls();
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> call(foreign, "registerEvent", "{}"));
    assertThat(call("nothing", "{}")).isEqualTo("HTTP 404");
  }

  @Test
  void refusesACardOfAnotherCi() {
    assertThatExceptionOfType(Es11Refusal.class)
        .isThrownBy(() -> lpa(cards(OTHER_PKI).euicc(1)).discover(device))
        .returns("8.9.2/3.1", Es11Refusal::pair);
  }

  @Test
  void refusesAnotherAddressThanItsOwn() {
    var request = new InitiateAuthenticationRequest(
        card.getEuiccChallenge(), card.euiccInfo1(), "other.example.com");

    assertThatExceptionOfType(Es11Refusal.class)
        .isThrownBy(() -> device.initiateAuthentication(request))
        .returns("8.9.1/3.8", Es11Refusal::pair);
  }

  @Test
  void refusesAnEventThatIsNotThere() {
    assertThatExceptionOfType(Es11Refusal.class)
        .isThrownBy(() -> lpa.discover(device, Optional.of(new MatchingId("NONE"))))
        .returns("8.9.5/3.9", Es11Refusal::pair);
  }

  @Test
  void refusesAProofThatWasGivenBeforeOrIsForAnotherSession() {
    var first = authenticate();
    assertThat(device.authenticateClient(first)).isEmpty();
    assertThatExceptionOfType(Es11Refusal.class)
        .isThrownBy(() -> device.authenticateClient(first))
        .returns("8.10.1/3.9", Es11Refusal::pair);
    var second = authenticate();
    var mixed =
        new AuthenticateClientRequest(second.transactionId(), first.authenticateServerResponse());
    assertThatExceptionOfType(Es11Refusal.class)
        .isThrownBy(() -> device.authenticateClient(mixed))
        .returns("8.10.1/3.9", Es11Refusal::pair);
  }

  private AuthenticateClientRequest authenticate() {
    var answer = device.initiateAuthentication(new InitiateAuthenticationRequest(
        card.getEuiccChallenge(), card.euiccInfo1(), smds.address()));
    var request = AuthenticateServerRequest.of(
        answer.serverSigned1(),
        answer.serverSignature1(),
        answer.euiccCiPKIdToBeUsed(),
        answer.serverCertificate(),
        CtxParams1.of(Optional.empty(), LpaOptions.defaults().deviceInfo()));
    return new AuthenticateClientRequest(
        answer.transactionId(), card.authenticateServer(request.der()));
  }

  @Test
  void keepsWhatItKnowsWhileItIsAway() {
    register(EVENT);
    smds.pause();
    assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> lpa.discover(device));
    smds.resume();

    assertThat(lpa.discover(device)).containsExactly(entry(EVENT));
  }

  private String register(String event) {
    return call(
        "registerEvent",
        ("{'header':HEADER,'eid':'EID','eventId':'%s','rspServerAddress':'smdp.example.com',"
                + "'forwardingIndicator':false}")
            .formatted(event));
  }

  private static String delete(String event) {
    return "{'header':HEADER,'eid':'EID','eventId':'%s'}".formatted(event);
  }

  private String call(String function, String body) {
    return call(PKI.credentials("dp").tls(), function, body);
  }

  private String call(TlsIdentity identity, String function, String body) {
    return SmdsCaller.of(PKI, Optional.of(identity))
        .call(
            smds,
            function,
            body.replace(
                    "HEADER",
                    "{'functionRequesterIdentifier':'2.999.10','functionCallIdentifier':'1'}")
                .replace("'EID'", "'" + card.eid().digits() + "'"));
  }

  /** ES12 on octets, as an SM-DP+ of whatever kind sends them. */
  private record SmdsCaller(HttpCaller http) {
    static SmdsCaller of(TestHierarchy trusted, Optional<TlsIdentity> identity) {
      var trust = CiTrust.trustManager(List.of(trusted.tlsCi()));
      var client = identity
          .map(own -> TlsClients.of(trust, own.keyManagers()))
          .orElseGet(() -> TlsClients.of(trust));
      return new SmdsCaller(new HttpCaller(
          HttpTransport.over(client, Duration.ofSeconds(20)), Optional.empty(), "gsma/rsp/v2.5.0"));
    }

    String call(VirtualSmds smds, String function, String body) {
      var url = "https://" + smds.address() + "/gsma/rsp2/es12/" + function;
      var octets = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
      var answer = http.post(function, url, "application/json", octets);
      if (answer.status() != 200) {
        return "HTTP " + answer.status();
      }
      return AnswerReader.read(answer.body().toArray()) instanceof FunctionAnswer.Failed failed
          ? failed.subject() + "/" + failed.reason()
          : "OK";
    }
  }
}
