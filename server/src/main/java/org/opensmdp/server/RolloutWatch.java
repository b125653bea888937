package org.opensmdp.server;

import io.prometheus.client.CollectorRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.opensmdp.activation.StorageUnavailable;
import org.opensmdp.activation.rollout.GateJudgement;
import org.opensmdp.activation.rollout.RolloutKeeper;
import org.opensmdp.persistence.RolloutSignals;
import org.opensmdp.persistence.Stores;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that keeps rollouts: woken by every verdict and every change, and looking by itself every ten
 * seconds. Every node has one; whoever comes first acts.
 */
final class RolloutWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RolloutWatch.class);
  private static final Duration LOOK = Duration.ofSeconds(10);
  private static final long STOP_MILLIS = 5_000;

  private static final Duration SOON = Duration.ofMillis(1);

  /** Verdicts that come together are counted together. */
  private static final long GATHER_MILLIS = 50;

  private final RolloutSignals signals;
  private final RolloutKeeper keeper;
  private final InstantSource clock;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "rollout-keeper");

  private RolloutWatch(RolloutSignals signals, RolloutKeeper keeper, InstantSource clock) {
    this.signals = signals;
    this.keeper = keeper;
    this.clock = clock;
    this.thread.setDaemon(true);
  }

  static RolloutWatch start(
      RolloutSignals signals, Stores store, CollectorRegistry registry, InstantSource clock) {
    var keeper = new RolloutKeeper(
        store.rollouts(),
        store.recalls(),
        store.versions(),
        new GateJudgement(),
        new RolloutMetrics(registry),
        clock);
    var watch = new RolloutWatch(signals, keeper, clock);
    watch.thread.start();
    return watch;
  }

  private void run() {
    try {
      do {
        look();
        if (!signals.await(untilDue()) && stopped.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
      } while (!stopped.await(GATHER_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Nobody says that the time of a stage is over. */
  private Duration untilDue() {
    return keeper
        .due()
        .map(due -> Duration.between(clock.instant(), due).plusMillis(1))
        .map(until -> until.compareTo(SOON) < 0 ? SOON : until)
        .filter(until -> until.compareTo(LOOK) < 0)
        .orElse(LOOK);
  }

  /** A move may make the next one due at once. */
  private void look() {
    try {
      while (keeper.run() > 0 && stopped.getCount() > 0) {
        LOG.atDebug().log("A rollout has moved");
      }
    } catch (StorageUnavailable e) {
      LOG.atDebug().log("Rollouts wait for the database");
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).log("A rollout could not be kept; it is tried again");
    }
  }

  @Override
  public void close() {
    stopped.countDown();
    signals.close();
    try {
      thread.join(STOP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
