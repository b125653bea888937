package org.opensmdp.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.opensmdp.crypto.ProfileProtection;
import org.opensmdp.crypto.SigningKey;
import org.opensmdp.rsp.AuthenticateServerResponse;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.CancelSessionResponse;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.NotificationConfiguration;
import org.opensmdp.rsp.NotificationEvent;
import org.opensmdp.rsp.PendingNotification;
import org.opensmdp.rsp.PrepareDownloadResponse;
import org.opensmdp.rsp.StoreMetadataRequest;

/** A {@link TestSmdp} behind the JSON binding: one honest ES9+ server, with a few ways to be another. */
final class TestEs9Server implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  final TestSmdp smdp;
  final CannedServer http;
  final List<PendingNotification> notifications = Collections.synchronizedList(new ArrayList<>());
  final List<CancelSessionResponse> cancellations = Collections.synchronizedList(new ArrayList<>());
  final List<Optional<Bytes>> hashes = Collections.synchronizedList(new ArrayList<>());
  volatile boolean ccRequired;
  volatile StoreMetadataRequest announced;
  volatile StoreMetadataRequest delivered;
  volatile Optional<SigningKey> serverSigningKey = Optional.empty();
  private final Map<String, String> refusals = new ConcurrentHashMap<>();
  private volatile Optional<AuthenticateServerResponse.Ok> authenticated = Optional.empty();
  private final Eid eid;

  TestEs9Server(TestSmdp smdp, Eid eid) {
    this.smdp = smdp;
    this.eid = eid;
    this.http = CannedServer.start(smdp.credentials.tls(), this::answer);
    this.announced = metadata().build();
    this.delivered = announced;
  }

  /** Metadata that have this server told of everything. */
  StoreMetadataRequest.Builder metadata() {
    var told = new NotificationConfiguration(Set.of(NotificationEvent.values()), http.address());
    return Cards.untold(Cards.ICCID).notification(told);
  }

  String address() {
    return http.address();
  }

  void refuse(String function, String subject, String reason) {
    refusals.put(function, refusal(subject, reason));
  }

  private static String refusal(String subject, String reason) {
    return ("{\"header\":{\"functionExecutionStatus\":{\"status\":\"Failed\",\"statusCodeData\":"
            + "{\"subjectCode\":\"%s\",\"reasonCode\":\"%s\",\"message\":\"no\"}}}}")
        .formatted(subject, reason);
  }

  private CannedServer.Reply answer(CannedServer.Request request) {
    String function = request.path().substring(request.path().lastIndexOf('/') + 1);
    try {
      return refusals.containsKey(function)
          ? CannedServer.Reply.json(refusals.getOrDefault(function, ""))
          : answer(function, JSON.readTree(request.body()));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private CannedServer.Reply answer(String function, JsonNode json) {
    switch (function) {
      case "initiateAuthentication":
        return initiateAuthentication(json);
      case "authenticateClient":
        return authenticateClient(json);
      case "getBoundProfilePackage":
        return getBoundProfilePackage(json);
      case "handleNotification":
        notifications.add(PendingNotification.parse(octets(json, "pendingNotification")));
        return CannedServer.Reply.nothing();
      case "cancelSession":
        cancellations.add(CancelSessionResponse.parse(octets(json, "cancelSessionResponse")));
        return reply(success());
      default:
        throw new AssertionError(function);
    }
  }

  private CannedServer.Reply initiateAuthentication(JsonNode json) {
    smdp.newSession();
    var dpAuth = smdp.credentials.dpAuth();
    var signed = smdp.serverSigned1(
        octets(json, "euiccChallenge"), json.get("smdpAddress").textValue());
    var key = serverSigningKey.orElse(dpAuth.key());
    return reply(success()
        .put("transactionId", smdp.transactionId.toString())
        .put("serverSigned1", base64(signed.der()))
        .put("serverSignature1", base64(TestSmdp.signature(key, signed.der())))
        .put("euiccCiPKIdToBeUsed", base64(smdp.ci().toDer()))
        .put("serverCertificate", base64(dpAuth.certificate().der())));
  }

  private CannedServer.Reply authenticateClient(JsonNode json) {
    var response = AuthenticateServerResponse.parse(octets(json, "authenticateServerResponse"));
    if (!(response instanceof AuthenticateServerResponse.Ok ok)) {
      return CannedServer.Reply.json(refusal("8.1", "6.1"));
    }
    authenticated = Optional.of(ok);
    var request =
        smdp.prepareDownload(ok, smdp.smdpSigned2(ccRequired, Optional.empty()), Optional.empty());
    return reply(success()
        .put("transactionId", smdp.transactionId.toString())
        .put("profileMetadata", base64(announced.der()))
        .put("smdpSigned2", base64(request.smdpSigned2().der()))
        .put("smdpSignature2", base64(request.smdpSignature2()))
        .put("smdpCertificate", base64(request.smdpCertificate())));
  }

  private CannedServer.Reply getBoundProfilePackage(JsonNode json) {
    var prepared = (PrepareDownloadResponse.Ok)
        PrepareDownloadResponse.parse(octets(json, "prepareDownloadResponse"));
    hashes.add(prepared.euiccSigned2().hashCc());
    var protection = new ProfileProtection.SessionKeys(Cards.upp(Cards.ICCID));
    var binding = smdp.bind(eid, prepared, delivered.der(), protection);
    return reply(success()
        .put("transactionId", smdp.transactionId.toString())
        .put("boundProfilePackage", base64(smdp.assemble(binding).der())));
  }

  AuthenticateServerResponse.Ok authenticated() {
    return authenticated.orElseThrow();
  }

  private static ObjectNode success() {
    var node = JSON.createObjectNode();
    node.putObject("header").putObject("functionExecutionStatus").put("status", "Executed-Success");
    return node;
  }

  private static CannedServer.Reply reply(ObjectNode node) {
    return CannedServer.Reply.json(node.toString());
  }

  private static Bytes octets(JsonNode json, String name) {
    return Bytes.wrap(Base64.getDecoder().decode(json.get(name).textValue()));
  }

  private static String base64(Bytes octets) {
    return Base64.getEncoder().encodeToString(octets.toArray());
  }

  @Override
  public void close() {
    http.close();
  }
}
