package org.opensmdp.activation.rollout;

import java.util.List;
import org.opensmdp.activation.gate.Baselines;
import org.opensmdp.activation.gate.Decision;
import org.opensmdp.activation.gate.Gate;

/** The judgement of a {@link Gate}, built anew from what is stored: whichever node does it, it is the same. */
public final class GateJudgement implements Judgement {

  @Override
  public Decision of(
      Rollout rollout, List<RolloutSample> samples, List<RolloutStep> steps, Baselines baselines) {
    var gate = new Gate(rollout.plan().gate(), baselines);
    var resumed = steps.stream()
        .filter(step -> step.kind() == RolloutStep.Kind.RESUMED)
        .map(RolloutStep::happenedAt)
        .iterator();
    var next = resumed.hasNext() ? resumed.next() : null;
    for (var sample : samples) {
      while (next != null && !sample.countedAt().isBefore(next)) {
        gate.resumed();
        next = resumed.hasNext() ? resumed.next() : null;
      }
      gate.add(sample.sample());
    }
    if (next != null) {
      gate.resumed();
    }
    gate.stage(rollout.stage());
    rollout.quarantined().forEach(gate::quarantine);
    return gate.decide(rollout.current().minimum());
  }
}
