package org.opensmdp.simulator;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.opensmdp.certs.RspCertificate;
import org.opensmdp.rsp.AuthenticateClientRequest;
import org.opensmdp.rsp.AuthenticateClientResponse;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.CancelSessionFunctionRequest;
import org.opensmdp.rsp.Es9Function;
import org.opensmdp.rsp.GetBoundProfilePackageRequest;
import org.opensmdp.rsp.GetBoundProfilePackageResponse;
import org.opensmdp.rsp.InitiateAuthenticationRequest;
import org.opensmdp.rsp.InitiateAuthenticationResponse;
import org.opensmdp.rsp.InvalidMessage;
import org.opensmdp.rsp.PendingNotification;
import org.opensmdp.rsp.RemoteProfileProvisioningRequest;
import org.opensmdp.rsp.RemoteProfileProvisioningResponse;
import org.opensmdp.rsp.StatusCode;
import org.opensmdp.rsp.VersionType;

/**
 * ES9+ as an LPA calls it, ASN.1 over TLS (SGP.22 v2 §5.6, §6.6). An answer must be DER and hold
 * nothing that v2 does not know. A refusal is an integer here: {@link Es9PlusRefusal} has the pair
 * that the integer stands for, 8/4.2 if it stands for none, and the integer as its message.
 */
public final class Es9PlusAsn1Client implements Es9Plus {
  private static final String CONTENT_TYPE = "application/x-gsma-rsp-asn1";
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final HttpCaller caller;
  private final String address;

  private Es9PlusAsn1Client(HttpCaller caller, String address) {
    this.caller = caller;
    this.address = address;
  }

  /** Makes a client of one server with its own connections. */
  public static Es9PlusAsn1Client of(List<RspCertificate> trustedCis, String smdpAddress) {
    return over(Es9PlusClient.http(trustedCis), smdpAddress, Es9PlusClient.SVN);
  }

  /**
   * Makes a client of one server.
   *
   * @param http as {@link Es9PlusClient#http} makes them
   * @param smdpAddress host or host:port, as an activation code has it
   * @param svn what X-Admin-Protocol says
   */
  public static Es9PlusAsn1Client over(HttpClient http, String smdpAddress, VersionType svn) {
    return over(HttpTransport.over(http, TIMEOUT), smdpAddress, svn);
  }

  /** As {@link #over(HttpClient, String, VersionType)}, by another way to the server. */
  public static Es9PlusAsn1Client over(HttpTransport http, String smdpAddress, VersionType svn) {
    var caller = new HttpCaller(http, Optional.of(Es9PlusClient.USER_AGENT), "gsma/rsp/v" + svn);
    return new Es9PlusAsn1Client(caller, smdpAddress);
  }

  /** Returns a maker of clients for an {@link Lpa}: one per address, all over the same connections. */
  public static Function<String, Es9PlusAsn1Client> any(List<RspCertificate> trustedCis) {
    var http = Es9PlusClient.http(trustedCis);
    return smdpAddress -> over(http, smdpAddress, Es9PlusClient.SVN);
  }

  @Override
  public String address() {
    return address;
  }

  @Override
  public InitiateAuthenticationResponse initiateAuthentication(
      InitiateAuthenticationRequest request) {
    var response = call(
            new RemoteProfileProvisioningRequest.InitiateAuthentication(request),
            RemoteProfileProvisioningResponse.InitiateAuthenticationOk.class)
        .response();
    certificate("serverCertificate", response.serverCertificate());
    Es9PlusClient.same(response.transactionId(), response.serverSigned1().transactionId());
    return response;
  }

  @Override
  public AuthenticateClientResponse authenticateClient(AuthenticateClientRequest request) {
    var response = call(
            new RemoteProfileProvisioningRequest.AuthenticateClient(request),
            RemoteProfileProvisioningResponse.AuthenticateClientOk.class)
        .response();
    certificate("smdpCertificate", response.smdpCertificate());
    Es9PlusClient.same(request.transactionId(), response.transactionId());
    return response;
  }

  @Override
  public GetBoundProfilePackageResponse getBoundProfilePackage(
      GetBoundProfilePackageRequest request) {
    var response = call(
            new RemoteProfileProvisioningRequest.GetBoundProfilePackage(request),
            RemoteProfileProvisioningResponse.GetBoundProfilePackageOk.class)
        .response();
    Es9PlusClient.same(request.transactionId(), response.transactionId());
    return response;
  }

  @Override
  public void handleNotification(PendingNotification notification) {
    var request = new RemoteProfileProvisioningRequest.HandleNotification(notification.der());
    HttpCaller.expectNothing(request.function().text(), post(request));
  }

  @Override
  public void cancelSession(CancelSessionFunctionRequest request) {
    call(
        new RemoteProfileProvisioningRequest.CancelSession(request),
        RemoteProfileProvisioningResponse.CancelSessionOk.class);
  }

  private <T extends RemoteProfileProvisioningResponse> T call(
      RemoteProfileProvisioningRequest request, Class<T> ok) {
    String function = request.function().text();
    var posted = post(request);
    HttpCaller.expect(function, 200, posted);
    if (!posted.header("Content-Type").equals(CONTENT_TYPE)) {
      throw new MalformedAnswer(
          "%s: Content-Type '%s'".formatted(function, posted.header("Content-Type")));
    }
    var response = read(function, posted.body());
    if (response.function() != request.function()) {
      throw new MalformedAnswer(
          "%s: the answer is one of %s".formatted(function, response.function().text()));
    }
    if (response instanceof RemoteProfileProvisioningResponse.Error error) {
      throw refusal(error.function(), error.error());
    }
    return ok.cast(response);
  }

  private HttpTransport.Answer post(RemoteProfileProvisioningRequest request) {
    return caller.post(
        request.function().text(),
        "https://" + address + "/gsma/rsp2/asn1",
        CONTENT_TYPE,
        request.toDer().toArray());
  }

  /** Encoding it again shows lengths that are not minimal and members that the reader has skipped. */
  private static RemoteProfileProvisioningResponse read(String function, Bytes octets) {
    RemoteProfileProvisioningResponse response;
    try {
      response = RemoteProfileProvisioningResponse.parse(octets);
    } catch (InvalidMessage e) {
      throw new MalformedAnswer("%s: %s".formatted(function, e.getMessage()), e);
    }
    if (!response.toDer().equals(octets)) {
      throw new MalformedAnswer("%s: not DER, or with members that v2 lacks".formatted(function));
    }
    return response;
  }

  private static Es9PlusRefusal refusal(Es9Function function, int error) {
    var status = function.status(error).orElse(StatusCode.REMOTE_PROVISIONING_EXECUTION_ERROR);
    return new Es9PlusRefusal(status.subject(), status.reason(), "error " + error);
  }

  private static void certificate(String name, Bytes octets) {
    try {
      RspCertificate.parse(octets);
    } catch (InvalidMessage e) {
      throw new MalformedAnswer("answer.%s: %s".formatted(name, e.getMessage()), e);
    }
  }
}
