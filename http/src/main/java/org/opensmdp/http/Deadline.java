package org.opensmdp.http;

import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * A deadline that moves with every request. The timer behind it is left alone when the deadline
 * moves away and looks again when it rings: a busy connection touches the timer queue once in a
 * while instead of twice per request. Event loop only.
 */
final class Deadline {
  private final EventExecutor loop;
  private final Runnable missed;
  private Optional<Future<?>> timer = Optional.empty();
  private long timerRingsAt;
  private long due;
  private boolean set;

  Deadline(EventExecutor loop, Runnable missed) {
    this.loop = loop;
    this.missed = missed;
  }

  void in(Duration time) {
    long nanos = time.toNanos();
    due = System.nanoTime() + nanos;
    set = true;
    if (timer.isEmpty() || due - timerRingsAt < 0) {
      wind(nanos);
    }
  }

  /** There is nothing to miss for now. */
  void lift() {
    set = false;
  }

  /** There will never be anything to miss again. */
  void cancel() {
    set = false;
    timer.ifPresent(ringing -> ringing.cancel(false));
    timer = Optional.empty();
  }

  private void wind(long nanos) {
    timer.ifPresent(ringing -> ringing.cancel(false));
    timerRingsAt = due;
    timer = Optional.of(loop.schedule(this::ring, nanos, TimeUnit.NANOSECONDS));
  }

  private void ring() {
    timer = Optional.empty();
    if (!set) {
      return;
    }
    long left = due - System.nanoTime();
    if (left > 0) {
      wind(left);
    } else {
      set = false;
      missed.run();
    }
  }
}
