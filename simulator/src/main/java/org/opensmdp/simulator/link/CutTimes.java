package org.opensmdp.simulator.link;

import java.util.SplittableRandom;

/** The cuts of one link in their order, drawn as they are wanted. One thread. */
final class CutTimes {
  private final LinkCondition.Cuts cuts;
  private final SplittableRandom random;
  private Cut next;

  /** @param start simulated nanoseconds the link begins at */
  CutTimes(LinkCondition.Cuts cuts, long start, SplittableRandom random) {
    this.cuts = cuts;
    this.random = random;
    this.next = after(start);
  }

  /** Returns the cut that this moment is in, or the next one. */
  Cut at(long now) {
    while (next.ends() <= now) {
      next = after(next.ends());
    }
    return next;
  }

  private Cut after(long end) {
    long begins =
        end + (long) (-Math.log(1 - random.nextDouble()) * cuts.every().toNanos());
    long spread = cuts.longest().minus(cuts.shortest()).toNanos();
    long length = cuts.shortest().toNanos() + (long) (random.nextDouble() * spread);
    return new Cut(begins, begins + length, random.nextDouble() < cuts.breaking());
  }
}
