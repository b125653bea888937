package org.opensmdp.server;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.opensmdp.activation.AttemptEnd.Result;
import org.opensmdp.activation.AttemptObserver;
import org.opensmdp.activation.StorageUnavailable;
import org.opensmdp.persistence.AttemptRow;
import org.opensmdp.persistence.AttemptRows;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.NotificationEvent;
import org.opensmdp.rsp.TransactionId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts attempts a moment after they are stored, on a thread of its own: the rows are read once for
 * many of them, and no device waits for it. A node counts what it has stored itself; the sum over the
 * nodes is what the database holds. What was not counted when a process died is missing in the
 * counters, never in the database.
 */
final class AttemptCounter implements AttemptObserver, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AttemptCounter.class);
  private static final long EVERY_MILLIS = 500;
  private static final long STOP_SECONDS = 5;
  private static final int MOST_WAITING = 50_000;
  private static final int BATCH = 500;

  /** PostgreSQL keeps microseconds, rounded. */
  private static final Duration ROUNDED = Duration.of(1, ChronoUnit.MICROS);

  private final AttemptRows rows;
  private final AttemptMetrics metrics;
  private final Runnable lost;
  private final BlockingQueue<Stepped> steps = new ArrayBlockingQueue<>(MOST_WAITING);
  private final BlockingQueue<Changed> changes = new ArrayBlockingQueue<>(MOST_WAITING);
  private final ScheduledExecutorService thread;

  private record Stepped(TransactionId attempt, Step step, Instant at) {}

  private record Changed(Iccid profile, NotificationEvent operation, Instant at) {}

  private AttemptCounter(AttemptRows rows, AttemptMetrics metrics, Runnable lost) {
    this.rows = rows;
    this.metrics = metrics;
    this.lost = lost;
    this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
      var daemon = new Thread(task, "attempt-counter");
      daemon.setDaemon(true);
      return daemon;
    });
  }

  /** @param lost hears of each step that cannot be counted, because too many wait */
  static AttemptCounter start(AttemptRows rows, AttemptMetrics metrics, Runnable lost) {
    var counter = new AttemptCounter(rows, metrics, lost);
    var unused = counter.thread.scheduleWithFixedDelay(
        counter::countAll, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    return counter;
  }

  @Override
  public void stepped(TransactionId attempt, Step step, Instant at) {
    if (!steps.offer(new Stepped(attempt, step, at))) {
      lost.run();
    }
  }

  @Override
  public void changed(Iccid profile, NotificationEvent operation, Instant at) {
    if (operation != NotificationEvent.ENABLE && operation != NotificationEvent.DELETE) {
      return;
    }
    if (!changes.offer(new Changed(profile, operation, at))) {
      lost.run();
    }
  }

  private void countAll() {
    try {
      int counted;
      do {
        counted = countSteps() + countChanges();
      } while (counted >= BATCH);
    } catch (StorageUnavailable e) {
      LOG.atDebug().setCause(e).log("Attempts are counted when the database is back");
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).log("Attempts could not be counted; figures are too low");
    }
  }

  /** They leave the queue when they are counted: a database that is away loses none of them. */
  private int countSteps() {
    var batch = first(steps);
    if (!batch.isEmpty()) {
      var found = rows.find(batch.stream().map(Stepped::attempt).distinct().toList());
      take(steps, batch.size());
      batch.forEach(step -> count(step, found));
    }
    return batch.size();
  }

  private int countChanges() {
    var batch = first(changes);
    for (var change : batch) {
      var found = rows.installed(change.profile()).filter(row -> !row.synthetic());
      take(changes, 1);
      found.ifPresent(row -> count(change, row));
    }
    return batch.size();
  }

  private static <T> List<T> first(BlockingQueue<T> queue) {
    return queue.stream().limit(BATCH).toList();
  }

  private static <T> void take(BlockingQueue<T> queue, int count) {
    queue.drainTo(new ArrayList<>(), count);
  }

  private void count(Stepped step, Map<TransactionId, AttemptRow> found) {
    var row = found.get(step.attempt());
    if (row == null || row.synthetic()) {
      return;
    }
    switch (step.step()) {
      case AUTHENTICATED -> metrics.authenticated(row);
      case DELIVERED -> metrics.delivered(row);
      case REPORTED -> countReport(row, step.at());
      case CANCELLED, SILENT -> countEnd(row, step.at());
    }
  }

  private void countReport(AttemptRow row, Instant at) {
    if (countEnd(row, at)) {
      metrics.reported(row, at);
    } else if (row.late().isPresent()
        && row.result().filter(Result.UNCONFIRMED::equals).isPresent()) {
      metrics.reportedLate(row, at);
    }
  }

  /** An attempt ends once: by the step whose time it has. */
  private boolean countEnd(AttemptRow row, Instant at) {
    boolean now = row.endedAt()
        .filter(end -> Duration.between(end, at).abs().compareTo(ROUNDED) <= 0)
        .isPresent();
    if (now) {
      metrics.ended(row);
    }
    return now;
  }

  private void count(Changed change, AttemptRow row) {
    if (change.operation() == NotificationEvent.ENABLE) {
      metrics.enabled(row);
    } else {
      metrics.deleted(row, change.at());
    }
  }

  /** Counts what waits, then stops. */
  @Override
  public void close() {
    thread.execute(this::countAll);
    thread.shutdown();
    try {
      if (!thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
