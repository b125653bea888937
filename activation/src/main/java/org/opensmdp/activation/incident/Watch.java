package org.opensmdp.activation.incident;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.opensmdp.activation.Attribution;
import org.opensmdp.activation.incident.Incident.Cause;
import org.opensmdp.activation.slo.Objective;
import org.opensmdp.activation.slo.Part;

/** What tells, of an incident of each cause, when it began and when it is over. */
final class Watch {
  /** So long it has to be good before it is believed. */
  static final Duration CALM = Duration.ofMinutes(10);

  /** So far back the first sign is looked for. */
  static final Duration LOOK_BACK = Duration.ofHours(24);

  /** Fewer attempts than these prove nothing. */
  static final long FEWEST = 4;

  private static final Set<Attribution> NO_USERS = Set.of(
      Attribution.SERVER,
      Attribution.TEMPLATE,
      Attribution.OPERATOR,
      Attribution.DEVICE,
      Attribution.NETWORK,
      Attribution.UNKNOWN);

  private Watch() {}

  /** Returns whose faults are signs of a cause. */
  static Set<Attribution> faults(Cause cause) {
    return switch (cause) {
      case SERVER, CAPACITY -> Set.of(Attribution.SERVER);
      case TEMPLATE -> Set.of(Attribution.TEMPLATE);
      case OPERATOR -> Set.of(Attribution.OPERATOR);
      case DEVICE -> Set.of(Attribution.DEVICE);
      case NETWORK -> Set.of(Attribution.NETWORK);
      case ROLLOUT, UNKNOWN -> NO_USERS;
      case INTEGRITY, SECURITY -> Set.of();
    };
  }

  /** Returns what must be over its target; empty where people alone can say that it is over. */
  static Optional<Objective> objective(Cause cause) {
    return switch (cause) {
      case ROLLOUT, TEMPLATE, DEVICE, NETWORK, OPERATOR, UNKNOWN ->
        Optional.of(Objective.ACTIVATION);
      case SERVER -> Optional.of(Objective.DEVICE_INTERFACE);
      case INTEGRITY, SECURITY, CAPACITY -> Optional.empty();
    };
  }

  static Part part(Incident.What what) {
    return new Part(
        Optional.empty(),
        what.profileTypeId(),
        what.version(),
        what.region(),
        Optional.empty(),
        Optional.empty());
  }
}
