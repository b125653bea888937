package org.opensmdp.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.opensmdp.simulator.Cards.NIST;

import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensmdp.certs.TestHierarchy;
import org.opensmdp.crypto.Curve;
import org.opensmdp.rsp.AuthenticateClientRequest;
import org.opensmdp.rsp.AuthenticateServerResponse;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.CancelSessionFunctionRequest;
import org.opensmdp.rsp.CancelSessionResponse;
import org.opensmdp.rsp.GetBoundProfilePackageRequest;
import org.opensmdp.rsp.InitiateAuthenticationRequest;
import org.opensmdp.rsp.PendingNotification;
import org.opensmdp.rsp.PrepareDownloadResponse;
import org.opensmdp.rsp.TransactionId;

/** ES9+ on a socket: what is sent, octet for octet, and what is not taken (SGP.22 v2 §6.5). */
class Es9PlusClientIT {
  private static final TransactionId ID = TransactionId.fromHex("0A0B0C0D");
  private static final String HEADER =
      "{\"header\":{\"functionExecutionStatus\":{\"status\":\"Executed-Success\"}}";
  private static final String FAILED = "{\"header\":{\"functionExecutionStatus\":"
      + "{\"status\":\"Failed\",\"statusCodeData\":{\"subjectCode\":\"8.2.6\","
      + "\"reasonCode\":\"3.8\",\"message\":\"no such code\"}}}}";

  private Optional<CannedServer> server = Optional.empty();

  @AfterEach
  void stop() {
    server.ifPresent(CannedServer::close);
  }

  private Es9PlusClient client(CannedServer.Reply reply) {
    var started = CannedServer.start(NIST.credentials("test").tls(), request -> reply);
    server = Optional.of(started);
    return Es9PlusClient.of(List.of(NIST.tlsCi()), started.address());
  }

  private static String base64(Bytes octets) {
    return Base64.getEncoder().encodeToString(octets.toArray());
  }

  private CannedServer.Request received(String function) {
    var request = server.orElseThrow().onlyRequest();
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.path()).isEqualTo("/gsma/rsp2/es9plus/" + function);
    assertThat(request.header("User-agent")).isEqualTo("gsma-rsp-lpad");
    assertThat(request.header("X-admin-protocol")).isEqualTo("gsma/rsp/v2.5.0");
    assertThat(request.header("Content-type")).isEqualTo("application/json");
    return request;
  }

  @Test
  void sendsInitiateAuthentication() {
    var smdp = Cards.smdp(NIST);
    var card = Cards.card(NIST);
    var challenge = card.getEuiccChallenge();
    var answer = smdp.authenticateServer(challenge);
    var client = client(CannedServer.Reply.json(HEADER
        + ",\"transactionId\":\"%s\",\"serverSigned1\":\"%s\",\"serverSignature1\":\"%s\","
            .formatted(
                smdp.transactionId,
                base64(answer.serverSigned1().der()),
                base64(answer.serverSignature1()))
        + "\"euiccCiPKIdToBeUsed\":\"%s\",\"serverCertificate\":\"%s\"}"
            .formatted(base64(smdp.ci().toDer()), base64(answer.serverCertificate()))));

    var response = client.initiateAuthentication(
        new InitiateAuthenticationRequest(challenge, card.euiccInfo1(), "smdp.example.com"));

    assertThat(received("initiateAuthentication").body())
        .isEqualTo("{\"euiccChallenge\":\"%s\",\"euiccInfo1\":\"%s\",\"smdpAddress\":\"%s\"}"
            .formatted(base64(challenge), base64(card.euiccInfo1().der()), "smdp.example.com"));
    assertThat(response.transactionId()).isEqualTo(smdp.transactionId);
    assertThat(response.serverSigned1()).isEqualTo(answer.serverSigned1());
    assertThat(response.serverSignature1()).isEqualTo(answer.serverSignature1());
    assertThat(response.euiccCiPKIdToBeUsed()).isEqualTo(smdp.ci());
    assertThat(response.serverCertificate()).isEqualTo(answer.serverCertificate());
  }

  private static AuthenticateClientRequest refusalOfTheCard() {
    return new AuthenticateClientRequest(ID, AuthenticateServerResponse.Error.of(ID, 2));
  }

  @Test
  void sendsAuthenticateClient() {
    var smdp = Cards.smdp(NIST);
    smdp.transactionId = ID;
    var request = smdp.prepareDownload(Cards.authenticate(Cards.card(NIST), smdp));
    var metadata = Cards.metadata(Cards.ICCID).build().der();
    var client = client(CannedServer.Reply.json(HEADER
        + ",\"transactionId\":\"0A0B0C0D\",\"profileMetadata\":\"%s\",\"smdpSigned2\":\"%s\","
            .formatted(base64(metadata), base64(request.smdpSigned2().der()))
        + "\"smdpSignature2\":\"%s\",\"smdpCertificate\":\"%s\"}"
            .formatted(base64(request.smdpSignature2()), base64(request.smdpCertificate()))));

    var response = client.authenticateClient(refusalOfTheCard());

    assertThat(received("authenticateClient").body())
        .isEqualTo("{\"transactionId\":\"0A0B0C0D\",\"authenticateServerResponse\":\"%s\"}"
            .formatted(base64(Bytes.fromHex("BF380BA10980040A0B0C0D020102"))));
    assertThat(response.profileMetadata()).isEqualTo(metadata);
    assertThat(response.smdpSigned2()).isEqualTo(request.smdpSigned2());
    assertThat(response.smdpSignature2()).isEqualTo(request.smdpSignature2());
    assertThat(response.smdpCertificate()).isEqualTo(request.smdpCertificate());
  }

  @Test
  void sendsGetBoundProfilePackage() {
    var client = client(CannedServer.Reply.json(
        HEADER + ",\"transactionId\":\"0A0B0C0D\",\"boundProfilePackage\":\"vzYA\"}"));

    var response = client.getBoundProfilePackage(
        new GetBoundProfilePackageRequest(ID, PrepareDownloadResponse.Error.of(ID, 1)));

    assertThat(received("getBoundProfilePackage").body())
        .isEqualTo("{\"transactionId\":\"0A0B0C0D\",\"prepareDownloadResponse\":\"%s\"}"
            .formatted(base64(Bytes.fromHex("BF210BA10980040A0B0C0D020101"))));
    assertThat(response.boundProfilePackage()).isEqualTo(Bytes.fromHex("BF3600"));
  }

  private static PendingNotification notification() {
    var card = Cards.card(NIST);
    return Cards.install(card, Cards.smdp(NIST), Cards.metadata(Cards.ICCID).build());
  }

  @Test
  void sendsHandleNotification() {
    var notification = notification();

    client(CannedServer.Reply.nothing()).handleNotification(notification);

    assertThat(received("handleNotification").body())
        .isEqualTo("{\"pendingNotification\":\"%s\"}".formatted(base64(notification.der())));
  }

  @Test
  void sendsCancelSession() {
    client(CannedServer.Reply.json(HEADER + "}"))
        .cancelSession(new CancelSessionFunctionRequest(ID, CancelSessionResponse.Error.of(5)));

    assertThat(received("cancelSession").body())
        .isEqualTo("{\"transactionId\":\"0A0B0C0D\",\"cancelSessionResponse\":\"v0EDgQEF\"}");
  }

  @Test
  void tellsWhyTheServerRefuses() {
    var client = client(CannedServer.Reply.json(FAILED));

    assertThatExceptionOfType(Es9PlusRefusal.class)
        .isThrownBy(() -> client.authenticateClient(refusalOfTheCard()))
        .returns("8.2.6", Es9PlusRefusal::subject)
        .returns("3.8", Es9PlusRefusal::reason)
        .returns("no such code", Es9PlusRefusal::message);
  }

  private static String packageAnswer(String members) {
    return HEADER + "," + members + "}";
  }

  static Stream<CannedServer.Reply> malformed() {
    String good = "\"transactionId\":\"0A0B0C0D\",\"boundProfilePackage\":\"vzYA\"";
    var ok = CannedServer.Reply.json(packageAnswer(good));
    return Stream.of(
        new CannedServer.Reply(500, ok.headers(), ok.body()),
        new CannedServer.Reply(201, ok.headers(), ok.body()),
        new CannedServer.Reply(400, ok.headers(), FAILED),
        new CannedServer.Reply(307, ok.headers(), "").with("Location", "https://localhost/"),
        CannedServer.Reply.nothing(),
        ok.without("X-Admin-Protocol"),
        ok.with("X-Admin-Protocol", "gsma/rsp/v2"),
        ok.without("Content-Type"),
        ok.with("Content-Type", "text/plain"),
        CannedServer.Reply.json("not JSON"),
        CannedServer.Reply.json("[]"),
        CannedServer.Reply.json("\uFEFF" + ok.body()),
        CannedServer.Reply.json(ok.body() + "{}"),
        CannedServer.Reply.json("{" + good + "}"),
        CannedServer.Reply.json("{\"header\":{}," + good + "}"),
        CannedServer.Reply.json(ok.body().replace("{\"header\":{", "{\"header\":{\"extra\":1,")),
        CannedServer.Reply.json("{\"header\":[]," + good + "}"),
        CannedServer.Reply.json(ok.body().replace("Executed-Success", "Executed-WithWarning")),
        CannedServer.Reply.json(ok.body().replace("\"status\":", "\"extra\":1,\"status\":")),
        CannedServer.Reply.json(packageAnswer(good + ",\"extra\":null")),
        CannedServer.Reply.json(packageAnswer(good + ",\"transactionId\":\"0A0B0C0D\"")),
        CannedServer.Reply.json(packageAnswer("\"boundProfilePackage\":\"vzYA\"")),
        CannedServer.Reply.json(packageAnswer("\"transactionId\":\"0A0B0C0D\"")),
        CannedServer.Reply.json(packageAnswer(good.replace("0A0B0C0D", "0a0b0c0d"))),
        CannedServer.Reply.json(packageAnswer(good.replace("0A0B0C0D", "0A0B0C0E"))),
        CannedServer.Reply.json(packageAnswer(good.replace("\"vzYA\"", "7"))),
        CannedServer.Reply.json(packageAnswer(good.replace("vzYA", "vz YA"))),
        CannedServer.Reply.json(packageAnswer(good.replace("vzYA", "vzY_"))),
        CannedServer.Reply.json(packageAnswer(good.replace("vzYA", "vyUA"))),
        CannedServer.Reply.json(FAILED.replace("\"8.2.6\"", "8.2")),
        CannedServer.Reply.json(FAILED.replace(",\"reasonCode\":\"3.8\"", "")),
        CannedServer.Reply.json(FAILED.substring(0, FAILED.length() - 1) + "," + good + "}"));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void refusesAnAnswerThatStrictClientsRefuse(CannedServer.Reply reply) {
    var client = client(reply);
    var request = new GetBoundProfilePackageRequest(ID, PrepareDownloadResponse.Error.of(ID, 1));

    assertThatExceptionOfType(MalformedAnswer.class)
        .isThrownBy(() -> client.getBoundProfilePackage(request));
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json;charset=UTF-8", "application/json; charset=utf-8"})
  void takesACharset(String contentType) {
    var client = client(CannedServer.Reply.json(HEADER + "}").with("Content-Type", contentType));

    client.cancelSession(new CancelSessionFunctionRequest(ID, CancelSessionResponse.Error.of(5)));

    assertThat(server.orElseThrow().requests()).hasSize(1);
  }

  @Test
  void wants204ForANotification() {
    var client = client(CannedServer.Reply.json(HEADER + "}"));
    var notification = notification();

    assertThatExceptionOfType(MalformedAnswer.class)
        .isThrownBy(() -> client.handleNotification(notification));
  }

  private void assertNotTrusted(Es9PlusClient client) {
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> client.authenticateClient(refusalOfTheCard()))
        .withRootCauseInstanceOf(Exception.class)
        .satisfies(e -> assertThat(e.getCause()).isInstanceOf(SSLHandshakeException.class));
    assertThat(server.orElseThrow().requests()).isEmpty();
  }

  @Test
  void refusesACertificateOfAnotherHost() {
    var elsewhere = TestHierarchy.issue(
        TestHierarchy.Plan.of(Curve.NIST_P256, "smdp.example.com"),
        Cards.CLOCK,
        new SecureRandom());
    var started = CannedServer.start(
        elsewhere.credentials("test").tls(), request -> CannedServer.Reply.nothing());
    server = Optional.of(started);

    assertNotTrusted(Es9PlusClient.of(List.of(elsewhere.tlsCi()), started.address()));
  }

  @Test
  void refusesACertificateOfACiItDoesNotTrust() {
    client(CannedServer.Reply.nothing());
    var foreign = Cards.issue(Curve.NIST_P256);

    assertNotTrusted(
        Es9PlusClient.of(List.of(foreign.tlsCi()), server.orElseThrow().address()));
  }
}
