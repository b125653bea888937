package org.opensmdp.simulator.conformance.cases;

import static org.opensmdp.simulator.conformance.cases.Faults.AUTHENTICATE;
import static org.opensmdp.simulator.conformance.cases.Faults.CANCEL;
import static org.opensmdp.simulator.conformance.cases.Faults.DOWNLOAD;
import static org.opensmdp.simulator.conformance.cases.Faults.INITIATE;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.opensmdp.certs.RspCertificate;
import org.opensmdp.rsp.AuthenticateClientRequest;
import org.opensmdp.rsp.AuthenticateClientResponse;
import org.opensmdp.rsp.AuthenticateServerRequest;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.CancelSessionFunctionRequest;
import org.opensmdp.rsp.CancelSessionReason;
import org.opensmdp.rsp.CtxParams1;
import org.opensmdp.rsp.DeviceInfo;
import org.opensmdp.rsp.GetBoundProfilePackageRequest;
import org.opensmdp.rsp.InitiateAuthenticationRequest;
import org.opensmdp.rsp.InitiateAuthenticationResponse;
import org.opensmdp.rsp.PrepareDownloadRequest;
import org.opensmdp.rsp.ServerSigned1;
import org.opensmdp.rsp.SmdpSigned2;
import org.opensmdp.rsp.SubjectKeyId;
import org.opensmdp.rsp.Tlv;
import org.opensmdp.rsp.TransactionId;
import org.opensmdp.simulator.HttpTransport;
import org.opensmdp.simulator.conformance.Phone;
import org.opensmdp.simulator.conformance.Trial;
import org.opensmdp.simulator.conformance.Wish;

/**
 * A session by hand, from InitiateAuthentication to CancelSession: what the card says in each step; and,
 * in JSON, the four answers as they are on the wire. Each must be a success for the next to be asked.
 */
final class Walk {
  private static final CancelSessionReason POSTPONED = CancelSessionReason.of(1);

  private final Trial trial;
  private final Phone phone;
  private final Map<String, String> headers;
  private final Function<ObjectNode, String> writer;
  private final Way way;
  private final Map<String, HttpTransport.Answer> answers = new LinkedHashMap<>();

  /** How a request gets to the server. */
  interface Way {
    HttpTransport.Answer post(String function, Map<String, String> headers, String body);
  }

  private Walk(
      Trial trial, Map<String, String> headers, Function<ObjectNode, String> writer, Way way) {
    this.trial = trial;
    this.phone = trial.phone().orders(Wish.PLAIN);
    this.headers = headers;
    this.writer = writer;
    this.way = way;
  }

  /** Takes all four steps as an LPA of the field does. */
  static Walk of(Trial trial) {
    return of(trial, headers -> {}, ObjectNode::toString);
  }

  /** Takes all four steps with other headers, or with requests written in another way. */
  static Walk of(
      Trial trial, Consumer<Map<String, String>> change, Function<ObjectNode, String> writer) {
    var headers = Trial.jsonHeaders();
    change.accept(headers);
    Way way = (function, lines, body) -> Raw.json(trial, function, lines, body);
    return new Walk(trial, headers, writer, way).go();
  }

  /** Takes all four steps by another way. */
  static Walk of(Trial trial, Way way) {
    return new Walk(trial, Trial.jsonHeaders(), ObjectNode::toString, way).go();
  }

  /** The answers by the names of their functions, in their order. */
  Map<String, HttpTransport.Answer> answers() {
    return answers;
  }

  private Walk go() {
    var initiated = initiated(ask(INITIATE, Raw.of(hello(trial, phone))));
    var authenticated = authenticated(ask(AUTHENTICATE, Raw.of(proof(phone, initiated))));
    ask(DOWNLOAD, Raw.of(prepared(phone, authenticated)));
    ask(CANCEL, Raw.of(cancelled(phone, initiated)));
    return this;
  }

  private ObjectNode ask(String function, ObjectNode body) {
    trial.step(function);
    var answer = way.post(function, headers, writer.apply(body));
    answers.put(function, answer);
    return Raw.success(trial, answer);
  }

  private InitiateAuthenticationResponse initiated(ObjectNode object) {
    var key = Tlv.parse("euiccCiPKIdToBeUsed", 0x04, octets(object, "euiccCiPKIdToBeUsed"));
    return new InitiateAuthenticationResponse(
        id(object),
        ServerSigned1.parse(octets(object, "serverSigned1")),
        octets(object, "serverSignature1"),
        new SubjectKeyId(key.value()),
        octets(object, "serverCertificate"));
  }

  private AuthenticateClientResponse authenticated(ObjectNode object) {
    return new AuthenticateClientResponse(
        id(object),
        octets(object, "profileMetadata"),
        SmdpSigned2.parse(octets(object, "smdpSigned2")),
        octets(object, "smdpSignature2"),
        octets(object, "smdpCertificate"));
  }

  private TransactionId id(ObjectNode object) {
    var text = object.path("transactionId").asText();
    boolean hex = text.matches("([0-9A-Fa-f]{2}){1,16}");
    trial.check("transactionId", "hexadecimal, 1 to 16 octets", text, hex);
    return TransactionId.fromHex(text);
  }

  private Bytes octets(ObjectNode object, String member) {
    return Raw.octets(trial, object, member);
  }

  // what the card says

  static InitiateAuthenticationRequest hello(Trial trial, Phone phone) {
    return new InitiateAuthenticationRequest(
        phone.euicc().getEuiccChallenge(),
        phone.euicc().euiccInfo1(),
        trial.target().smdpAddress());
  }

  static AuthenticateClientRequest proof(Phone phone, InitiateAuthenticationResponse server) {
    var device = DeviceInfo.of(Bytes.fromHex("35290611"), Bytes.fromHex("A100"), Optional.empty());
    var request = AuthenticateServerRequest.of(
        server.serverSigned1(),
        server.serverSignature1(),
        server.euiccCiPKIdToBeUsed(),
        server.serverCertificate(),
        CtxParams1.of(phone.order().matchingId(), device));
    return new AuthenticateClientRequest(
        server.transactionId(), phone.euicc().authenticateServer(request.der()));
  }

  static GetBoundProfilePackageRequest prepared(Phone phone, AuthenticateClientResponse server) {
    var request = PrepareDownloadRequest.of(
        server.smdpSigned2(), server.smdpSignature2(), Optional.empty(), server.smdpCertificate());
    return new GetBoundProfilePackageRequest(
        server.transactionId(), phone.euicc().prepareDownload(request.der()));
  }

  static CancelSessionFunctionRequest cancelled(
      Phone phone, InitiateAuthenticationResponse server) {
    var oid = RspCertificate.parse(server.serverCertificate()).smdpOid().orElseThrow();
    return new CancelSessionFunctionRequest(
        server.transactionId(), phone.cancellation(server.transactionId(), oid, POSTPONED));
  }
}
