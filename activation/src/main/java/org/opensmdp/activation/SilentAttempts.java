package org.opensmdp.activation;

import java.time.InstantSource;

/**
 * Ends the attempts that devices leave open: a package that was delivered and never reported, a session in
 * which none was ever asked for. The order stays as it is, for the card may come again or report late; what
 * is counted does not wait for it.
 */
public final class SilentAttempts {
  /** What events of this rule name as their function. */
  public static final String FUNCTION = "SilentAttempt";

  private final Attempts attempts;
  private final HandoffObserver observer;
  private final InstantSource clock;

  public SilentAttempts(Attempts attempts, HandoffObserver observer, InstantSource clock) {
    this.attempts = attempts;
    this.observer = observer;
    this.clock = clock;
  }

  /** Ends up to {@code most} attempts of each kind; returns how many it ended. */
  public int run(int most) {
    return silent(most) + abandoned(most);
  }

  private int silent(int most) {
    var patience = HandoffPolicy.INSTALLATION.patience().orElseThrow();
    var told = told("the package was delivered, and no report came in %d minutes: ask whether the"
            .formatted(patience.toMinutes())
        + " profile is on the phone; the same phone may try again");
    var ended = attempts.endSilent(clock.instant().minus(patience), most, told);
    observer.timedOut(HandoffPolicy.INSTALLATION, ended.size());
    return ended.size();
  }

  private int abandoned(int most) {
    var told =
        told("the phone was offered the profile and never asked for the package: the order is as"
            + " it was, it may start again");
    var ended = attempts.endAbandoned(clock.instant(), most, told);
    observer.timedOut(HandoffPolicy.DELIVERY, ended.size());
    return ended.size();
  }

  private ActivationEvent told(String text) {
    return ActivationEvent.of(FUNCTION, clock.instant())
        .ending(AttemptEnd.silence())
        .saying(text);
  }
}
