package org.opensmdp.simulator.device;

import java.io.EOFException;
import java.io.UncheckedIOException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.opensmdp.rsp.AuthenticateClientRequest;
import org.opensmdp.rsp.AuthenticateClientResponse;
import org.opensmdp.rsp.CancelSessionFunctionRequest;
import org.opensmdp.rsp.GetBoundProfilePackageRequest;
import org.opensmdp.rsp.GetBoundProfilePackageResponse;
import org.opensmdp.rsp.InitiateAuthenticationRequest;
import org.opensmdp.rsp.InitiateAuthenticationResponse;
import org.opensmdp.rsp.PendingNotification;
import org.opensmdp.simulator.Es9Plus;
import org.opensmdp.simulator.EuiccQuirks;
import org.opensmdp.simulator.LpaStep;

/** A server over a connection that breaks once: after some answers, or before one of them. */
final class FrailServer implements Es9Plus {
  private final Es9Plus server;
  private final Luck luck;

  /** What has happened to the device so far, with all its servers. */
  static final class Luck {
    private final EuiccQuirks quirks;
    private int answers;
    private boolean broken;

    Luck(EuiccQuirks quirks) {
      this.quirks = quirks;
    }

    Function<String, Es9Plus> over(Function<String, ? extends Es9Plus> servers) {
      return address -> new FrailServer(servers.apply(address), this);
    }

    /** Whether a connection of the device breaks at some time. */
    boolean breaks() {
      return quirks.value(DeviceQuirks.DROPS_AFTER_ANSWERS).isPresent()
          || quirks.value(DeviceQuirks.LOSES_ANSWER).isPresent();
    }

    private <T> T call(LpaStep step, Supplier<T> request) {
      if (quirks
          .value(DeviceQuirks.DROPS_AFTER_ANSWERS)
          .filter(most -> answers >= most)
          .isPresent()) {
        breakOnce("the connection is gone");
      }
      var answer = request.get();
      answers++;
      if (quirks.value(DeviceQuirks.LOSES_ANSWER).filter(lost -> lost == step).isPresent()) {
        breakOnce("the connection is gone before the answer");
      }
      return answer;
    }

    private void breakOnce(String why) {
      if (!broken) {
        broken = true;
        throw new UncheckedIOException(new EOFException(why));
      }
    }
  }

  private FrailServer(Es9Plus server, Luck luck) {
    this.server = server;
    this.luck = luck;
  }

  @Override
  public String address() {
    return server.address();
  }

  @Override
  public InitiateAuthenticationResponse initiateAuthentication(
      InitiateAuthenticationRequest request) {
    return luck.call(LpaStep.INITIATE_AUTHENTICATION, () -> server.initiateAuthentication(request));
  }

  @Override
  public AuthenticateClientResponse authenticateClient(AuthenticateClientRequest request) {
    return luck.call(LpaStep.AUTHENTICATE_CLIENT, () -> server.authenticateClient(request));
  }

  @Override
  public GetBoundProfilePackageResponse getBoundProfilePackage(
      GetBoundProfilePackageRequest request) {
    return luck.call(
        LpaStep.GET_BOUND_PROFILE_PACKAGE, () -> server.getBoundProfilePackage(request));
  }

  @Override
  public void handleNotification(PendingNotification notification) {
    luck.call(LpaStep.HANDLE_NOTIFICATION, () -> {
      server.handleNotification(notification);
      return true;
    });
  }

  @Override
  public void cancelSession(CancelSessionFunctionRequest request) {
    luck.call(LpaStep.CANCEL_SESSION, () -> {
      server.cancelSession(request);
      return true;
    });
  }
}
