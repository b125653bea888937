package org.opensmdp.simulator.link;

import java.time.Duration;
import java.util.Optional;

/**
 * What a link is like, as the device sees it.
 *
 * @param name what reports call it
 * @param roundTrip there and back without load, 0 to a minute
 * @param jitter one standard deviation of the round trip
 * @param loss share of segments that are lost, 0 to 0.9; each way
 * @param downKbit thousand bits a second towards the device, 1 or more
 * @param upKbit the same from the device
 * @param cuts when the link goes away; absent: never
 * @param captivePortal whether a log-in page stands in the way of the first call
 */
public record LinkCondition(
    String name,
    Duration roundTrip,
    Duration jitter,
    double loss,
    int downKbit,
    int upKbit,
    Optional<Cuts> cuts,
    boolean captivePortal) {
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final double MOST_LOSS = 0.9;

  public LinkCondition {
    within("round trip", roundTrip);
    within("jitter", jitter);
    if (!(loss >= 0 && loss <= MOST_LOSS)) {
      throw new IllegalArgumentException("loss %s (expected: 0 to %s)".formatted(loss, MOST_LOSS));
    }
    if (downKbit < 1 || upKbit < 1) {
      throw new IllegalArgumentException(
          "rate of %d down, %d up (expected: 1 kbit/s or more)".formatted(downKbit, upKbit));
    }
  }

  /**
   * When a link goes away, and for how long.
   *
   * @param every mean of simulated time between two cuts, exponentially distributed
   * @param shortest of a cut
   * @param longest of a cut; lengths between are equally likely
   * @param breaking share of cuts that break connections; over the others TCP waits and goes on
   */
  public record Cuts(Duration every, Duration shortest, Duration longest, double breaking) {
    public Cuts {
      if (every.isNegative() || every.isZero()) {
        throw new IllegalArgumentException(
            "cuts every %s (expected: more than 0)".formatted(every));
      }
      within("shortest cut", shortest);
      within("longest cut", longest);
      if (shortest.compareTo(longest) > 0) {
        throw new IllegalArgumentException(
            "shortest cut %s (expected: at most the longest, %s)".formatted(shortest, longest));
      }
      if (!(breaking >= 0 && breaking <= 1)) {
        throw new IllegalArgumentException("breaking %s (expected: 0 to 1)".formatted(breaking));
      }
    }
  }

  /** Returns a link without jitter, loss, cuts and log-in page. */
  public static LinkCondition steady(String name, Duration roundTrip, int downKbit, int upKbit) {
    return new LinkCondition(
        name, roundTrip, Duration.ZERO, 0, downKbit, upKbit, Optional.empty(), false);
  }

  /** Returns the same link to a server that is so much farther away. */
  public LinkCondition farther(Duration more) {
    return new LinkCondition(
        name, roundTrip.plus(more), jitter, loss, downKbit, upKbit, cuts, captivePortal);
  }

  /** Returns the link with losses. */
  public LinkCondition losing(double share) {
    return new LinkCondition(name, roundTrip, jitter, share, downKbit, upKbit, cuts, captivePortal);
  }

  /** Returns the link with jitter. */
  public LinkCondition unsteady(Duration deviation) {
    return new LinkCondition(
        name, roundTrip, deviation, loss, downKbit, upKbit, cuts, captivePortal);
  }

  /** Returns the link with cuts. */
  public LinkCondition cut(Cuts by) {
    return new LinkCondition(
        name, roundTrip, jitter, loss, downKbit, upKbit, Optional.of(by), captivePortal);
  }

  /** Returns the link behind a log-in page. */
  public LinkCondition behindPortal() {
    return new LinkCondition(name, roundTrip, jitter, loss, downKbit, upKbit, cuts, true);
  }

  private static void within(String what, Duration value) {
    if (value.isNegative() || value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "%s %s (expected: 0 to %s)".formatted(what, value, LONGEST));
    }
  }
}
