package org.opensmdp.cli;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits between two looks at something that others do. */
final class Pauses {
  private static final Duration SHORT = Duration.ofMillis(100);

  private Pauses() {}

  /** Waits for a tenth of a second. */
  static void shortOne() throws InterruptedException {
    long end = System.nanoTime() + SHORT.toNanos();
    long left;
    while ((left = end - System.nanoTime()) > 0) {
      LockSupport.parkNanos(left);
      if (Thread.interrupted()) {
        throw new InterruptedException("the run was interrupted");
      }
    }
  }
}
