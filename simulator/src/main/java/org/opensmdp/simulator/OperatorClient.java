package org.opensmdp.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.X509TrustManager;
import org.opensmdp.certs.TlsIdentity;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.MatchingId;

/**
 * ES2+ as an operator calls it, JSON over mutual TLS (SGP.22 v2 §5.3, §6.5). The server's certificate
 * must be trusted and name the host. Answers are read strictly. Any thread.
 *
 * <p>Each function throws {@link Es2PlusRefusal} if the server answers Failed, {@link MalformedAnswer}
 * if the answer is not one, and {@link java.io.UncheckedIOException} if there is none.
 */
public final class OperatorClient {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final JsonCaller caller;
  private final String requesterIdentifier;
  private final String callPrefix = UUID.randomUUID().toString();
  private final AtomicLong calls = new AtomicLong();

  /**
   * @param address host or host:port of the ES2+ listener
   * @param identity the operator's client certificate
   * @param trust in the certificate of the listener
   * @param requesterIdentifier the functionRequesterIdentifier agreed with the SM-DP+
   */
  public OperatorClient(
      String address, TlsIdentity identity, X509TrustManager trust, String requesterIdentifier) {
    this(over(identity, trust), address, requesterIdentifier);
  }

  /**
   * Makes a client that goes another way.
   *
   * @param transport presents the operator's client certificate
   */
  public OperatorClient(HttpTransport transport, String address, String requesterIdentifier) {
    this.caller = new JsonCaller(
        transport,
        "https://" + address + "/gsma/rsp2/es2plus/",
        Optional.empty(),
        "gsma/rsp/v2.5.0");
    this.requesterIdentifier = requesterIdentifier;
  }

  /** Returns the way of an operator with this client certificate, which trusts these listeners. */
  public static HttpTransport over(TlsIdentity identity, X509TrustManager trust) {
    return HttpTransport.over(TlsClients.of(trust, identity.keyManagers()), TIMEOUT);
  }

  /** Orders a profile and returns which one it is. */
  public Iccid downloadOrder(DownloadOrder order) {
    var json = request();
    order.eid().ifPresent(eid -> json.put("eid", eid.digits()));
    order.iccid().ifPresent(iccid -> json.put("iccid", iccid.padded()));
    order.profileType().ifPresent(type -> json.put("profileType", type));
    var answer = call("downloadOrder", json);
    var iccid = answer.parsed("iccid", Iccid::parse);
    answer.end();
    return iccid;
  }

  public ConfirmedOrder confirmOrder(OrderConfirmation confirmation) {
    var json = request().put("iccid", confirmation.iccid().padded());
    confirmation.eid().ifPresent(eid -> json.put("eid", eid.digits()));
    confirmation.matchingId().ifPresent(id -> json.put("matchingId", id.text()));
    confirmation.confirmationCode().ifPresent(code -> json.put("confirmationCode", code));
    confirmation.smdsAddress().ifPresent(address -> json.put("smdsAddress", address));
    json.put("releaseFlag", confirmation.releaseFlag());
    var answer = call("confirmOrder", json);
    var confirmed = new ConfirmedOrder(
        answer.optionallyParsed("eid", Eid::new),
        answer.parsed("matchingId", MatchingId::strict),
        answer.optionalText("smdpAddress"));
    answer.end();
    return confirmed;
  }

  public void cancelOrder(OrderCancellation cancellation) {
    var json = request().put("iccid", cancellation.iccid().padded());
    cancellation.eid().ifPresent(eid -> json.put("eid", eid.digits()));
    cancellation.matchingId().ifPresent(id -> json.put("matchingId", id.text()));
    json.put(
        "finalProfileStatusIndicator",
        cancellation.finalProfileStatusIndicator().text());
    call("cancelOrder", json).end();
  }

  public void releaseProfile(Iccid iccid) {
    call("releaseProfile", request().put("iccid", iccid.padded())).end();
  }

  private ObjectNode request() {
    var request = JsonCaller.object();
    request
        .putObject("header")
        .put("functionRequesterIdentifier", requesterIdentifier)
        .put("functionCallIdentifier", callPrefix + "-" + calls.incrementAndGet());
    return request;
  }

  private AnswerMembers call(String function, ObjectNode json) {
    var answer = caller.call(function, json);
    if (answer instanceof FunctionAnswer.Failed failed) {
      throw new Es2PlusRefusal(failed.subject(), failed.reason(), failed.message());
    }
    return ((FunctionAnswer.Success) answer).members();
  }
}
