package org.opensmdp.persistence;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;

/**
 * The partitions of the events, one a month in UTC. Without one, events go to the default partition,
 * from where they move when theirs is made; so nothing is lost if this runs late.
 */
final class EventPartitions {
  private static final long LOCK = 0x0E5D_9A27L; // any number that nothing else locks
  private static final String PREFIX = "activation_event_";
  private static final DateTimeFormatter SUFFIX = DateTimeFormatter.ofPattern("yyyy_MM");

  private EventPartitions() {}

  /** Makes the partitions of this month and the next, by the clock of the database. */
  static void prepare(Sql sql) {
    var today = sql.run(
        db -> db.fetchSingle("select (now() at time zone 'UTC')::date").get(0, LocalDate.class));
    prepare(sql, YearMonth.from(today));
  }

  /** Makes the partitions of a month and the next, if they are not there. Any node, at any time. */
  static void prepare(Sql sql, YearMonth month) {
    sql.transaction(db -> {
      db.fetch("select pg_advisory_xact_lock(?)", LOCK);
      return make(db, month) + make(db, month.plusMonths(1));
    });
  }

  /**
   * Drops the partitions of the months that have ended by {@code instant}, and what lies in the default
   * one from before. Waits for no query: what is in use is dropped the next time.
   *
   * @return how many partitions were dropped
   */
  static int dropBefore(Sql sql, Instant instant) {
    var current = YearMonth.from(instant.atZone(ZoneOffset.UTC));
    return sql.transaction(db -> {
      db.fetch("select pg_advisory_xact_lock(?)", LOCK);
      db.execute("set local lock_timeout = '2s'");
      int dropped = 0;
      for (var name : partitions(db)) {
        if (month(name).filter(month -> month.isBefore(current)).isPresent()) {
          db.execute("drop table " + name);
          dropped++;
        }
      }
      db.execute("delete from activation_event_rest where happened_at < '" + instant + "'");
      return dropped;
    });
  }

  private static List<String> partitions(DSLContext db) {
    return db.fetch("select inhrelid::regclass::text from pg_inherits"
            + " where inhparent = 'activation_event'::regclass")
        .getValues(0, String.class);
  }

  private static Optional<YearMonth> month(String partition) {
    return partition.matches(PREFIX + "[0-9]{4}_[0-9]{2}")
        ? Optional.of(YearMonth.parse(partition.substring(PREFIX.length()), SUFFIX))
        : Optional.empty();
  }

  /**
   * A partition cannot be made while rows of its month are in the default one. So it is filled with
   * them as a table of its own and attached; nobody adds to the default partition meanwhile.
   */
  private static int make(DSLContext db, YearMonth month) {
    var name = PREFIX + month.format(SUFFIX);
    if (db.fetchSingle("select to_regclass(?) is not null", name).get(0, Boolean.class)) {
      return 0;
    }
    var from = start(month);
    var to = start(month.plusMonths(1));
    db.execute("lock table activation_event_rest in access exclusive mode");
    db.execute("create table " + name
        + " (like activation_event including defaults including constraints)");
    db.execute("with moved as (delete from activation_event_rest where happened_at >= '" + from
        + "' and happened_at < '" + to + "' returning *) insert into " + name
        + " select * from moved");
    db.execute("alter table activation_event attach partition " + name + " for values from ('"
        + from + "') to ('" + to + "')");
    return 1;
  }

  private static String start(YearMonth month) {
    return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant().toString();
  }
}
