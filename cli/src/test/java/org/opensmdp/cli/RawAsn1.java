package org.opensmdp.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
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
import org.opensmdp.rsp.RemoteProfileProvisioningRequest;
import org.opensmdp.rsp.RemoteProfileProvisioningResponse;
import org.opensmdp.simulator.Es9Plus;
import org.opensmdp.simulator.Es9PlusRefusal;

/** ES9+ in ASN.1, written by hand on a new connection for each call; keeps every exchange. */
final class RawAsn1 implements Es9Plus {
  static final String PATH = "/gsma/rsp2/asn1";
  static final String CONTENT_TYPE = "application/x-gsma-rsp-asn1";

  private final SSLContext tls;
  private final int port;
  private final List<Exchange> exchanges = new ArrayList<>();

  RawAsn1(SSLContext tls, int port) {
    this.tls = tls;
    this.port = port;
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
    var answer = call(new RemoteProfileProvisioningRequest.InitiateAuthentication(request));
    return ((RemoteProfileProvisioningResponse.InitiateAuthenticationOk) answer).response();
  }

  @Override
  public AuthenticateClientResponse authenticateClient(AuthenticateClientRequest request) {
    var answer = call(new RemoteProfileProvisioningRequest.AuthenticateClient(request));
    return ((RemoteProfileProvisioningResponse.AuthenticateClientOk) answer).response();
  }

  @Override
  public GetBoundProfilePackageResponse getBoundProfilePackage(
      GetBoundProfilePackageRequest request) {
    var answer = call(new RemoteProfileProvisioningRequest.GetBoundProfilePackage(request));
    return ((RemoteProfileProvisioningResponse.GetBoundProfilePackageOk) answer).response();
  }

  @Override
  public void handleNotification(PendingNotification notification) {
    var request = new RemoteProfileProvisioningRequest.HandleNotification(notification.der());
    post(request.function().text(), request.toDer());
  }

  @Override
  public void cancelSession(CancelSessionFunctionRequest request) {
    call(new RemoteProfileProvisioningRequest.CancelSession(request));
  }

  /** Sends this body. */
  RawAnswer post(String function, Bytes body) {
    try {
      var header = List.of("Content-Type: " + CONTENT_TYPE, "Accept-Encoding: gzip");
      var answer = RawHttp.once(tls, port, RawHttp.post(PATH, header, body.toArray()));
      exchanges.add(new Exchange(function, body, answer));
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(function, e);
    }
  }

  private RemoteProfileProvisioningResponse call(RemoteProfileProvisioningRequest request) {
    var answer = post(request.function().text(), request.toDer());
    var response = RemoteProfileProvisioningResponse.parse(answer.body());
    if (response instanceof RemoteProfileProvisioningResponse.Error error) {
      throw new Es9PlusRefusal("", "", Integer.toString(error.error()));
    }
    return response;
  }
}
