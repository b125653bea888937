package org.opensmdp.activation.rollout;

import java.util.Set;

/** Where a rollout stands. */
public enum RolloutState {
  DRAFT,
  PREFLIGHT,
  REJECTED,
  RUNNING,
  PAUSED,
  /** All cards get the version; it is not the stable one yet. */
  COMPLETE,
  STABLE,
  ROLLING_BACK,
  ROLLED_BACK;

  private static final Set<RolloutState> ENDS = Set.of(REJECTED, STABLE, ROLLED_BACK);

  /** Whether nothing can become of it any more. */
  public boolean isEnd() {
    return ENDS.contains(this);
  }

  /** Whether it keeps other rollouts of its type waiting. */
  public boolean isUnderWay() {
    return this != DRAFT && !isEnd();
  }
}
