package org.opensmdp.server;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.opensmdp.activation.OrderExpiry;
import org.opensmdp.activation.StorageUnavailable;
import org.opensmdp.persistence.Retention;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done by the clock, whatever else goes on. Every node does all of it; what one has done the
 * others find done.
 */
final class Housekeeping implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
  private static final Duration FIRST = Duration.ofMinutes(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final int ORDERS = 100;
  private static final int MOST_ROUNDS = 100;

  private final List<Chore> chores;
  private final ScheduledExecutorService thread;

  /** One thing to be done again and again; it says how much it did. */
  record Chore(String name, Duration every, LongSupplier work) {}

  Housekeeping(List<Chore> chores) {
    this.chores = List.copyOf(chores);
    this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
      var daemon = new Thread(task, "housekeeping");
      daemon.setDaemon(true);
      return daemon;
    });
  }

  /** Returns what a server has to do. */
  static List<Chore> chores(Retention retention, OrderExpiry expiry) {
    var hour = Duration.ofHours(1);
    return List.of(
        new Chore("end expired orders", Duration.ofMinutes(1), () -> endOrders(expiry)),
        new Chore(
            "forget used-up transactions", Duration.ofMinutes(10), retention::usedUpTransactions),
        new Chore("forget ended sessions", hour, retention::sessions),
        new Chore("forget refused reports", hour, retention::refusedReports),
        new Chore("drop months of events", hour, retention::eventMonths));
  }

  /** Those that somebody else is moving are left for the next time, so the rounds have an end. */
  private static long endOrders(OrderExpiry expiry) {
    long all = 0;
    int round;
    int rounds = 0;
    do {
      round = expiry.run(ORDERS);
      all += round;
      rounds++;
    } while (round == ORDERS && rounds < MOST_ROUNDS);
    return all;
  }

  /** Begins a minute from now; with what is daily, which the start itself has done, in a day. */
  Housekeeping start() {
    for (var chore : chores) {
      var first = chore.every().compareTo(DAY) < 0 ? FIRST : chore.every();
      var unused = thread.scheduleWithFixedDelay(
          () -> run(chore), first.toSeconds(), chore.every().toSeconds(), TimeUnit.SECONDS);
    }
    return this;
  }

  /** Does everything once, now, on the thread of the caller. */
  void runAll() {
    chores.forEach(Housekeeping::run);
  }

  private static void run(Chore chore) {
    try {
      long done = chore.work().getAsLong();
      if (done > 0) {
        LOG.atInfo()
            .addKeyValue("chore", chore.name())
            .addKeyValue("count", done)
            .log("Housekeeping");
      }
    } catch (StorageUnavailable e) {
      LOG.atWarn()
          .addKeyValue("chore", chore.name())
          .log("Housekeeping waits for the database; it is tried again");
    } catch (RuntimeException e) {
      LOG.atError()
          .addKeyValue("chore", chore.name())
          .setCause(e)
          .log("Housekeeping failed; it is tried again");
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
