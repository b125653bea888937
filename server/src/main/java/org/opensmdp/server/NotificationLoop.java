package org.opensmdp.server;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.opensmdp.activation.NotificationJudge;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that judges reports after their senders have been answered. Woken by each report; looks
 * by itself now and then for what another node, or this one before a crash, has left.
 */
final class NotificationLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NotificationLoop.class);
  private static final int BATCH = 64;
  private static final long LOOK_SECONDS = 5;
  private static final long STOP_MILLIS = 5000;

  private final NotificationJudge judge;
  private final Semaphore waiting = new Semaphore(1);
  private final Thread thread;
  private volatile boolean stopped;

  NotificationLoop(NotificationJudge judge) {
    this.judge = judge;
    this.thread = new Thread(this::run, "notification-judge");
    this.thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Says that there is something to judge. Never blocks. */
  void wake() {
    if (waiting.availablePermits() == 0) {
      waiting.release();
    }
  }

  private void run() {
    while (!stopped) {
      try {
        waiting.tryAcquire(LOOK_SECONDS, TimeUnit.SECONDS);
        waiting.drainPermits();
        judgeAll();
      } catch (InterruptedException e) {
        return; // close() asked
      } catch (RuntimeException e) {
        LOG.atError()
            .addKeyValue("function", "ES9+.HandleNotification")
            .setCause(e)
            .log("Reports could not be judged; they stay and are tried again");
      }
    }
  }

  private void judgeAll() {
    int judged;
    do {
      judged = judge.run(BATCH);
    } while (judged == BATCH && !stopped);
  }

  @Override
  public void close() {
    stopped = true;
    wake();
    try {
      thread.join(STOP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
