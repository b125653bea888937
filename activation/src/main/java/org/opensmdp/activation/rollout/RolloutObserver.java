package org.opensmdp.activation.rollout;

import org.opensmdp.activation.gate.Decision;
import org.opensmdp.activation.gate.Stratum;

/** Told of rollouts by whoever keeps them. Any thread; must not block. */
public interface RolloutObserver {
  RolloutObserver NONE = new RolloutObserver() {};

  /** A rollout has come into a state, by the keeper. */
  default void moved(Rollout to) {}

  default void quarantined(Rollout rollout, Stratum stratum) {}

  /** Verdicts were counted. */
  default void counted(Rollout rollout, int verdicts) {}

  /** The gate has looked at a rollout. */
  default void decided(Rollout rollout, Decision decision) {}

  /** Hurt orders were armed again, or left to people. */
  default void rearmed(Rollout rollout, int orders, int left) {}
}
