package org.opensmdp.activation.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a version does for its cards, measured before another is pushed. Synthetic attempts are left out.
 *
 * @param since attempts that ended from here on, up to {@code takenAt}
 * @param strata the largest first
 */
public record BaselineCard(
    long versionId, Instant since, Instant takenAt, String actor, List<Line> strata) {
  /** How long a card is good for, and how far back it looks. */
  public static final Duration FRESH = Duration.ofDays(14);

  public BaselineCard {
    strata = List.copyOf(strata);
  }

  /**
   * One stratum.
   *
   * @param stratum as {@code 89049032/66.81.2/2.1.0}
   * @param verdicts attempts whose end says something of the version: successes, and failures by the template,
   *     the server, or for a reason unknown
   * @param successes of them
   * @param p50Seconds from delivery to report, of successes; 0 without one
   * @param p95Seconds likewise
   * @param octets of a package as it was delivered, on average; 0 if none was
   */
  public record Line(
      String stratum,
      int verdicts,
      int successes,
      double p50Seconds,
      double p95Seconds,
      long octets) {

    /** Returns the share of successes, 0 to 1. */
    public double successRate() {
      return verdicts == 0 ? 0 : (double) successes / verdicts;
    }
  }

  /** Returns the verdicts of all strata. */
  public int verdicts() {
    return strata.stream().mapToInt(Line::verdicts).sum();
  }

  /** Returns the successes of all strata. */
  public int successes() {
    return strata.stream().mapToInt(Line::successes).sum();
  }

  /** Whether it may still be measured against. */
  public boolean isFresh(Instant now) {
    return takenAt.plus(FRESH).isAfter(now);
  }
}
