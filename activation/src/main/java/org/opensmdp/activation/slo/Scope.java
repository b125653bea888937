package org.opensmdp.activation.slo;

import java.time.Duration;
import java.time.Instant;

/**
 * Which attempts are counted: those that began in a time, of a part of the traffic.
 *
 * @param from the first moment
 * @param to the first moment after it
 * @param now when it is asked: what is not decided by then is left out
 */
public record Scope(Instant from, Instant to, Instant now, Part part) {
  public Scope {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("from %s is not before to %s".formatted(from, to));
    }
  }

  /** Returns the time that ends now. */
  public static Scope last(Duration time, Instant now, Part part) {
    return new Scope(now.minus(time), now, now, part);
  }
}
