package org.opensmdp.server;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.opensmdp.activation.CallbackSender;
import org.opensmdp.activation.Callbacks;
import org.opensmdp.activation.DeliverCallbacks;
import org.opensmdp.activation.OperatorCallback.Line;
import org.opensmdp.activation.StorageUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that operators are told. Twice a second each node looks, reading only, whether something is
 * due; a line on which something is becomes a task of db-scheduler, so that one node is at it whoever
 * has seen it, and another takes over within some ten seconds when that one is gone.
 *
 * <p>A line has its turn for half a minute and then goes to the end of the queue.
 */
final class CallbackDelivery implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CallbackDelivery.class);

  /** Lines that a node is at; one that is slow costs a thread and nothing else. */
  private static final int LINES = 100;

  private static final long LOOK_MILLIS = 500;
  private static final int LOOKS_PER_COUNT = 20;
  private static final Duration POLL = Duration.ofSeconds(5);
  private static final Duration HEARTBEAT = Duration.ofSeconds(2);
  private static final int MISSED_HEARTBEATS = 4;
  private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(5);
  private static final Duration TURN = Duration.ofSeconds(30);
  private static final Duration STOP = Duration.ofSeconds(20);
  private static final Duration KEPT = Duration.ofDays(30);

  private final Callbacks callbacks;
  private final CallbackMetrics metrics;
  private final InstantSource clock;
  private final DeliverCallbacks delivery;
  private final ExecutorService calls = Executors.newCachedThreadPool(CallbackDelivery::daemon);
  private final ScheduledExecutorService looking =
      Executors.newSingleThreadScheduledExecutor(CallbackDelivery::daemon);
  private final OneTimeTask<Void> deliver;
  private final Scheduler scheduler;
  private volatile boolean stopped;
  private int looks;

  private CallbackDelivery(
      DataSource database,
      Callbacks callbacks,
      CallbackSender sender,
      CallbackMetrics metrics,
      InstantSource clock,
      String node) {
    this.callbacks = callbacks;
    this.metrics = metrics;
    this.clock = clock;
    this.delivery = new DeliverCallbacks(callbacks, sender, metrics, calls, clock);
    this.deliver = Tasks.oneTime("deliver-callbacks")
        .onFailure(new FailureHandler.OnFailureRetryLater<>(AFTER_A_FAILURE))
        .execute((instance, context) -> turn(Line.parse(instance.getId())));
    this.scheduler = Scheduler.create(database, deliver)
        .startTasks(forget())
        .executorService(Executors.newCachedThreadPool(CallbackDelivery::daemon))
        .threads(LINES)
        .schedulerName(new SchedulerName.Fixed(node))
        .pollingInterval(POLL)
        .enableImmediateExecution()
        .heartbeatInterval(HEARTBEAT)
        .missedHeartbeatsLimit(MISSED_HEARTBEATS)
        .shutdownMaxWait(STOP)
        .build();
  }

  /** Begins to look and to deliver. */
  static CallbackDelivery start(
      DataSource database,
      Callbacks callbacks,
      CallbackSender sender,
      CallbackMetrics metrics,
      InstantSource clock,
      String node) {
    var delivery = new CallbackDelivery(database, callbacks, sender, metrics, clock, node);
    delivery.scheduler.start();
    var unused = delivery.looking.scheduleWithFixedDelay(
        delivery::look, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    return delivery;
  }

  private RecurringTask<Void> forget() {
    return Tasks.recurring("forget-callbacks", FixedDelay.ofHours(1))
        .execute((instance, context) -> callbacks.forget(clock.instant().minus(KEPT)));
  }

  private void look() {
    try {
      var now = clock.instant();
      for (var line : callbacks.due(now)) {
        scheduler.scheduleIfNotExists(deliver.instance(line.name()), Instant.now());
      }
      if (looks++ % LOOKS_PER_COUNT == 0) {
        metrics.waiting(callbacks.backlog());
      }
    } catch (StorageUnavailable e) {
      LOG.atDebug().log("Callbacks wait for the database");
    } catch (RuntimeException e) {
      LOG.atWarn().setCause(e).log("What is due to operators could not be looked up; tried again");
    }
  }

  private void turn(Line line) {
    long end = System.nanoTime() + TURN.toNanos();
    BooleanSupplier goesOn = () -> !stopped && System.nanoTime() - end < 0;
    try {
      delivery.run(line, goesOn);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread daemon(Runnable work) {
    var thread = new Thread(work, "callbacks");
    thread.setDaemon(true);
    return thread;
  }

  /** Begins no call any more, and waits for those under way. */
  @Override
  public void close() {
    stopped = true;
    looking.shutdownNow();
    scheduler.stop();
    calls.shutdownNow();
  }
}
