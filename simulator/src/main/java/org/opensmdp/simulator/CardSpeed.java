package org.opensmdp.simulator;

import java.time.Duration;

/**
 * How long a card takes for its commands. The times are those measured on one real test card, which
 * needs 25 seconds for a download: six milliseconds for a challenge, three seconds and four for the
 * two steps with signatures, one second for each piece of a package. Any thread.
 *
 * @param factor times the measured ones; 0 is a card that takes none
 */
public record CardSpeed(double factor, Pace pace) {
  public static final CardSpeed INSTANT = new CardSpeed(0, Pace.REAL);

  public CardSpeed {
    if (!(factor >= 0 && factor <= 1000)) {
      throw new IllegalArgumentException("factor: " + factor + " (expected: 0 to 1000)");
    }
  }

  /** What a card is asked for, with the milliseconds the measured card took. */
  enum Command {
    GET_EUICC_CHALLENGE(6),
    GET_EUICC_INFO(41),
    AUTHENTICATE_SERVER(3_100),
    PREPARE_DOWNLOAD(4_100),
    LOAD_BOUND_PROFILE_PACKAGE(1_000),
    CANCEL_SESSION(1_000); // not measured: one signature

    private final Duration measured;

    Command(long milliseconds) {
      this.measured = Duration.ofMillis(milliseconds);
    }
  }

  void spend(Command command) {
    if (factor > 0) {
      pace.pass(Duration.ofNanos((long) (command.measured.toNanos() * factor)));
    }
  }
}
