package org.opensmdp.simulator.pack;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.opensmdp.simulator.LpaListener;
import org.opensmdp.simulator.LpaStep;
import org.opensmdp.simulator.Pace;

/** What a device lives through, on the simulated clock. One thread. */
final class VisitStory implements LpaListener {
  private final long begun = Pace.nanoTime();
  private final Set<FunnelStep> steps = EnumSet.noneOf(FunnelStep.class);
  private long delivered;
  private Optional<Duration> installation = Optional.empty();
  private Optional<Duration> session = Optional.empty();

  @Override
  public void stepped(LpaStep step, Duration took, Optional<RuntimeException> failure) {
    if (failure.isPresent()) {
      return;
    }
    switch (step) {
      case INITIATE_AUTHENTICATION -> steps.add(FunnelStep.CONTACTED);
      case AUTHENTICATE_CLIENT -> steps.add(FunnelStep.AUTHENTICATED);
      case GET_BOUND_PROFILE_PACKAGE -> {
        steps.add(FunnelStep.DELIVERED);
        delivered = Pace.nanoTime();
      }
      case LOAD_BOUND_PROFILE_PACKAGE ->
        session = Optional.of(Duration.ofNanos(Pace.nanoTime() - begun));
      case HANDLE_NOTIFICATION -> reported();
      default -> {}
    }
  }

  private void reported() {
    boolean first = steps.contains(FunnelStep.DELIVERED) && steps.add(FunnelStep.REPORTED);
    if (first) {
      installation = Optional.of(Duration.ofNanos(Pace.nanoTime() - delivered));
    }
  }

  void reached(FunnelStep step) {
    steps.add(step);
  }

  Set<FunnelStep> steps() {
    return steps;
  }

  /** Returns the time from the package to the report, if there was one. */
  Optional<Duration> installation() {
    return installation;
  }

  /** Returns the time from the order to the end of the installation, if it was reached. */
  Optional<Duration> session() {
    return session;
  }
}
