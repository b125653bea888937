package org.opensmdp.cli;

import java.time.Instant;
import java.util.Optional;
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
import org.opensmdp.rsp.TransactionId;
import org.opensmdp.simulator.Es9Plus;

/**
 * The server as one device meets it, and what is to be remembered of it: when it gave a version, when it took
 * the report, and what the card's report says.
 */
final class WatchedServer implements Es9Plus {
  private final Es9Plus server;
  private final Seen seen;

  /** What has been seen in one try. One thread at a time. */
  static final class Seen {
    private Optional<TransactionId> transaction = Optional.empty();
    private Optional<Instant> authenticated = Optional.empty();
    private Optional<Instant> reported = Optional.empty();
    private Optional<EuiccResponse.PeStatus> refused = Optional.empty();

    /** Returns the session that the server has opened for it. */
    Optional<TransactionId> transaction() {
      return transaction;
    }

    /** Returns when authenticateClient was answered, which is when the version is chosen. */
    Optional<Instant> authenticated() {
      return authenticated;
    }

    /** Returns when the report of the installation was answered 204. */
    Optional<Instant> reported() {
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
    seen.transaction = Optional.of(request.transactionId());
    seen.authenticated = Optional.of(Instant.now());
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
      seen.reported = Optional.of(Instant.now());
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
