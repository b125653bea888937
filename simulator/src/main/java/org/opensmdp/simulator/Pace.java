package org.opensmdp.simulator;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * How long simulated time takes: a card that computes for a second, or a link that is slow, waits
 * here. In compressed time the wait is shorter by the factor; who measures adds the difference, so
 * that figures are of simulated time. Any thread.
 *
 * @param factor simulated seconds in a real one, 1 or more
 */
public record Pace(double factor) {
  /** A second is a second. */
  public static final Pace REAL = new Pace(1);

  /** What was spared by compression in this thread, nanoseconds. */
  private static final ThreadLocal<long[]> SPARED = ThreadLocal.withInitial(() -> new long[1]);

  public Pace {
    if (!(factor >= 1)) {
      throw new IllegalArgumentException(factor + " (expected: 1 or more)");
    }
  }

  /** Lets this much simulated time pass. */
  public void pass(Duration simulated) {
    long nanos = Math.max(0, simulated.toNanos());
    long real = (long) (nanos / factor);
    long end = System.nanoTime() + real;
    long left;
    while ((left = end - System.nanoTime()) > 0 && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(left);
    }
    SPARED.get()[0] += nanos - real;
  }

  /** Nanoseconds of simulated time since an arbitrary moment, for differences within one thread. */
  public static long nanoTime() {
    return System.nanoTime() + SPARED.get()[0];
  }
}
