package org.opensmdp.activation;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.opensmdp.rsp.Iccid;

/**
 * Takes what an operator's network says, event by event: each once, however often it is sent, and each
 * compared with the inventory (handoff H12). Any thread.
 */
public final class TakeNetworkEvents {
  /** Clocks differ; further ahead than this is a mistake. */
  private static final Duration AHEAD = Duration.ofMinutes(10);

  private static final Duration OLDEST = Duration.ofDays(400);

  private final NetworkEvents events;
  private final HandoffChecks checks;
  private final InstantSource clock;

  /** What became of an event. */
  public enum Verdict {
    ACCEPTED,
    /** The operator has sent it before. */
    DUPLICATE,
    /** Kept, but the operator has no profile with this IMSI here. */
    UNKNOWN_IMSI,
    /** Kept, but the network believes in another ICCID than the inventory: an incident is open. */
    CROSSED
  }

  public TakeNetworkEvents(NetworkEvents events, HandoffChecks checks, InstantSource clock) {
    this.events = events;
    this.checks = checks;
    this.clock = clock;
  }

  /**
   * Takes one event.
   *
   * @param actor who sends it, for an incident
   * @throws IllegalArgumentException if its moment lies ahead, or more than 400 days back
   */
  public Verdict run(Operator operator, String actor, NetworkEvent event) {
    requirePlausible(event);
    var ours = events.find(operator, event.imsi());
    var told = ours.map(iccid -> ActivationEvent.of(event.kind().function(), event.happenedAt())
        .of(iccid)
        .saying(detail(event)));
    if (!events.put(operator, event, ours, told, clock.instant())) {
      return Verdict.DUPLICATE;
    }
    if (ours.isEmpty()) {
      checks.unknown(Handoff.NETWORK);
      return Verdict.UNKNOWN_IMSI;
    }
    return compared(ours.get(), event, actor, told.orElseThrow());
  }

  private void requirePlausible(NetworkEvent event) {
    var now = clock.instant();
    if (event.happenedAt().isAfter(now.plus(AHEAD))) {
      throw new IllegalArgumentException("happenedAt lies ahead; send times in UTC");
    }
    if (event.happenedAt().isBefore(now.minus(OLDEST))) {
      throw new IllegalArgumentException("happenedAt lies more than 400 days back");
    }
  }

  private Verdict compared(Iccid ours, NetworkEvent event, String actor, ActivationEvent about) {
    var other = event.saidIccid().filter(said -> !said.equals(ours));
    if (other.isEmpty()) {
      checks.matched(Handoff.NETWORK);
      return Verdict.ACCEPTED;
    }
    events.openCrossing(ours, event, actor, clock.instant());
    checks.suspect(
        Handoff.NETWORK,
        about,
        "the network says ICCID %s of this subscriber, the inventory %s"
            .formatted(other.get().digits(), ours.digits()));
    return Verdict.CROSSED;
  }

  private static String detail(NetworkEvent event) {
    var network = event.network().map(it -> "network " + it).orElse("");
    return Optional.of(event.cause())
        .filter(cause -> !cause.isEmpty())
        .map(cause -> (network + " cause " + cause).strip())
        .orElse(network);
  }
}
