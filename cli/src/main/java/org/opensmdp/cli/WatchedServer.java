package org.opensmdp.cli;

import java.util.Optional;
import java.util.OptionalLong;
import org.opensmdp.rsp.AuthenticateClientRequest;
import org.opensmdp.rsp.AuthenticateClientResponse;
import org.opensmdp.rsp.CancelSessionFunctionRequest;
import org.opensmdp.rsp.EuiccResponse;
import org.opensmdp.rsp.FinalResult;
import org.opensmdp.rsp.GetBoundProfilePackageRequest;
import org.opensmdp.rsp.GetBoundProfilePackageResponse;
import org.opensmdp.rsp.InitiateAuthenticationRequest;
import org.opensmdp.rsp.InitiateAuthenticationResponse;
import org.opensmdp.rsp.PendingNotification;
import org.opensmdp.rsp.ProfileInstallationResult;
import org.opensmdp.simulator.Es9Plus;

/**
 * The server as one device meets it, and what is to be remembered of it: when it gave a version, when it took
 * the report, and what the card's report says. Times are of {@link System#nanoTime}.
 */
final class WatchedServer implements Es9Plus {
  private final Es9Plus server;
  private final Seen seen;

  /** What has been seen in one try. One thread at a time. */
  static final class Seen {
    private OptionalLong authenticated = OptionalLong.empty();
    private OptionalLong reported = OptionalLong.empty();
    private Optional<EuiccResponse.PeStatus> refused = Optional.empty();

    /** Returns when authenticateClient was answered, which is when the version is chosen. */
    OptionalLong authenticated() {
      return authenticated;
    }

    /** Returns when the report of the installation was answered 204. */
    OptionalLong reported() {
      return reported;
    }

    /** Returns the element that the card could not process, and how it says so. */
    Optional<EuiccResponse.PeStatus> refused() {
      return refused;
    }
  }

  WatchedServer(Es9Plus server, Seen seen) {
    this.server = server;
    this.seen = seen;
  }

  @Override
  public String address() {
    return server.address();
  }

  @Override
  public InitiateAuthenticationResponse initiateAuthentication(
      InitiateAuthenticationRequest request) {
    return server.initiateAuthentication(request);
  }

  @Override
  public AuthenticateClientResponse authenticateClient(AuthenticateClientRequest request) {
    var answer = server.authenticateClient(request);
    seen.authenticated = OptionalLong.of(System.nanoTime());
    return answer;
  }

  @Override
  public GetBoundProfilePackageResponse getBoundProfilePackage(
      GetBoundProfilePackageRequest request) {
    return server.getBoundProfilePackage(request);
  }

  @Override
  public void handleNotification(PendingNotification notification) {
    server.handleNotification(notification);
    if (notification instanceof ProfileInstallationResult report) {
      seen.reported = OptionalLong.of(System.nanoTime());
      var end = report.profileInstallationResultData().finalResult();
      if (end instanceof FinalResult.Failure failure) {
        seen.refused = failure.simaResponse().flatMap(EuiccResponse::firstError);
      }
    }
  }

  @Override
  public void cancelSession(CancelSessionFunctionRequest request) {
    server.cancelSession(request);
  }
}
