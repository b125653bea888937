package org.opensmdp.activation.slo;

import java.util.Map;
import java.util.OptionalDouble;
import org.opensmdp.activation.Attribution;

/**
 * What became of attempts: each is counted once, by what was known 15 minutes after its package was
 * delivered.
 *
 * @param key what they have in common, empty where nothing is told apart
 * @param authenticated sessions of cards that proved themselves
 * @param delivered of them, those whose package left: attempts; the sum of the five that follow
 * @param open delivered less than 15 minutes ago, and nothing is known yet
 * @param succeeded the card reported that it has installed
 * @param failed the card reported that it has not
 * @param cancelled the session was given up after the package was delivered
 * @param unconfirmed nothing came in time
 * @param blamed whose fault failed, cancelled and unconfirmed are; all attributions, their sum
 * @param lateSuccesses of the unconfirmed, those whose card reported later that it has installed
 * @param lateFailures of the unconfirmed, those whose card reported later that it has not
 * @param confirmedInADay good: any report within a day; valid: reported, or delivered a day ago
 * @param quick good: reports within 60 seconds; valid: reports in time
 * @param medianSeconds from package to report in time; empty of none
 * @param p95Seconds the same, of which 95 % are faster
 */
public record AttemptFigures(
    String key,
    long authenticated,
    long delivered,
    long open,
    long succeeded,
    long failed,
    long cancelled,
    long unconfirmed,
    Map<Attribution, Long> blamed,
    long lateSuccesses,
    long lateFailures,
    Tally confirmedInADay,
    Tally quick,
    OptionalDouble medianSeconds,
    OptionalDouble p95Seconds) {

  public AttemptFigures {
    blamed = Map.copyOf(blamed);
  }

  /** Returns S3: successes among what is decided, without what users are the cause of. */
  public Tally activation() {
    long valid = decided() - blamed.getOrDefault(Attribution.USER, 0L);
    return new Tally(succeeded, valid);
  }

  /** Returns S5: any report in time among what is decided. */
  public Tally confirmation() {
    return new Tally(succeeded + failed, decided());
  }

  private long decided() {
    return delivered - open;
  }
}
