package org.opensmdp.persistence;

import static org.opensmdp.persistence.db.Tables.AUDIT;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.opensmdp.activation.Audit;
import org.opensmdp.activation.AuditEntry;
import org.opensmdp.rsp.Bytes;

/** The audit in PostgreSQL. */
final class JooqAudit implements Audit {
  /** Held to the end of the transaction: the next entry needs the hash of this one. */
  private static final String ONE_AFTER_THE_OTHER = "select pg_advisory_xact_lock(7206871017)";

  private final Sql sql;

  JooqAudit(Sql sql) {
    this.sql = sql;
  }

  @Override
  public void append(String who, String what, String subject, String reason, Instant happenedAt) {
    sql.transaction(db -> {
      db.execute(ONE_AFTER_THE_OTHER);
      var last = last(db);
      var entry = AuditEntry.after(
          last, storable(who), storable(what), storable(subject), storable(reason), happenedAt);
      return insert(db, entry);
    });
  }

  @Override
  public List<AuditEntry> list(long after, int limit) {
    return sql.run(db -> db.select(AUDIT.fields())
        .from(AUDIT)
        .where(AUDIT.ENTRY_NUMBER.gt(after))
        .orderBy(AUDIT.ENTRY_NUMBER)
        .limit(limit)
        .fetch(JooqAudit::entry));
  }

  private static Optional<AuditEntry> last(DSLContext db) {
    return db.select(AUDIT.fields())
        .from(AUDIT)
        .orderBy(AUDIT.ENTRY_NUMBER.desc())
        .limit(1)
        .fetchOptional(JooqAudit::entry);
  }

  private static int insert(DSLContext db, AuditEntry entry) {
    return db.insertInto(AUDIT)
        .set(AUDIT.ENTRY_NUMBER, entry.number())
        .set(AUDIT.HAPPENED_AT, Values.inUtc(entry.happenedAt()))
        .set(AUDIT.WHO, entry.who())
        .set(AUDIT.WHAT, entry.what())
        .set(AUDIT.SUBJECT, entry.subject())
        .set(AUDIT.REASON, entry.reason())
        .set(AUDIT.HASH, entry.hash().toArray())
        .execute();
  }

  private static AuditEntry entry(Record row) {
    return new AuditEntry(
        row.get(AUDIT.ENTRY_NUMBER),
        row.get(AUDIT.HAPPENED_AT).toInstant(),
        row.get(AUDIT.WHO),
        row.get(AUDIT.WHAT),
        row.get(AUDIT.SUBJECT),
        row.get(AUDIT.REASON),
        Bytes.wrap(row.get(AUDIT.HASH)));
  }

  /** PostgreSQL's text holds every character but one; the hash is of what is stored. */
  private static String storable(String text) {
    return text.replace('\0', '\uFFFD');
  }
}
