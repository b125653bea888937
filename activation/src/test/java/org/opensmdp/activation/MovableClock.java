package org.opensmdp.activation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that a test puts forward. */
final class MovableClock implements InstantSource {
  private volatile Instant now;

  MovableClock(Instant now) {
    this.now = now;
  }

  @Override
  public Instant instant() {
    return now;
  }

  void forward(Duration time) {
    now = now.plus(time);
  }
}
