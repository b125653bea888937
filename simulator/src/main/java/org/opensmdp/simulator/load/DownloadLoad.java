package org.opensmdp.simulator.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.simulator.Es9Plus;
import org.opensmdp.simulator.LoadCard;

/**
 * Downloads, each by a card of its own over one of a few kept connections. In a closed loop a
 * connection begins its next download when it is done with the last, which finds out what a server
 * can do. In an open loop downloads are due at a steady rate whatever the server does, and the first
 * call of each is counted from when it was due: a server that stalls is charged for all who wait, not
 * only for those who got through (no coordinated omission).
 */
public final class DownloadLoad {
  private static final long SECOND = 1_000_000_000L;

  /** How long after its end an open loop goes on with downloads that were due before. */
  private static final Duration GRACE = Duration.ofSeconds(30);

  private final Supplier<? extends Es9Plus> servers;
  private final int connections;
  private final Queue<Download> waiting = new ConcurrentLinkedQueue<>();

  /** An order that is released, and the card that will fetch it. */
  public record Download(MatchingId matchingId, LoadCard card) {}

  /**
   * How a phase ended.
   *
   * @param missed were due and never begun: no connection became free in time, or no order was left
   * @param firstFailure what the first that failed said
   */
  public record Phase(
      long downloads,
      long failures,
      long missed,
      double seconds,
      Latencies latencies,
      Optional<String> firstFailure) {
    public double perSecond() {
      return downloads / seconds;
    }
  }

  /** @param servers makes a client with a connection of its own */
  public DownloadLoad(Supplier<? extends Es9Plus> servers, int connections) {
    this.servers = servers;
    this.connections = connections;
  }

  /** Has one more download to do. Any thread. */
  public void add(Download download) {
    waiting.add(download);
  }

  public int left() {
    return waiting.size();
  }

  /** Downloads as fast as the server answers, for the time or until nothing is left. */
  public Phase closedLoop(double seconds) throws InterruptedException {
    long end = System.nanoTime() + (long) (seconds * SECOND);
    LongSupplier due = () -> {
      long now = System.nanoTime();
      return now < end && !waiting.isEmpty() ? now : Run.OVER;
    };
    return new Run(due, Long.MAX_VALUE).all();
  }

  /** Begins downloads at a steady rate for the time. */
  public Phase openLoop(double seconds, double perSecond) throws InterruptedException {
    long begun = System.nanoTime();
    long count = (long) (seconds * perSecond);
    var next = new AtomicLong();
    LongSupplier due = () -> {
      long number = next.getAndIncrement();
      return number < count ? begun + (long) (number / perSecond * SECOND) : Run.OVER;
    };
    return new Run(due, begun + (long) (seconds * SECOND) + GRACE.toNanos()).all();
  }

  /** One phase. */
  private final class Run {
    static final long OVER = Long.MIN_VALUE;

    private final LongSupplier due;
    private final long latest;
    private final long begun = System.nanoTime();
    private final Latencies latencies = new Latencies(LoadCard.steps());
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong missed = new AtomicLong();
    private final Queue<String> firstFailure = new ConcurrentLinkedQueue<>();

    /**
     * @param due when the next download is to begin, by System.nanoTime(); OVER if there is none
     * @param latest when no more are begun
     */
    Run(LongSupplier due, long latest) {
      this.due = due;
      this.latest = latest;
    }

    Phase all() throws InterruptedException {
      var threads = new ArrayList<Thread>();
      for (int i = 0; i < connections; i++) {
        var thread = new Thread(this::connection, "load-" + i);
        thread.start();
        threads.add(thread);
      }
      for (var thread : threads) {
        thread.join();
      }
      double took = (System.nanoTime() - begun) / (double) SECOND;
      return new Phase(
          done.get(),
          failed.get(),
          missed.get(),
          took,
          latencies,
          Optional.ofNullable(firstFailure.peek()));
    }

    private void connection() {
      var server = servers.get();
      long next;
      while ((next = due.getAsLong()) != OVER) {
        waitUntil(next);
        var download = System.nanoTime() < latest ? waiting.poll() : null;
        if (download == null) {
          missed.incrementAndGet();
        } else {
          count(server, download, next);
        }
      }
    }

    private void count(Es9Plus server, Download download, long due) {
      try {
        download(server, download, due);
        done.incrementAndGet();
      } catch (RuntimeException e) {
        if (failed.getAndIncrement() == 0) {
          firstFailure.add(e.toString());
        }
      }
    }

    /** @param due when the first call should have begun: waiting for a free connection counts */
    private void download(Es9Plus server, Download download, long due) {
      var card = download.card();
      var initiated = timed(
          0,
          due,
          () -> server.initiateAuthentication(card.initiateAuthentication(server.address())));
      var authenticate = card.authenticateClient(initiated, download.matchingId());
      var authenticated =
          timed(1, System.nanoTime(), () -> server.authenticateClient(authenticate));
      var prepared = card.getBoundProfilePackage(authenticated);
      timed(2, System.nanoTime(), () -> server.getBoundProfilePackage(prepared));
      var report = card.installed(authenticated, server.address());
      timed(3, System.nanoTime(), () -> {
        server.handleNotification(report);
        return report;
      });
    }

    private <T> T timed(int step, long from, Supplier<T> call) {
      var answer = call.get();
      latencies.record(LoadCard.steps().get(step), System.nanoTime() - from);
      return answer;
    }
  }

  private static void waitUntil(long nanoTime) {
    long left;
    while ((left = nanoTime - System.nanoTime()) > 0) {
      LockSupport.parkNanos(left);
    }
  }
}
