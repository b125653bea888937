package org.opensmdp.cli;

import java.util.List;
import org.opensmdp.rsp.AuthenticateClientRequest;
import org.opensmdp.rsp.AuthenticateClientResponse;
import org.opensmdp.rsp.CancelSessionFunctionRequest;
import org.opensmdp.rsp.GetBoundProfilePackageRequest;
import org.opensmdp.rsp.GetBoundProfilePackageResponse;
import org.opensmdp.rsp.InitiateAuthenticationRequest;
import org.opensmdp.rsp.InitiateAuthenticationResponse;
import org.opensmdp.rsp.PendingNotification;
import org.opensmdp.simulator.Es9Plus;

/** One SM-DP+ of several nodes, as a load balancer shows it: each call goes to the next. */
final class Alternating implements Es9Plus {
  private final List<? extends Es9Plus> nodes;
  private int calls;

  Alternating(Es9Plus... nodes) {
    this.nodes = List.of(nodes);
  }

  private Es9Plus next() {
    return nodes.get(calls++ % nodes.size());
  }

  @Override
  public String address() {
    return nodes.get(0).address();
  }

  @Override
  public InitiateAuthenticationResponse initiateAuthentication(
      InitiateAuthenticationRequest request) {
    return next().initiateAuthentication(request);
  }

  @Override
  public AuthenticateClientResponse authenticateClient(AuthenticateClientRequest request) {
    return next().authenticateClient(request);
  }

  @Override
  public GetBoundProfilePackageResponse getBoundProfilePackage(
      GetBoundProfilePackageRequest request) {
    return next().getBoundProfilePackage(request);
  }

  @Override
  public void handleNotification(PendingNotification notification) {
    next().handleNotification(notification);
  }

  @Override
  public void cancelSession(CancelSessionFunctionRequest request) {
    next().cancelSession(request);
  }
}
