package org.opensmdp.activation.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.opensmdp.activation.gate.Baseline;
import org.opensmdp.activation.gate.Stratum;

/** What a rollout is measured against: what each kind of card got before, which is not the same for all. */
public final class RolloutBaselines {
  private RolloutBaselines() {}

  /**
   * Returns the from-version's record by stratum; of cards that were excepted when the rollout was drawn up, the
   * record of the version that they get instead.
   */
  public static Map<Stratum, Baseline> of(
      Rollouts rollouts, Rollout rollout, Instant until, Duration time) {
    var strata = new HashMap<>(rollouts.baselines(rollout.fromVersionId(), until, time));
    for (var exception : rollouts.exceptions(rollout.profileTypeId())) {
      if (exception.heldAt(rollout.createdAt())) {
        var own = rollouts.baselines(exception.versionId(), until, time).get(exception.stratum());
        strata.compute(exception.stratum(), (stratum, other) -> own);
      }
    }
    return strata;
  }
}
