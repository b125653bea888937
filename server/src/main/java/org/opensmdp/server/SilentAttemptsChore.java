package org.opensmdp.server;

import java.time.Duration;
import java.time.InstantSource;
import org.opensmdp.activation.Attempts;
import org.opensmdp.activation.HandoffObserver;
import org.opensmdp.activation.SilentAttempts;
import org.opensmdp.server.Housekeeping.Chore;

/** Ends by the clock the attempts that devices leave open. */
final class SilentAttemptsChore {
  private static final int BATCH = 1000;

  private SilentAttemptsChore() {}

  static Chore of(Attempts attempts, HandoffObserver observer, InstantSource clock) {
    var silent = new SilentAttempts(attempts, observer, clock);
    return new Chore("end silent attempts", Duration.ofMinutes(1), () -> all(silent));
  }

  private static long all(SilentAttempts silent) {
    long all = 0;
    int round;
    do {
      round = silent.run(BATCH);
      all += round;
    } while (round >= BATCH);
    return all;
  }
}
