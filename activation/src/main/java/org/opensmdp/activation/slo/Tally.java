package org.opensmdp.activation.slo;

import java.util.OptionalDouble;

/**
 * How many were good, and of how many.
 *
 * @param good at most {@code valid}
 * @param valid those that count at all
 */
public record Tally(long good, long valid) {
  public static final Tally NONE = new Tally(0, 0);

  public Tally {
    if (good < 0 || good > valid) {
      throw new IllegalArgumentException("%d good of %d".formatted(good, valid));
    }
  }

  public long bad() {
    return valid - good;
  }

  /** Returns the share of good ones, 0..1; empty of nothing. */
  public OptionalDouble ratio() {
    return valid == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) good / valid);
  }

  public Tally plus(Tally other) {
    return new Tally(good + other.good, valid + other.valid);
  }
}
