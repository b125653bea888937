package org.opensmdp.cli.suite;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.opensmdp.rsp.AuthenticateClientRequest;
import org.opensmdp.rsp.AuthenticateClientResponse;
import org.opensmdp.rsp.CancelSessionFunctionRequest;
import org.opensmdp.rsp.GetBoundProfilePackageRequest;
import org.opensmdp.rsp.GetBoundProfilePackageResponse;
import org.opensmdp.rsp.InitiateAuthenticationRequest;
import org.opensmdp.rsp.InitiateAuthenticationResponse;
import org.opensmdp.rsp.PendingNotification;
import org.opensmdp.rsp.TransactionId;
import org.opensmdp.simulator.Es9Plus;

/** Stands between a device and its servers and remembers the sessions and the reports. */
final class Witness {
  private final List<TransactionId> sessions = new CopyOnWriteArrayList<>();
  private final List<PendingNotification> reports = new CopyOnWriteArrayList<>();

  Function<String, Es9Plus> over(Function<String, ? extends Es9Plus> servers) {
    return address -> new Watched(servers.apply(address));
  }

  /** The sessions the server has begun, the first one first. */
  List<TransactionId> sessions() {
    return sessions;
  }

  /** What the server has been told, each as often as it was. */
  List<PendingNotification> reports() {
    return reports;
  }

  Optional<TransactionId> lastSession() {
    return sessions.isEmpty() ? Optional.empty() : Optional.of(sessions.get(sessions.size() - 1));
  }

  private final class Watched implements Es9Plus {
    private final Es9Plus server;

    Watched(Es9Plus server) {
      this.server = server;
    }

    @Override
    public String address() {
      return server.address();
    }

    @Override
    public InitiateAuthenticationResponse initiateAuthentication(
        InitiateAuthenticationRequest request) {
      var response = server.initiateAuthentication(request);
      sessions.add(response.transactionId());
      return response;
    }

    @Override
    public AuthenticateClientResponse authenticateClient(AuthenticateClientRequest request) {
      return server.authenticateClient(request);
    }

    @Override
    public GetBoundProfilePackageResponse getBoundProfilePackage(
        GetBoundProfilePackageRequest request) {
      return server.getBoundProfilePackage(request);
    }

    @Override
    public void handleNotification(PendingNotification notification) {
      server.handleNotification(notification);
      reports.add(notification);
    }

    @Override
    public void cancelSession(CancelSessionFunctionRequest request) {
      server.cancelSession(request);
    }
  }
}
