package org.opensmdp.cli;

import java.time.Duration;
import java.util.Optional;
import org.opensmdp.simulator.LpaListener;
import org.opensmdp.simulator.LpaStep;

/** Prints what an LPA does, by the names of the standard. */
final class DeviceSteps implements LpaListener {
  private final Progress progress;

  DeviceSteps(Progress progress) {
    this.progress = progress;
  }

  @Override
  public void stepped(LpaStep step, Duration took, Optional<RuntimeException> failure) {
    String how = failure.map(e -> ": " + e.getMessage()).orElse("");
    progress.done(nameOf(step) + how, took);
  }

  private static String nameOf(LpaStep step) {
    return switch (step) {
      case DISCOVERY_INITIATE_AUTHENTICATION -> "ES11.InitiateAuthentication";
      case DISCOVERY_AUTHENTICATE_CLIENT ->
        "ES11.AuthenticateClient     (the SM-DS says what waits)";
      case INITIATE_AUTHENTICATION -> "ES9+.InitiateAuthentication";
      case AUTHENTICATE_SERVER -> "ES10b.AuthenticateServer    (card checks the server)";
      case AUTHENTICATE_CLIENT -> "ES9+.AuthenticateClient";
      case PREPARE_DOWNLOAD -> "ES10b.PrepareDownload";
      case GET_BOUND_PROFILE_PACKAGE -> "ES9+.GetBoundProfilePackage";
      case LOAD_BOUND_PROFILE_PACKAGE -> "ES10b.LoadBoundProfilePackage (card decrypts, installs)";
      case HANDLE_NOTIFICATION -> "ES9+.HandleNotification";
      case CANCEL_SESSION -> "ES9+.CancelSession";
    };
  }
}
