package org.opensmdp.server;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done once a day, whatever else goes on. */
final class Housekeeping implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

  private final ScheduledExecutorService thread;

  private Housekeeping(ScheduledExecutorService thread) {
    this.thread = thread;
  }

  /** Does the work a day from now, and every day after that. */
  static Housekeeping daily(Runnable work) {
    var thread = Executors.newSingleThreadScheduledExecutor(task -> {
      var daemon = new Thread(task, "housekeeping");
      daemon.setDaemon(true);
      return daemon;
    });
    var unused = thread.scheduleAtFixedRate(() -> run(work), 1, 1, TimeUnit.DAYS);
    return new Housekeeping(thread);
  }

  private static void run(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).log("Housekeeping failed; it is tried again tomorrow");
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
