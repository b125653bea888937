package org.opensmdp.activation.rollout;

import java.util.OptionalInt;

/**
 * How many attempts with a version may be undecided at a time while little is known of it: {@code start} until
 * as many verdicts have come, then as many as there are verdicts, then any number.
 *
 * @param start 1 or more
 * @param known verdicts from which on there is no limit
 */
public record ExposureLimit(int start, int known) {
  public static final ExposureLimit STANDARD = new ExposureLimit(5, 60);

  public ExposureLimit {
    if (start < 1 || known < start) {
      throw new IllegalArgumentException(
          "exposure: start %d, known %d (expected: 1 <= start <= known)".formatted(start, known));
    }
  }

  /** Returns the limit when so many verdicts have been counted; empty: none. */
  public OptionalInt at(int verdicts) {
    return verdicts >= known ? OptionalInt.empty() : OptionalInt.of(Math.max(start, verdicts));
  }
}
