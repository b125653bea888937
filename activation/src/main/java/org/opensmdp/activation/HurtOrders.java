package org.opensmdp.activation;

import java.time.InstantSource;
import java.util.Optional;
import org.opensmdp.activation.Profile.Rearmable;
import org.opensmdp.activation.Profile.Released;
import org.opensmdp.activation.rollout.Recalls;
import org.opensmdp.activation.rollout.Recalls.HurtOrder;
import org.opensmdp.activation.rollout.Rollout;
import org.opensmdp.rsp.Iccid;

/**
 * What becomes of the orders of a version that is taken back. Those that it has hurt are downloadable again as
 * if that attempt had not been, each once for one rollout: ICCID, IMSI, keys and the customer's code stay, and
 * the operator is told at point 110. Those that may not come again are left to people.
 */
public final class HurtOrders {
  private static final String FUNCTION = "Rollout.RollBack";

  private final Recalls recalls;
  private final InstantSource clock;

  public HurtOrders(Recalls recalls, InstantSource clock) {
    this.recalls = recalls;
    this.clock = clock;
  }

  /** How many were armed again, and how many are left to people. */
  public record Done(int rearmed, int left) {}

  /** Returns the event of an order that loses its version before it was installed. */
  public ActivationEvent unpinned(Rollout rollout) {
    return ActivationEvent.of(FUNCTION, clock.instant())
        .saying("its version was taken back by rollout " + rollout.rolloutId()
            + ": the next download gets the stable one");
  }

  /** Looks at hurt orders that nobody has looked at, so many at most. */
  public Done run(Rollout rollout, int most) {
    int rearmed = 0;
    int left = 0;
    for (var hurt : recalls.hurt(rollout, most)) {
      var obstacle = obstacle(hurt);
      if (obstacle.isPresent()) {
        recalls.leave(rollout, iccid(hurt), obstacle.get(), clock.instant());
        left++;
      } else if (isRearmed(rollout, hurt)) {
        rearmed++;
      } // else somebody has moved it: the next round sees what it has become
    }
    return new Done(rearmed, left);
  }

  private static Iccid iccid(HurtOrder hurt) {
    return hurt.order().stored().profile().iccid();
  }

  private static Optional<String> obstacle(HurtOrder hurt) {
    if (!(hurt.order().stored().profile() instanceof Rearmable profile)) {
      return Optional.of("it is in a state from which no order comes again");
    }
    if (profile.order().smdsAddress().isPresent()) {
      return Optional.of(
          "the order was announced at an SM-DS, which takes no event twice: cancel it"
              + " and place another");
    }
    if (hurt.order().rearmed() >= ReArm.MOST) {
      return Optional.of(
          "the order was armed again %d times: cancel it and place another".formatted(ReArm.MOST));
    }
    return Optional.empty();
  }

  private boolean isRearmed(Rollout rollout, HurtOrder hurt) {
    var before = (Rearmable) hurt.order().stored().profile();
    Released after = before.rearmed(before.order().untriedOnce());
    var now = clock.instant();
    var event = ActivationEvent.of(FUNCTION, now)
        .moving(before, after)
        .saying("armed again: its version was taken back by rollout " + rollout.rolloutId())
        .telling(ProgressPoints.ofRollback());
    return recalls.rearm(rollout, before, after, event);
  }
}
