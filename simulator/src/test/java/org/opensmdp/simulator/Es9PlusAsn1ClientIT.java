package org.opensmdp.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.opensmdp.simulator.Cards.NIST;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.opensmdp.rsp.AuthenticateClientRequest;
import org.opensmdp.rsp.AuthenticateClientResponse;
import org.opensmdp.rsp.AuthenticateServerResponse;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.CancelSessionFunctionRequest;
import org.opensmdp.rsp.CancelSessionResponse;
import org.opensmdp.rsp.Der;
import org.opensmdp.rsp.GetBoundProfilePackageRequest;
import org.opensmdp.rsp.InitiateAuthenticationRequest;
import org.opensmdp.rsp.InitiateAuthenticationResponse;
import org.opensmdp.rsp.PrepareDownloadResponse;
import org.opensmdp.rsp.RemoteProfileProvisioningResponse;
import org.opensmdp.rsp.TransactionId;

/** ES9+ in ASN.1 on a socket: what is sent, octet for octet, and what is not taken (SGP.22 v2 §6.6). */
class Es9PlusAsn1ClientIT {
  private static final TransactionId ID = TransactionId.fromHex("0A0B0C0D");
  private static final Map<String, String> USUAL =
      Map.of("X-Admin-Protocol", "gsma/rsp/v2.5.0", "Content-Type", "application/x-gsma-rsp-asn1");
  private static final String PACKAGE = "A20EBF3A0BA00980040A0B0C0DBF3600";

  private Optional<CannedServer> server = Optional.empty();

  @AfterEach
  void stop() {
    server.ifPresent(CannedServer::close);
  }

  private static CannedServer.Reply der(Bytes octets) {
    return new CannedServer.Reply(200, USUAL, octets);
  }

  private static CannedServer.Reply der(String hex) {
    return der(Bytes.fromHex(hex));
  }

  private Es9Plus client(CannedServer.Reply reply) {
    var started = CannedServer.start(NIST.credentials("test").tls(), request -> reply);
    server = Optional.of(started);
    return Es9PlusAsn1Client.of(List.of(NIST.tlsCi()), started.address());
  }

  private void assertReceived(Bytes octets) {
    var request = server.orElseThrow().onlyRequest();
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.path()).isEqualTo("/gsma/rsp2/asn1");
    assertThat(request.header("User-agent")).isEqualTo("gsma-rsp-lpad");
    assertThat(request.header("X-admin-protocol")).isEqualTo("gsma/rsp/v2.5.0");
    assertThat(request.header("Content-type")).isEqualTo("application/x-gsma-rsp-asn1");
    assertThat(request.octets()).isEqualTo(octets);
  }

  @Test
  void sendsInitiateAuthentication() {
    var smdp = Cards.smdp(NIST);
    var card = Cards.card(NIST);
    var challenge = card.getEuiccChallenge();
    var answer = smdp.authenticateServer(challenge);
    var expected = new InitiateAuthenticationResponse(
        smdp.transactionId,
        answer.serverSigned1(),
        answer.serverSignature1(),
        smdp.ci(),
        answer.serverCertificate());
    var client = client(
        der(new RemoteProfileProvisioningResponse.InitiateAuthenticationOk(expected).toDer()));

    var response = client.initiateAuthentication(
        new InitiateAuthenticationRequest(challenge, card.euiccInfo1(), "smdp.example.com"));

    assertThat(response).isEqualTo(expected);
    assertReceived(Der.tlv(
        0xA2,
        Der.tlv(
            0xBF39,
            Der.tlv(0x81, challenge),
            Der.utf8(0x83, "smdp.example.com"),
            card.euiccInfo1().der())));
  }

  private static AuthenticateClientRequest refusalOfTheCard() {
    return new AuthenticateClientRequest(ID, AuthenticateServerResponse.Error.of(ID, 2));
  }

  @Test
  void sendsAuthenticateClient() {
    var smdp = Cards.smdp(NIST);
    smdp.transactionId = ID;
    var prepare = smdp.prepareDownload(Cards.authenticate(Cards.card(NIST), smdp));
    var expected = new AuthenticateClientResponse(
        ID,
        Cards.metadata(Cards.ICCID).build().der(),
        prepare.smdpSigned2(),
        prepare.smdpSignature2(),
        prepare.smdpCertificate());
    var client =
        client(der(new RemoteProfileProvisioningResponse.AuthenticateClientOk(expected).toDer()));

    var response = client.authenticateClient(refusalOfTheCard());

    assertThat(response).isEqualTo(expected);
    assertReceived(Bytes.fromHex("A217BF3B14" + "80040A0B0C0D" + "BF380BA10980040A0B0C0D020102"));
  }

  private static GetBoundProfilePackageRequest refusalOfThePackage() {
    return new GetBoundProfilePackageRequest(ID, PrepareDownloadResponse.Error.of(ID, 1));
  }

  @Test
  void sendsGetBoundProfilePackage() {
    var response = client(der(PACKAGE)).getBoundProfilePackage(refusalOfThePackage());

    assertThat(response.boundProfilePackage()).isEqualTo(Bytes.fromHex("BF3600"));
    assertReceived(Bytes.fromHex("A217BF3A14" + "80040A0B0C0D" + "BF210BA10980040A0B0C0D020101"));
  }

  @Test
  void sendsHandleNotification() {
    var notification = Cards.install(
        Cards.card(NIST), Cards.smdp(NIST), Cards.metadata(Cards.ICCID).build());

    client(CannedServer.Reply.nothing()).handleNotification(notification);

    assertReceived(Der.tlv(0xA2, Der.tlv(0xBF3D, Der.tlv(0xA0, notification.der()))));
  }

  @Test
  void sendsCancelSession() {
    client(der("A205BF4102A000"))
        .cancelSession(new CancelSessionFunctionRequest(ID, CancelSessionResponse.Error.of(5)));

    assertReceived(Bytes.fromHex("A20EBF410B" + "80040A0B0C0D" + "A103810105"));
  }

  @ParameterizedTest
  @CsvSource({
    "06, 8.2.6, 3.8,  error 6",
    "12, 8.8.5, 4.10, error 18",
    "7F, 8,     4.2,  error 127",
    "0C, 8,     4.2,  error 12",
  })
  void tellsWhyTheServerRefuses(String hex, String subject, String reason, String message) {
    var client = client(der("A206BF3B038101" + hex));

    assertThatExceptionOfType(Es9PlusRefusal.class)
        .isThrownBy(() -> client.authenticateClient(refusalOfTheCard()))
        .returns(subject, Es9PlusRefusal::subject)
        .returns(reason, Es9PlusRefusal::reason)
        .returns(message, Es9PlusRefusal::message);
  }

  static Stream<CannedServer.Reply> malformed() {
    var ok = der(PACKAGE);
    return Stream.of(
        new CannedServer.Reply(500, ok.headers(), ok.octets()),
        new CannedServer.Reply(201, ok.headers(), ok.octets()),
        new CannedServer.Reply(400, ok.headers(), Bytes.EMPTY),
        CannedServer.Reply.nothing(),
        ok.without("X-Admin-Protocol"),
        ok.without("Content-Type"),
        ok.with("Content-Type", "application/json"),
        ok.with("Content-Type", "application/octet-stream"),
        CannedServer.Reply.json("{}"),
        der(PACKAGE + "00"),
        der("BF3A0BA00980040A0B0C0DBF3600"), // without A2
        der("A10EBF3A0BA00980040A0B0C0DBF3600"), // A1
        der("A2810EBF3A0BA00980040A0B0C0DBF3600"), // a length that is not minimal
        der("A20EBF3B0BA00980040A0B0C0DBF3600"), // another function
        der("A205BF4102A000"), // another function, well formed
        der("A206BF4103810101"), // a refusal of another function
        der("A20EBF3A0BA10980040A0B0C0DBF3600"), // another alternative
        der("A20EBF3A0BA00980040A0B0C0EBF3600"), // another transactionId
        der("A20BBF3A08A00680040A0B0C0D"), // no package
        der("A208BF3A05A003BF3600"), // no transactionId
        der("A20EBF3A0BA00980040A0B0C0DBF2500"), // no package, but metadata
        der("A210BF3A0DA00B80040A0B0C0DBF36000500"), // a member too many
        der("A207BF3A0481020001"), // an INTEGER that is not minimal
        der("A211BF3A0EA00980040A0B0C0DBF3600810101")); // both alternatives
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void refusesAnAnswerThatStrictClientsRefuse(CannedServer.Reply reply) {
    var client = client(reply);

    assertThatExceptionOfType(MalformedAnswer.class)
        .isThrownBy(() -> client.getBoundProfilePackage(refusalOfThePackage()));
  }

  @Test
  void refusesWhatIsNoCertificate() {
    var smdp = Cards.smdp(NIST);
    smdp.transactionId = ID;
    var prepare = smdp.prepareDownload(Cards.authenticate(Cards.card(NIST), smdp));
    var answer =
        new RemoteProfileProvisioningResponse.AuthenticateClientOk(new AuthenticateClientResponse(
            ID,
            Bytes.fromHex("BF2500"),
            prepare.smdpSigned2(),
            prepare.smdpSignature2(),
            Bytes.fromHex("3000")));
    var client = client(der(answer.toDer()));

    assertThatExceptionOfType(MalformedAnswer.class)
        .isThrownBy(() -> client.authenticateClient(refusalOfTheCard()))
        .withMessageStartingWith("answer.smdpCertificate");
  }

  @Test
  void wants204ForANotification() {
    var notification = Cards.install(
        Cards.card(NIST), Cards.smdp(NIST), Cards.metadata(Cards.ICCID).build());
    var client = client(der("A205BF4102A000"));

    assertThatExceptionOfType(MalformedAnswer.class)
        .isThrownBy(() -> client.handleNotification(notification));
  }
}
