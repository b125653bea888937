package org.opensmdp.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import org.opensmdp.rsp.AuthenticateClientRequest;
import org.opensmdp.rsp.AuthenticateClientResponse;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.CancelSessionFunctionRequest;
import org.opensmdp.rsp.GetBoundProfilePackageRequest;
import org.opensmdp.rsp.GetBoundProfilePackageResponse;
import org.opensmdp.rsp.InitiateAuthenticationRequest;
import org.opensmdp.rsp.InitiateAuthenticationResponse;
import org.opensmdp.rsp.PendingNotification;
import org.opensmdp.rsp.ServerSigned1;
import org.opensmdp.rsp.SmdpSigned2;
import org.opensmdp.rsp.SubjectKeyId;
import org.opensmdp.rsp.Tlv;
import org.opensmdp.rsp.TransactionId;
import org.opensmdp.simulator.Es9Plus;
import org.opensmdp.simulator.Es9PlusRefusal;

/** ES9+ in JSON, written by hand on a new connection for each call; keeps every exchange. */
final class RawEs9Plus implements Es9Plus {
  static final String PATH = "/gsma/rsp2/es9plus/";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final SSLContext tls;
  private final int port;
  private final LpaManner manner;
  private final List<Exchange> exchanges = new ArrayList<>();

  RawEs9Plus(SSLContext tls, int port, LpaManner manner) {
    this.tls = tls;
    this.port = port;
    this.manner = manner;
  }

  List<Exchange> exchanges() {
    return exchanges;
  }

  Exchange last() {
    return exchanges.get(exchanges.size() - 1);
  }

  @Override
  public String address() {
    return "localhost:" + port;
  }

  @Override
  public InitiateAuthenticationResponse initiateAuthentication(
      InitiateAuthenticationRequest request) {
    String host = request.smdpAddress().replaceFirst(":[0-9]+$", "");
    var json = object()
        .put("smdpAddress", manner.port() ? host + ":" + port : host)
        .put("euiccChallenge", base64(request.euiccChallenge()))
        .put("euiccInfo1", base64(request.euiccInfo1().der()));
    var answer = call("initiateAuthentication", json);
    return new InitiateAuthenticationResponse(
        transactionId(answer),
        ServerSigned1.parse(octets(answer, "serverSigned1")),
        octets(answer, "serverSignature1"),
        new SubjectKeyId(
            Tlv.parse("CI", 0x04, octets(answer, "euiccCiPKIdToBeUsed")).value()),
        octets(answer, "serverCertificate"));
  }

  @Override
  public AuthenticateClientResponse authenticateClient(AuthenticateClientRequest request) {
    var json = object(request.transactionId())
        .put(
            "authenticateServerResponse",
            base64(request.authenticateServerResponse().der()));
    var answer = call("authenticateClient", json);
    return new AuthenticateClientResponse(
        transactionId(answer),
        octets(answer, "profileMetadata"),
        SmdpSigned2.parse(octets(answer, "smdpSigned2")),
        octets(answer, "smdpSignature2"),
        octets(answer, "smdpCertificate"));
  }

  @Override
  public GetBoundProfilePackageResponse getBoundProfilePackage(
      GetBoundProfilePackageRequest request) {
    var json = object(request.transactionId())
        .put("prepareDownloadResponse", base64(request.prepareDownloadResponse().der()));
    var answer = call("getBoundProfilePackage", json);
    return new GetBoundProfilePackageResponse(
        transactionId(answer), octets(answer, "boundProfilePackage"));
  }

  @Override
  public void handleNotification(PendingNotification notification) {
    var json = object().put("pendingNotification", base64(notification.der()));
    post("handleNotification", json.toString().getBytes(UTF_8));
  }

  @Override
  public void cancelSession(CancelSessionFunctionRequest request) {
    var json = object(request.transactionId())
        .put("cancelSessionResponse", base64(request.cancelSessionResponse().der()));
    call("cancelSession", json);
  }

  /** Sends this body as the call of a function. */
  RawAnswer post(String function, byte[] body) {
    try {
      var octets = RawHttp.post(PATH + function, manner.headerLines(), body);
      var answer = RawHttp.once(tls, port, octets);
      exchanges.add(new Exchange(function, Bytes.of(body), answer));
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(function + " as " + manner, e);
    }
  }

  private ObjectNode object() {
    var json = JSON.createObjectNode();
    if (manner.header()) {
      json.putObject("header")
          .put("functionRequesterIdentifier", "LPA")
          .put("functionCallIdentifier", "1");
    }
    return json;
  }

  private ObjectNode object(TransactionId id) {
    String hex = id.toString();
    return object().put("transactionId", manner.lowerCase() ? hex.toLowerCase(Locale.ROOT) : hex);
  }

  private JsonNode call(String function, ObjectNode json) {
    try {
      var answer =
          JSON.readTree(post(function, json.toString().getBytes(UTF_8)).body().toArray());
      var status = answer.path("header").path("functionExecutionStatus").path("statusCodeData");
      if (status.isObject()) {
        throw new Es9PlusRefusal(
            status.path("subjectCode").asText(),
            status.path("reasonCode").asText(),
            status.path("message").asText());
      }
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String base64(Bytes octets) {
    return Base64.getEncoder().encodeToString(octets.toArray());
  }

  private static Bytes octets(JsonNode answer, String name) {
    return Bytes.wrap(Base64.getDecoder().decode(answer.path(name).asText()));
  }

  private static TransactionId transactionId(JsonNode answer) {
    return TransactionId.fromHex(answer.path("transactionId").asText());
  }
}
