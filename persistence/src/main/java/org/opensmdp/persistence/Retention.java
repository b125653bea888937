package org.opensmdp.persistence;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;

/**
 * Forgets what is kept for a time only. Nodes may do so at one time: what one has deleted the other does
 * not find, and partitions are made and dropped by one after the other. Any thread.
 *
 * <p>Every method may throw {@link org.opensmdp.activation.StorageUnavailable}; what is done by then
 * stays done.
 */
public final class Retention {
  /** Few enough that no lock is held for long. */
  private static final int BATCH = 1000;

  /** Clocks of two nodes differ. */
  private static final Duration MARGIN = Duration.ofMinutes(10);

  private static final Command USED_UP = batchOf(
      "rsp_session",
      "transaction_id",
      "(state = 'REFUSED' or state = 'WIPED' and delivered_at is null) and expires_at <= :before");

  /** With those of orders that were given up, once a package has left: they are attempts that count. */
  private static final Command SESSIONS = batchOf(
      "rsp_session",
      "transaction_id",
      "(state in ('AUTHENTICATED', 'BOUND', 'CLOSED') or state = 'WIPED' and delivered_at is not null)"
          + " and expires_at <= :before");

  private static final Command REPORTS =
      batchOf("notification", "notification_id", "verdict <> 'ACCEPTED' and judged_at <= :before");

  private final Sql sql;
  private final Periods periods;
  private final InstantSource clock;

  /**
   * How long what is kept.
   *
   * @param sessions after their end; a report that comes later finds no session
   * @param events after they happened, to the month
   * @param refusedReports after they were judged; those that were accepted are kept for good, they are
   *     what repetitions are known by
   */
  public record Periods(Duration sessions, Duration events, Duration refusedReports) {}

  public Retention(Database database, Periods periods, InstantSource clock) {
    this.sql = new Sql(database.jooq());
    this.periods = periods;
    this.clock = clock;
  }

  private static Command batchOf(String table, String key, String where) {
    return Command.of("""
        with batch as (select %2$s from %1$s where %3$s limit %4$d for update skip locked),
        gone as (delete from %1$s using batch where %1$s.%2$s = batch.%2$s returning %1$s.%2$s)
        select count(*) from gone
        """.formatted(table, key, where, BATCH));
  }

  /**
   * Forgets transactionIds that were refused, or whose order was given up, once no challenge with them
   * can be alive; returns how many.
   */
  public long usedUpTransactions() {
    return delete(USED_UP, MARGIN);
  }

  /** Forgets sessions after their period; returns how many. */
  public long sessions() {
    return delete(SESSIONS, periods.sessions());
  }

  /** Forgets reports that were not believed after their period; returns how many. */
  public long refusedReports() {
    return delete(REPORTS, periods.refusedReports());
  }

  /**
   * Makes the partitions of the events for this month and the next, and drops those whose period is
   * over; returns how many were dropped.
   */
  public long eventMonths() {
    var now = clock.instant();
    EventPartitions.prepare(sql, YearMonth.from(now.atZone(ZoneOffset.UTC)));
    return EventPartitions.dropBefore(sql, now.minus(periods.events()));
  }

  private long delete(Command command, Duration period) {
    Instant before = clock.instant().minus(period);
    long all = 0;
    long batch;
    do {
      batch = sql.run(db -> command.run(db, new Values().time("before", before), Long.class))
          .orElse(0L);
      all += batch;
    } while (batch == BATCH);
    return all;
  }
}
