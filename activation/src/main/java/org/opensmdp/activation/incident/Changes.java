package org.opensmdp.activation.incident;

import java.util.OptionalDouble;

/** What became of rollouts that were started. */
public record Changes(long started, long rolledBack) {

  /** Returns the change failure rate, 0..1; empty of none. */
  public OptionalDouble failureRate() {
    return started == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) rolledBack / started);
  }
}
