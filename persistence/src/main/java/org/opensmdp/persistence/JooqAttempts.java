package org.opensmdp.persistence;

import static org.jooq.impl.DSL.val;
import static org.opensmdp.persistence.db.Tables.RSP_SESSION;

import java.time.Instant;
import java.util.List;
import org.opensmdp.activation.ActivationEvent;
import org.opensmdp.activation.Attempts;
import org.opensmdp.persistence.db.tables.records.RspSessionRecord;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.TransactionId;

/** Attempts that nobody ends, in PostgreSQL. What another node is ending, or a device, is skipped. */
final class JooqAttempts implements Attempts {
  private static final String SILENT = "delivered_at <= {0} and result is null and eum is not null";
  private static final String ABANDONED =
      "state = 'AUTHENTICATED' and expires_at <= {0} and result is null and eum is not null";

  /** The row of the profile is read and not locked: nothing of it moves. */
  private static final String END = """
      with quiet as (
        select transaction_id from rsp_session where %s
        order by expires_at limit {1} for update skip locked),
      ended as (
        update rsp_session set result = {2}, attribution = {3}, cause = {4}, ended_at = {5}
        from quiet where rsp_session.transaction_id = quiet.transaction_id
        returning rsp_session.*),
      told as (
        insert into activation_event (happened_at, function, iccid, eid, transaction_id,
          from_state, to_state, status, detail, node, duration_us)
        select {5}, {6}, ended.iccid, ended.eid, ended.transaction_id,
          profile.state, profile.state, {2}, {7}, {8}, 0
        from ended left join profile on profile.iccid = ended.iccid)
      select * from ended
      """;

  private final Sql sql;
  private final Events events;

  JooqAttempts(Sql sql, Events events) {
    this.sql = sql;
    this.events = events;
  }

  @Override
  public List<Ended> endSilent(Instant deliveredBefore, int most, ActivationEvent told) {
    return end(SILENT, deliveredBefore, most, told);
  }

  @Override
  public List<Ended> endAbandoned(Instant now, int most, ActivationEvent told) {
    return end(ABANDONED, now, most, told);
  }

  private List<Ended> end(String which, Instant before, int most, ActivationEvent told) {
    var end = told.end().orElseThrow();
    return sql.run(db -> db.resultQuery(
            END.formatted(which),
            val(Values.inUtc(before)),
            val(most),
            val(end.result().name()),
            val(end.attribution().orElseThrow().name()),
            val(end.cause()),
            val(Values.inUtc(told.happenedAt())),
            val(told.function()),
            val(told.detail()),
            val(events.node()))
        .fetchInto(RSP_SESSION)
        .map(JooqAttempts::ended));
  }

  private static Ended ended(RspSessionRecord row) {
    return new Ended(
        new TransactionId(Bytes.wrap(row.getTransactionId())),
        row.getOperatorId(),
        SessionRow.facts(row).orElseThrow(),
        row.getSynthetic());
  }
}
