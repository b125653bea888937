package org.opensmdp.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.opensmdp.certs.RspCertificate;
import org.opensmdp.rsp.AuthenticateClientRequest;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.InitiateAuthenticationRequest;
import org.opensmdp.rsp.InitiateAuthenticationResponse;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.rsp.ServerSigned1;
import org.opensmdp.rsp.SignatureTlv;
import org.opensmdp.rsp.SubjectKeyId;
import org.opensmdp.rsp.Tlv;

/**
 * ES11 of one SM-DS as an LPA calls it, JSON over TLS (SGP.22 v2 §5.8): the paths and names of ES9+, and
 * other answers. Answers are read strictly. Any thread.
 *
 * <p>Each function throws {@link Es11Refusal} if the SM-DS refuses, {@link MalformedAnswer} if the answer
 * is not one, and {@link java.io.UncheckedIOException} if there is none.
 */
public final class Es11Client {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final JsonCaller caller;
  private final String address;

  private Es11Client(JsonCaller caller, String address) {
    this.caller = caller;
    this.address = address;
  }

  /** Makes a client of one SM-DS, host or host:port, over connections of {@link Es9PlusClient#http}. */
  public static Es11Client over(HttpClient http, String smdsAddress) {
    var caller = new JsonCaller(
        HttpTransport.over(http, TIMEOUT),
        "https://" + smdsAddress + "/gsma/rsp2/es9plus/",
        Optional.of(Es9PlusClient.USER_AGENT),
        "gsma/rsp/v" + Es9PlusClient.SVN);
    return new Es11Client(caller, smdsAddress);
  }

  public String address() {
    return address;
  }

  /** Has the SM-DS prove itself. */
  public InitiateAuthenticationResponse initiateAuthentication(
      InitiateAuthenticationRequest request) {
    var json = JsonCaller.object()
        .put("euiccChallenge", base64(request.euiccChallenge()))
        .put("euiccInfo1", base64(request.euiccInfo1().der()))
        .put("smdpAddress", request.smdpAddress());
    var answer = call("initiateAuthentication", json);
    var response = new InitiateAuthenticationResponse(
        answer.transactionId(),
        answer.base64("serverSigned1", ServerSigned1::parse),
        answer.base64("serverSignature1", Es11Client::signature),
        answer.base64("euiccCiPKIdToBeUsed", Es11Client::subjectKeyId),
        answer.base64(
            "serverCertificate", octets -> RspCertificate.parse(octets).der()));
    answer.end();
    Es9PlusClient.same(response.transactionId(), response.serverSigned1().transactionId());
    return response;
  }

  /** Proves the eUICC and returns what waits for it, oldest first. */
  public List<EventEntry> authenticateClient(AuthenticateClientRequest request) {
    var json = JsonCaller.object()
        .put("transactionId", request.transactionId().toString())
        .put(
            "authenticateServerResponse",
            base64(request.authenticateServerResponse().der()));
    var answer = call("authenticateClient", json);
    Es9PlusClient.same(request.transactionId(), answer.transactionId());
    var entries = answer.objects("eventEntries").stream().map(Es11Client::entry).toList();
    answer.end();
    return entries;
  }

  private static EventEntry entry(AnswerMembers members) {
    var entry = new EventEntry(
        members.parsed("eventId", MatchingId::strict), members.text("rspServerAddress"));
    members.end();
    return entry;
  }

  private AnswerMembers call(String function, ObjectNode json) {
    var answer = caller.call(function, json);
    if (answer instanceof FunctionAnswer.Failed failed) {
      throw new Es11Refusal(failed.subject(), failed.reason(), failed.message());
    }
    return ((FunctionAnswer.Success) answer).members();
  }

  private static String base64(Bytes octets) {
    return Base64.getEncoder().encodeToString(octets.toArray());
  }

  private static Bytes signature(Bytes octets) {
    return SignatureTlv.toDer(SignatureTlv.value(octets));
  }

  private static SubjectKeyId subjectKeyId(Bytes octets) {
    return new SubjectKeyId(Tlv.parse("euiccCiPKIdToBeUsed", 0x04, octets).value());
  }
}
