package org.opensmdp.activation.slo;

import java.util.OptionalDouble;

/**
 * How much of what may go wrong has gone wrong: one objective over its 30 days, and the last hour beside it.
 *
 * @param month the 30 days that end now
 * @param hour the hour that ends now
 */
public record ErrorBudget(Objective objective, Tally month, Tally hour) {

  /** Returns how many of the month's might be bad; broken ones, for a share of few is no whole number. */
  public double allowed() {
    return month.valid() * (1 - objective.target());
  }

  public long used() {
    return month.bad();
  }

  /**
   * Returns the share that is left, 1 with nothing used, below 0 when overdrawn; empty of nothing. Where
   * nothing is allowed it is 1 until something is bad, and 0 from then on.
   */
  public OptionalDouble left() {
    if (month.valid() == 0) {
      return OptionalDouble.empty();
    }
    if (objective.target() >= 1) {
      return OptionalDouble.of(used() == 0 ? 1 : 0);
    }
    return OptionalDouble.of(1 - used() / allowed());
  }

  /**
   * Returns how many times faster than evenly the last hour has used the budget: at 1 it lasts the 30
   * days, at 14.4 two days; empty where the hour had none, or nothing is allowed.
   */
  public OptionalDouble burn() {
    if (hour.valid() == 0 || objective.target() >= 1) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of((double) hour.bad() / hour.valid() / (1 - objective.target()));
  }

  /** Whether more went wrong than is allowed. */
  public boolean isOverdrawn() {
    return used() > allowed();
  }
}
