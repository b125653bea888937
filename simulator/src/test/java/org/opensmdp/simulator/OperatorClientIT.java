package org.opensmdp.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.opensmdp.certs.OperatorPki;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.MatchingId;

/** ES2+ on a socket with mutual TLS (SGP.22 v2 §5.3, §6.5). */
class OperatorClientIT {
  private static final OperatorPki PKI =
      OperatorPki.issue(List.of("localhost"), Cards.CLOCK, new SecureRandom());
  private static final String HEADER =
      "{\"header\":{\"functionExecutionStatus\":{\"status\":\"Executed-Success\"}}";
  private static final Iccid ICCID = Cards.ICCID;
  private static final String CALL_ID = "[0-9a-f-]{36}-[0-9]+";

  private Optional<CannedServer> server = Optional.empty();

  @AfterEach
  void stop() {
    server.ifPresent(CannedServer::close);
  }

  private CannedServer start(OperatorPki clients, String answer) {
    var started = CannedServer.startMutual(
        PKI.server(), clients.trustManager(), request -> CannedServer.Reply.json(answer));
    server = Optional.of(started);
    return started;
  }

  private OperatorClient client(String answer) {
    return new OperatorClient(
        start(PKI, answer).address(), PKI.client("operator"), PKI.trustManager(), "2.999.20");
  }

  /** Returns the body without the call identifier, which differs from call to call. */
  private String received(String function) {
    var request = server.orElseThrow().onlyRequest();
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.path()).isEqualTo("/gsma/rsp2/es2plus/" + function);
    assertThat(request.header("X-admin-protocol")).isEqualTo("gsma/rsp/v2.5.0");
    assertThat(request.header("Content-type")).isEqualTo("application/json");
    return request.body().replaceFirst(CALL_ID, "CALL");
  }

  private static String request(String members) {
    return "{\"header\":{\"functionRequesterIdentifier\":\"2.999.20\","
        + "\"functionCallIdentifier\":\"CALL\"}," + members + "}";
  }

  @Test
  void ordersAProfileOfAType() {
    var client = client(HEADER + ",\"iccid\":\"" + ICCID.padded() + "\"}");

    var iccid = client.downloadOrder(DownloadOrder.ofType("Plan").forEid(EuiccPopulation.eid(7)));

    assertThat(iccid).isEqualTo(ICCID);
    assertThat(received("downloadOrder"))
        .isEqualTo(
            request("\"eid\":\"%s\",\"profileType\":\"Plan\"".formatted(EuiccPopulation.eid(7))));
  }

  @Test
  void ordersACertainProfile() {
    client(HEADER + ",\"iccid\":\"" + ICCID + "\"}").downloadOrder(DownloadOrder.of(ICCID));

    assertThat(received("downloadOrder"))
        .isEqualTo(request("\"iccid\":\"%s\"".formatted(ICCID.padded())));
  }

  @Test
  void confirmsAnOrder() {
    var client = client(HEADER + ",\"matchingId\":\"AB-1\",\"smdpAddress\":\"smdp.example.com\"}");

    var confirmed = client.confirmOrder(OrderConfirmation.release(ICCID)
        .matchingId(new MatchingId("AB-1"))
        .confirmationCode("1234"));

    assertThat(confirmed)
        .isEqualTo(new ConfirmedOrder(
            Optional.empty(), new MatchingId("AB-1"), Optional.of("smdp.example.com")));
    assertThat(received("confirmOrder"))
        .isEqualTo(request("\"iccid\":\"%s\",\"matchingId\":\"AB-1\",".formatted(ICCID.padded())
            + "\"confirmationCode\":\"1234\",\"releaseFlag\":true"));
  }

  @Test
  void confirmsAnOrderForOneCardWithoutAnId() {
    var eid = EuiccPopulation.eid(7);
    var client = client(HEADER + ",\"eid\":\"%s\",\"matchingId\":\"\"}".formatted(eid));

    var confirmed = client.confirmOrder(
        OrderConfirmation.release(ICCID).forEid(eid).matchingId(MatchingId.NONE).withoutRelease());

    assertThat(confirmed)
        .isEqualTo(new ConfirmedOrder(Optional.of(eid), MatchingId.NONE, Optional.empty()));
    assertThat(received("confirmOrder"))
        .isEqualTo(
            request("\"iccid\":\"%s\",\"eid\":\"%s\",\"matchingId\":\"\",\"releaseFlag\":false"
                .formatted(ICCID.padded(), eid)));
  }

  @Test
  void cancelsAnOrder() {
    var client = client(HEADER + "}");

    client.cancelOrder(new OrderCancellation(
        ICCID,
        Optional.empty(),
        Optional.of(new MatchingId("AB-1")),
        OrderCancellation.FinalProfileStatus.UNAVAILABLE));

    assertThat(received("cancelOrder"))
        .isEqualTo(request("\"iccid\":\"%s\",\"matchingId\":\"AB-1\",".formatted(ICCID.padded())
            + "\"finalProfileStatusIndicator\":\"Unavailable\""));
  }

  @Test
  void releasesAProfile() {
    client(HEADER + "}").releaseProfile(ICCID);

    assertThat(received("releaseProfile"))
        .isEqualTo(request("\"iccid\":\"%s\"".formatted(ICCID.padded())));
  }

  @Test
  void givesEveryCallAnotherIdentifier() {
    var client = client(HEADER + "}");

    client.releaseProfile(ICCID);
    client.releaseProfile(ICCID);

    assertThat(server.orElseThrow().requests())
        .extracting(CannedServer.Request::body)
        .doesNotHaveDuplicates();
  }

  @Test
  void tellsWhyTheServerRefuses() {
    var client = client("{\"header\":{\"functionExecutionStatus\":{\"status\":\"Failed\","
        + "\"statusCodeData\":{\"subjectCode\":\"8.2.1\",\"reasonCode\":\"3.9\"}}}}");

    assertThatExceptionOfType(Es2PlusRefusal.class)
        .isThrownBy(() -> client.releaseProfile(ICCID))
        .returns("8.2.1/3.9", Es2PlusRefusal::pair)
        .returns("", Es2PlusRefusal::message);
  }

  @Test
  void refusesAnOrderWithoutIccid() {
    var client = client(HEADER + "}");

    assertThatExceptionOfType(MalformedAnswer.class)
        .isThrownBy(() -> client.downloadOrder(DownloadOrder.ofType("Plan")))
        .withMessageContaining("iccid");
  }

  @Test
  void isNotLetInWithACertificateOfAnotherCa() {
    var foreign = OperatorPki.issue(List.of("localhost"), Cards.CLOCK, new SecureRandom());
    var client = new OperatorClient(
        start(PKI, HEADER + "}").address(),
        foreign.client("operator"),
        PKI.trustManager(),
        "2.999.20");

    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> client.releaseProfile(ICCID));
    assertThat(server.orElseThrow().requests()).isEmpty();
  }

  @Test
  void refusesAServerOfAnotherCa() {
    var foreign = OperatorPki.issue(List.of("localhost"), Cards.CLOCK, new SecureRandom());
    var client = new OperatorClient(
        start(PKI, HEADER + "}").address(),
        PKI.client("operator"),
        foreign.trustManager(),
        "2.999.20");

    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> client.releaseProfile(ICCID));
    assertThat(server.orElseThrow().requests()).isEmpty();
  }

  @Test
  void keepsTheCodeOutOfItsText() {
    assertThat(OrderConfirmation.release(ICCID).confirmationCode("secret").toString())
        .doesNotContain("secret");
  }
}
