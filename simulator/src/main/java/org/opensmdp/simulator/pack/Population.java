package org.opensmdp.simulator.pack;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.opensmdp.certs.CiTrust;
import org.opensmdp.certs.TestHierarchy;
import org.opensmdp.simulator.Pace;

/**
 * A run: the devices of a plan come when their time is there, whatever the server does (an open loop),
 * on a bounded number of threads. A device is made when it comes and dropped when it goes, so that
 * memory is that of those on the way. One run.
 */
public final class Population {
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  private final PopulationPlan plan;
  private final PopulationSite site;
  private final Pace pace;
  private final int threads;
  private final PackDevices kinds;

  /**
   * @param threads devices on the way at the same time; more wait, and are reported as late
   * @throws PackException if the pack names a kind of device that there is not
   */
  public Population(PopulationPlan plan, PopulationSite site, Pace pace, int threads) {
    this.plan = plan;
    this.site = site;
    this.pace = pace;
    this.threads = threads;
    this.kinds = new PackDevices(plan.pack());
  }

  /**
   * Runs to the end and returns what was counted.
   *
   * @param heard is told of every device that has gone, on the thread that ran it
   */
  public Tally run(Consumer<DeviceResult> heard) throws InterruptedException {
    var tally = new Tally(plan, pace);
    var trust = CiTrust.trustManager(
        site.hierarchies().stream().map(TestHierarchy::tlsCi).toList());
    var workers = Executors.newFixedThreadPool(threads);
    try {
      long begun = System.nanoTime();
      for (var visit : plan.visits()) {
        long due = begun + (long) (visit.at().toNanos() / pace.factor());
        await(due);
        workers.execute(() -> {
          var late =
              Duration.ofNanos((long) (Math.max(0, System.nanoTime() - due) * pace.factor()));
          var result = new DeviceVisit(visit, kinds.of(visit), site, pace)
              .run(plan.cardNumber(visit), trust, tally::answered, late);
          tally.add(result);
          heard.accept(result);
        });
      }
      end(workers);
      tally.took(Duration.ofNanos(System.nanoTime() - begun));
      return tally;
    } finally {
      workers.shutdownNow();
    }
  }

  private static void await(long nanoTime) throws InterruptedException {
    long left;
    while ((left = nanoTime - System.nanoTime()) > 0) {
      LockSupport.parkNanos(left);
      if (Thread.interrupted()) {
        throw new InterruptedException("the run was interrupted");
      }
    }
  }

  private static void end(ExecutorService workers) throws InterruptedException {
    workers.shutdown();
    if (!workers.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("the last devices have not ended in " + PATIENCE);
    }
  }
}
