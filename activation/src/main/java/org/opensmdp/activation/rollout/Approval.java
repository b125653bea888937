package org.opensmdp.activation.rollout;

import java.util.List;
import java.util.stream.Stream;

/** Whether enough people stand behind a stage: above 25 % two different ones. */
public final class Approval {
  private Approval() {}

  /** Whether somebody other than the rollout's owner has agreed to the stage. */
  public static boolean isGiven(Rollout rollout, int stage, List<RolloutStep> steps) {
    if (!rollout.plan().stages().get(stage).needsSecondApproval()) {
      return true;
    }
    var agreed = steps.stream()
        .filter(step -> step.kind() == RolloutStep.Kind.APPROVED && step.stage() == stage)
        .map(RolloutStep::actor);
    return Stream.concat(Stream.of(rollout.owner()), agreed)
            .filter(actor -> !actor.equals(RolloutStep.GATE))
            .distinct()
            .count()
        >= 2;
  }
}
