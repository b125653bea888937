package org.opensmdp.activation.rollout;

import java.util.List;
import org.opensmdp.activation.gate.Baselines;
import org.opensmdp.activation.gate.Decision;

/** How a rollout is judged: by its samples in their order, and nothing else that changes. Pure. */
@FunctionalInterface
public interface Judgement {
  Decision of(
      Rollout rollout, List<RolloutSample> samples, List<RolloutStep> steps, Baselines baselines);
}
