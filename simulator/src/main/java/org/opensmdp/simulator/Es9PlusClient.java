package org.opensmdp.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.opensmdp.certs.RspCertificate;
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
import org.opensmdp.rsp.SignatureTlv;
import org.opensmdp.rsp.SmdpSigned2;
import org.opensmdp.rsp.SubjectKeyId;
import org.opensmdp.rsp.Tlv;
import org.opensmdp.rsp.TransactionId;
import org.opensmdp.rsp.VersionType;

/**
 * ES9+ as an LPA calls it, JSON over TLS (SGP.22 v2 §5.6, §6.5). The server's certificate must lead to
 * a trusted CI and name the host. A refusal is the status Failed.
 */
public final class Es9PlusClient implements Es9Plus {
  static final String USER_AGENT = "gsma-rsp-lpad";
  static final VersionType SVN = new VersionType(2, 5, 0);
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final JsonCaller caller;
  private final String address;

  private Es9PlusClient(JsonCaller caller, String address) {
    this.caller = caller;
    this.address = address;
  }

  /** Makes a client of one server with its own connections. */
  public static Es9PlusClient of(List<RspCertificate> trustedCis, String smdpAddress) {
    return over(http(trustedCis), smdpAddress, SVN);
  }

  /**
   * Returns what several clients may share, threads and connections among it. It offers TLS on
   * brainpoolP256r1 if it trusts no CI on P-256.
   */
  public static HttpClient http(List<RspCertificate> trustedCis) {
    return TlsClients.of(HttpClient.Version.HTTP_2, trustedCis);
  }

  /** As {@link #http}, but speaks HTTP/1.1 only, as most phones do. */
  public static HttpClient http1(List<RspCertificate> trustedCis) {
    return TlsClients.of(HttpClient.Version.HTTP_1_1, trustedCis);
  }

  /**
   * Makes a client of one server.
   *
   * @param smdpAddress host or host:port, as an activation code has it
   * @param svn what X-Admin-Protocol says
   */
  public static Es9PlusClient over(HttpClient http, String smdpAddress, VersionType svn) {
    return over(HttpTransport.over(http, TIMEOUT), smdpAddress, svn);
  }

  /** As {@link #over(HttpClient, String, VersionType)}, by another way to the server. */
  public static Es9PlusClient over(HttpTransport http, String smdpAddress, VersionType svn) {
    var caller = new JsonCaller(
        http,
        "https://" + smdpAddress + "/gsma/rsp2/es9plus/",
        Optional.of(USER_AGENT),
        "gsma/rsp/v" + svn);
    return new Es9PlusClient(caller, smdpAddress);
  }

  /** Returns a maker of clients for an {@link Lpa}: one per address, all over the same connections. */
  public static Function<String, Es9PlusClient> any(List<RspCertificate> trustedCis) {
    var http = http(trustedCis);
    return smdpAddress -> over(http, smdpAddress, SVN);
  }

  @Override
  public String address() {
    return address;
  }

  @Override
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
        answer.base64("serverSignature1", Es9PlusClient::signature),
        answer.base64("euiccCiPKIdToBeUsed", Es9PlusClient::subjectKeyId),
        answer.base64("serverCertificate", Es9PlusClient::certificate));
    answer.end();
    same(response.transactionId(), response.serverSigned1().transactionId());
    return response;
  }

  @Override
  public AuthenticateClientResponse authenticateClient(AuthenticateClientRequest request) {
    var json = JsonCaller.object()
        .put("transactionId", request.transactionId().toString())
        .put(
            "authenticateServerResponse",
            base64(request.authenticateServerResponse().der()));
    var answer = call("authenticateClient", json);
    var response = new AuthenticateClientResponse(
        answer.transactionId(),
        answer.base64("profileMetadata", octets -> whole(0xBF25, octets)),
        answer.base64("smdpSigned2", SmdpSigned2::parse),
        answer.base64("smdpSignature2", Es9PlusClient::signature),
        answer.base64("smdpCertificate", Es9PlusClient::certificate));
    answer.end();
    same(request.transactionId(), response.transactionId());
    return response;
  }

  @Override
  public GetBoundProfilePackageResponse getBoundProfilePackage(
      GetBoundProfilePackageRequest request) {
    var json = JsonCaller.object()
        .put("transactionId", request.transactionId().toString())
        .put("prepareDownloadResponse", base64(request.prepareDownloadResponse().der()));
    var answer = call("getBoundProfilePackage", json);
    var response = new GetBoundProfilePackageResponse(
        answer.transactionId(),
        answer.base64("boundProfilePackage", octets -> whole(0xBF36, octets)));
    answer.end();
    same(request.transactionId(), response.transactionId());
    return response;
  }

  @Override
  public void handleNotification(PendingNotification notification) {
    caller.tell(
        "handleNotification",
        JsonCaller.object().put("pendingNotification", base64(notification.der())));
  }

  @Override
  public void cancelSession(CancelSessionFunctionRequest request) {
    var json = JsonCaller.object()
        .put("transactionId", request.transactionId().toString())
        .put("cancelSessionResponse", base64(request.cancelSessionResponse().der()));
    call("cancelSession", json).end();
  }

  private AnswerMembers call(String function, ObjectNode json) {
    var answer = caller.call(function, json);
    if (answer instanceof FunctionAnswer.Failed failed) {
      throw new Es9PlusRefusal(failed.subject(), failed.reason(), failed.message());
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

  private static Bytes certificate(Bytes octets) {
    return RspCertificate.parse(octets).der();
  }

  private static Bytes whole(int tag, Bytes octets) {
    return Tlv.parse("answer", tag, octets).whole();
  }

  static void same(TransactionId expected, TransactionId found) {
    if (!expected.equals(found)) {
      throw new MalformedAnswer("transactionId: %s (expected: %s)".formatted(found, expected));
    }
  }
}
