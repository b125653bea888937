package org.opensmdp.persistence;

import static org.opensmdp.persistence.db.Tables.CLIENT_LOG;

import java.util.List;
import org.jooq.DSLContext;
import org.opensmdp.activation.timeline.ClientLogs;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Iccid;

/** What phones said, in PostgreSQL. */
final class JooqClientLogs implements ClientLogs {
  private final Sql sql;

  JooqClientLogs(Sql sql) {
    this.sql = sql;
  }

  @Override
  public int keep(List<Line> lines) {
    return sql.transaction(db -> lines.stream().mapToInt(line -> keep(db, line)).sum());
  }

  private int keep(DSLContext db, Line line) {
    var entry = line.entry();
    return db.insertInto(CLIENT_LOG)
        .set(CLIENT_LOG.RECEIVED_AT, Values.inUtc(line.receivedAt()))
        .set(CLIENT_LOG.HAPPENED_AT, Values.inUtc(entry.happenedAt()))
        .set(CLIENT_LOG.SOURCE, entry.source().name())
        .set(CLIENT_LOG.DIGEST, line.digest().toArray())
        .set(CLIENT_LOG.ICCID, entry.iccid().map(Iccid::digits).orElse(null))
        .set(CLIENT_LOG.EID, entry.eid().map(Eid::digits).orElse(null))
        .set(
            CLIENT_LOG.TRANSACTION_ID,
            entry.transactionId().map(id -> id.octets().toArray()).orElse(null))
        .set(CLIENT_LOG.CORRELATION_ID, entry.correlationId().orElse(null))
        .set(CLIENT_LOG.CODE, Values.storable(entry.code()))
        .set(CLIENT_LOG.TEXT, Values.storable(entry.text()))
        .onConflict(CLIENT_LOG.DIGEST)
        .doNothing()
        .execute();
  }
}
