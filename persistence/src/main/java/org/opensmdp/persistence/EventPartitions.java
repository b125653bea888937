package org.opensmdp.persistence;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jooq.DSLContext;

/**
 * The partitions of the events, one a month in UTC. Without one, events go to the default partition,
 * from where they move when theirs is made; so nothing is lost if this runs late.
 */
public final class EventPartitions {
  private static final long LOCK = 0x0E5D_9A27L; // any number that nothing else locks
  private static final DateTimeFormatter SUFFIX = DateTimeFormatter.ofPattern("yyyy_MM");

  private EventPartitions() {}

  /**
   * Makes the partitions of this month and the next, by the clock of the database, if they are not
   * there. Call it at the start and once a day; nodes may do so at the same time.
   *
   * @throws org.opensmdp.activation.StorageUnavailable if the database cannot be reached
   */
  public static void prepare(Database database) {
    prepare(new Sql(database.jooq()));
  }

  static void prepare(Sql sql) {
    sql.transaction(db -> {
      db.fetch("select pg_advisory_xact_lock(?)", LOCK);
      var today = db.fetchSingle("select (now() at time zone 'UTC')::date").get(0, LocalDate.class);
      var month = YearMonth.from(today);
      return make(db, month) + make(db, month.plusMonths(1));
    });
  }

  /**
   * A partition cannot be made while rows of its month are in the default one. So it is filled with
   * them as a table of its own and attached; nobody adds to the default partition meanwhile.
   */
  private static int make(DSLContext db, YearMonth month) {
    var name = "activation_event_" + month.format(SUFFIX);
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
