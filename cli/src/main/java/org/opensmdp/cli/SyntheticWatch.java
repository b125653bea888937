package org.opensmdp.cli;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Has every region activate, each at its own pace, until it is closed. */
final class SyntheticWatch implements AutoCloseable {
  private final ScheduledExecutorService threads;
  private final Consumer<SyntheticResult> heard;

  private SyntheticWatch(int regions, Consumer<SyntheticResult> heard) {
    this.threads = new ScheduledThreadPoolExecutor(regions);
    this.heard = heard;
  }

  /** @param heard hears of every round, on the threads of the regions */
  static SyntheticWatch start(
      List<SyntheticProbe> probes, Duration every, Consumer<SyntheticResult> heard) {
    var watch = new SyntheticWatch(probes.size(), heard);
    for (var probe : probes) {
      var ignored = watch.threads.scheduleAtFixedRate(
          () -> watch.round(probe), 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }
    return watch;
  }

  private void round(SyntheticProbe probe) {
    try {
      heard.accept(probe.run());
    } catch (InterruptedException e) { // closed
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
