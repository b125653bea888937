package org.opensmdp.activation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.opensmdp.activation.OperatorCallback.Line;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells operators what waits for them: at least once, and of one ICCID one after the other, in the order
 * in which it happened. Several ICCIDs go at once; what cannot be delivered holds up its own alone.
 *
 * <p>What fails is tried again after a second, two, four, up to an hour, for a day; then it is given up,
 * and what follows for its ICCID goes on.
 */
public final class DeliverCallbacks {
  /** Calls to one operator at a time. */
  public static final int AT_ONCE = 8;

  static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  static final Duration LONGEST_PAUSE = Duration.ofHours(1);
  static final Duration TRIED_FOR = Duration.ofDays(1);

  private static final Logger LOG = LoggerFactory.getLogger(DeliverCallbacks.class);
  private static final int MOST_DOUBLINGS = 12;

  /** Writes to the storage at a time, of all lines: devices must not wait for callbacks. */
  private static final int WRITES_AT_ONCE = 2;

  private final Callbacks callbacks;
  private final CallbackSender sender;
  private final CallbackObserver observer;
  private final Executor threads;
  private final InstantSource clock;
  private final Semaphore writes = new Semaphore(WRITES_AT_ONCE);

  /**
   * Makes the rule.
   *
   * @param threads where calls block; it must take {@link #AT_ONCE} for each line at a time
   */
  public DeliverCallbacks(
      Callbacks callbacks,
      CallbackSender sender,
      CallbackObserver observer,
      Executor threads,
      InstantSource clock) {
    this.callbacks = callbacks;
    this.sender = sender;
    this.observer = observer;
    this.threads = threads;
    this.clock = clock;
  }

  /**
   * Delivers what is due on a line until nothing is. Of one line there must be one run at a time.
   *
   * @param goesOn asked before each call that is begun; those under way are waited for
   */
  public void run(Line line, BooleanSupplier goesOn) throws InterruptedException {
    var to = callbacks.find(line).filter(OperatorCallback::enabled);
    if (to.isPresent()) {
      var run = new Run(to.get());
      try {
        run.untilNothingIsDue(goesOn);
      } finally {
        run.awaitAll();
      }
    }
  }

  /** The calls to one operator that are under way. */
  private final class Run {
    private final OperatorCallback to;
    private final Set<Long> underWay = new HashSet<>();
    private final BlockingQueue<Long> ended = new LinkedBlockingQueue<>();

    Run(OperatorCallback to) {
      this.to = to;
    }

    void untilNothingIsDue(BooleanSupplier goesOn) throws InterruptedException {
      do {
        if (goesOn.getAsBoolean()) {
          begin();
        }
        awaitOne();
      } while (!underWay.isEmpty() || (goesOn.getAsBoolean() && isDue()));
    }

    private boolean isDue() {
      return !callbacks.due(to.line(), clock.instant(), 1).isEmpty();
    }

    /** What is under way is still the first of its ICCID, so nothing overtakes it. */
    private void begin() {
      for (var callback : callbacks.due(to.line(), clock.instant(), AT_ONCE + underWay.size())) {
        if (underWay.size() < AT_ONCE && underWay.add(callback.number())) {
          threads.execute(() -> deliver(callback));
        }
      }
    }

    private void deliver(Callback callback) {
      try {
        var error = tried(to, callback);
        writes.acquireUninterruptibly();
        try {
          settle(callback, error);
        } finally {
          writes.release();
        }
      } catch (RuntimeException e) {
        LOG.atWarn()
            .addKeyValue("iccid", callback.iccid())
            .log("What became of a callback could not be kept, it is sent again: {}", e.toString());
      } finally {
        ended.add(callback.number());
      }
    }

    private void awaitOne() throws InterruptedException {
      if (!underWay.isEmpty()) {
        underWay.remove(ended.take());
        for (var more = ended.poll(); more != null; more = ended.poll()) {
          underWay.remove(more);
        }
      }
    }

    void awaitAll() throws InterruptedException {
      while (!underWay.isEmpty()) {
        awaitOne();
      }
    }
  }

  private Optional<String> tried(OperatorCallback to, Callback callback) {
    try {
      return sender.send(to, callback, clock.instant());
    } catch (RuntimeException e) {
      LOG.atError()
          .addKeyValue("iccid", callback.iccid())
          .setCause(e)
          .log("A callback could not be sent");
      return Optional.of("this server could not send it: " + e.getClass().getSimpleName());
    }
  }

  private void settle(Callback sent, Optional<String> error) {
    var now = clock.instant();
    var kind = sent.line().kind();
    if (error.isEmpty()) {
      callbacks.delivered(sent, now);
      observer.delivered(kind, Duration.between(sent.happenedAt(), now));
      return;
    }
    observer.failed(kind);
    var end = sent.triedSince().plus(TRIED_FOR);
    if (now.isBefore(end)) {
      callbacks.postponed(sent, error.get(), nextAttempt(sent.attempts() + 1, now, end));
      return;
    }
    callbacks.died(sent, error.get(), now);
    observer.died(kind);
    LOG.atWarn()
        .addKeyValue("iccid", sent.iccid())
        .addKeyValue("callback", sent.id())
        .log("An operator could not be told for a day, it is given up: {}", error.get());
  }

  /** The last attempt is the one at the end of the day. */
  static Instant nextAttempt(int failed, Instant now, Instant end) {
    var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failed - 1, MOST_DOUBLINGS));
    var next = now.plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
    return next.isBefore(end) ? next : end;
  }
}
