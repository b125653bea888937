package org.opensmdp.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import org.opensmdp.rsp.ActivationCode;
import org.opensmdp.rsp.BoundProfilePackage;
import org.opensmdp.rsp.Bytes;

/** The server in a written conversation: what it says gets the names of its JSON members. */
final class ConversationServer {
  private static final List<String> PIECES = List.of(
      "initialiseSecureChannel",
      "configureIsdp",
      "storeMetadataHead",
      "storeMetadata",
      "loadProfileElementsHead");

  private final ObjectMapper json = new ObjectMapper();
  private final NamedOctets octets = new NamedOctets();
  private final RawEs9Plus server;
  private final String address;
  private List<Bytes> loadProfileElements = List.of();
  private String transactionId = "";

  ConversationServer(RawEs9Plus server, ActivationCode code) {
    this.server = server;
    this.address = code.smdpAddress();
    octets.put("matchingId", Bytes.of(code.matchingId().toString().getBytes(US_ASCII)));
  }

  NamedOctets octets() {
    return octets;
  }

  List<Bytes> several(String name) {
    assertThat(name).isEqualTo("{loadProfileElements}");
    return loadProfileElements;
  }

  void ask(String function) {
    switch (function) {
      case "initiateAuthentication" -> initiateAuthentication();
      case "authenticateClient" -> authenticateClient();
      case "getBoundProfilePackage" -> getBoundProfilePackage();
      case "handleNotification" -> handleNotification();
      default -> throw new AssertionError("no function of ES9+: " + function);
    }
  }

  private void initiateAuthentication() {
    var answer = call(
        "initiateAuthentication",
        json.createObjectNode()
            .put("smdpAddress", address)
            .put("euiccChallenge", base64("euiccChallenge"))
            .put("euiccInfo1", base64("euiccInfo1")));
    transactionId = answer.path("transactionId").asText();
    octets.put("transactionId", Bytes.fromHex(transactionId));
    note(answer, "serverSigned1", "serverSignature1", "euiccCiPKIdToBeUsed", "serverCertificate");
  }

  private void authenticateClient() {
    var answer = call("authenticateClient", inSession("authenticateServerResponse"));
    note(answer, "smdpSigned2", "smdpSignature2", "smdpCertificate");
  }

  private void getBoundProfilePackage() {
    var answer = call("getBoundProfilePackage", inSession("prepareDownloadResponse"));
    note(answer, "boundProfilePackage");
    var pieces = BoundProfilePackage.parse(octets.get("boundProfilePackage")).segments();
    for (int i = 0; i < PIECES.size(); i++) {
      octets.put(PIECES.get(i), pieces.get(i));
    }
    loadProfileElements = pieces.subList(PIECES.size(), pieces.size());
  }

  private void handleNotification() {
    var body = json.createObjectNode().put("pendingNotification", base64("pendingNotification"));
    var answer = server.post("handleNotification", body.toString().getBytes(UTF_8));
    assertThat(answer.status()).isEqualTo(204);
  }

  private ObjectNode inSession(String response) {
    return json.createObjectNode()
        .put("transactionId", transactionId)
        .put(response, base64(response));
  }

  private JsonNode call(String function, ObjectNode body) {
    try {
      var answer = server.post(function, body.toString().getBytes(UTF_8));
      var parsed = json.readTree(answer.body().toArray());
      assertThat(parsed.at("/header/functionExecutionStatus/status").asText())
          .as("%s: %s", function, parsed)
          .isEqualTo("Executed-Success");
      return parsed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String base64(String name) {
    return Base64.getEncoder().encodeToString(octets.get(name).toArray());
  }

  private void note(JsonNode answer, String... names) {
    for (var name : names) {
      octets.put(name, Bytes.wrap(Base64.getDecoder().decode(answer.path(name).asText())));
    }
  }
}
