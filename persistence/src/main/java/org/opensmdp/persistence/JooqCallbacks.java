package org.opensmdp.persistence;

import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.selectOne;
import static org.opensmdp.persistence.db.Tables.CALLBACK;
import static org.opensmdp.persistence.db.Tables.OPERATOR_CALLBACK;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.Record;
import org.opensmdp.activation.Callback;
import org.opensmdp.activation.Callback.State;
import org.opensmdp.activation.Callbacks;
import org.opensmdp.activation.OperatorCallback;
import org.opensmdp.activation.OperatorCallback.Kind;
import org.opensmdp.activation.OperatorCallback.Line;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Iccid;

/** What operators are to be told, in PostgreSQL. The rows come of the events (V018). */
final class JooqCallbacks implements Callbacks {
  /** Counts an attempt, unless somebody else has; the rest of the ICCID goes on after {@code :next}. */
  private static final Command SETTLE = Command.of("""
      with settled as (
        update callback set state = :state, attempts = attempts + 1,
          last_error = coalesce(:error, last_error), next_attempt_at = :next,
          ended_at = case when :state = 'PENDING' then null else :next end
        where callback_id = :callback_id and state = 'PENDING' and attempts = :attempts
        returning operator_id, kind, iccid, callback_id),
      following as (
        update callback set next_attempt_at = case
          when :state = 'PENDING' then :next else least(next_attempt_at, :next) end
        from (select callback_id from callback
          where operator_id = :operator_id and kind = :kind and iccid = :iccid
            and state = 'PENDING' and callback_id > :callback_id for update) as next
        where callback.callback_id = next.callback_id and exists (select from settled))
      select count(*) from settled
      """);

  private static final org.opensmdp.persistence.db.tables.Callback EARLIER = CALLBACK.as("earlier");

  private final Sql sql;
  private final Sealer sealer;

  JooqCallbacks(Sql sql, Sealer sealer) {
    this.sql = sql;
    this.sealer = sealer;
  }

  @Override
  public void put(OperatorCallback callback) {
    var row = sql.run(db -> db.newRecord(OPERATOR_CALLBACK));
    row.setOperatorId(callback.operatorId());
    row.setKind(callback.kind().name());
    row.setUrl(callback.url());
    row.setPoints(callback.points().stream().sorted().toArray(Integer[]::new));
    row.setEnabled(callback.enabled());
    row.setIdentity(callback.identity().orElse(null));
    row.setTrustedCa(callback.trustedCa().orElse(null));
    row.setRequesterId(callback.requesterId().orElse(null));
    row.setSecret(callback
        .secret()
        .map(
            secret -> sealer.seal("operator_callback", "secret", callback.line().name(), secret))
        .map(Bytes::toArray)
        .orElse(null));
    sql.run(db -> db.insertInto(OPERATOR_CALLBACK)
        .set(row)
        .onDuplicateKeyUpdate()
        .set(row)
        .execute());
  }

  @Override
  public Optional<OperatorCallback> find(Line line) {
    return sql.run(
        db -> db.selectFrom(OPERATOR_CALLBACK).where(on(line)).fetchOptional(this::operator));
  }

  @Override
  public List<OperatorCallback> of(long operatorId) {
    return sql.run(db -> db.selectFrom(OPERATOR_CALLBACK)
        .where(OPERATOR_CALLBACK.OPERATOR_ID.eq(operatorId))
        .orderBy(OPERATOR_CALLBACK.KIND)
        .fetch(this::operator));
  }

  private OperatorCallback operator(Record row) {
    var line = new Line(
        row.get(OPERATOR_CALLBACK.OPERATOR_ID), Kind.valueOf(row.get(OPERATOR_CALLBACK.KIND)));
    return new OperatorCallback(
        line.operatorId(),
        line.kind(),
        row.get(OPERATOR_CALLBACK.URL),
        Arrays.stream(row.get(OPERATOR_CALLBACK.POINTS)).collect(Collectors.toUnmodifiableSet()),
        row.get(OPERATOR_CALLBACK.ENABLED),
        Optional.ofNullable(row.get(OPERATOR_CALLBACK.IDENTITY)),
        Optional.ofNullable(row.get(OPERATOR_CALLBACK.TRUSTED_CA)),
        Optional.ofNullable(row.get(OPERATOR_CALLBACK.REQUESTER_ID)),
        Optional.ofNullable(row.get(OPERATOR_CALLBACK.SECRET))
            .map(Bytes::wrap)
            .map(octets -> sealer.open("operator_callback", "secret", line.name(), octets)));
  }

  @Override
  public boolean remove(Line line, Instant now) {
    return sql.transaction(db -> {
      boolean removed = db.deleteFrom(OPERATOR_CALLBACK).where(on(line)).execute() > 0;
      db.update(CALLBACK)
          .set(CALLBACK.STATE, State.DEAD.name())
          .set(CALLBACK.LAST_ERROR, "the operator is not called any more")
          .set(CALLBACK.ENDED_AT, Values.inUtc(now))
          .where(of(line).and(isIn(State.PENDING)))
          .execute();
      return removed;
    });
  }

  @Override
  public List<Line> due(Instant now) {
    var something = selectOne()
        .from(CALLBACK)
        .where(CALLBACK.OPERATOR_ID.eq(OPERATOR_CALLBACK.OPERATOR_ID))
        .and(CALLBACK.KIND.eq(OPERATOR_CALLBACK.KIND))
        .and(isDue(now));
    return sql.run(db -> db.select(OPERATOR_CALLBACK.OPERATOR_ID, OPERATOR_CALLBACK.KIND)
        .from(OPERATOR_CALLBACK)
        .where(OPERATOR_CALLBACK.ENABLED)
        .and(exists(something))
        .fetch(row -> new Line(row.value1(), Kind.valueOf(row.value2()))));
  }

  @Override
  public List<Callback> due(Line line, Instant now, int most) {
    return sql.run(db -> db.selectFrom(CALLBACK)
        .where(of(line).and(isDue(now)))
        .orderBy(CALLBACK.NEXT_ATTEMPT_AT, CALLBACK.CALLBACK_ID)
        .limit(most)
        .fetch(JooqCallbacks::callback));
  }

  /** The first of its ICCID, and its time has come. */
  private static Condition isDue(Instant now) {
    return isIn(State.PENDING)
        .and(CALLBACK.NEXT_ATTEMPT_AT.le(Values.inUtc(now)))
        .and(notExists(selectOne()
            .from(EARLIER)
            .where(EARLIER.OPERATOR_ID.eq(CALLBACK.OPERATOR_ID))
            .and(EARLIER.KIND.eq(CALLBACK.KIND))
            .and(EARLIER.ICCID.eq(CALLBACK.ICCID))
            .and(EARLIER.STATE.eq(inline(State.PENDING.name())))
            .and(EARLIER.CALLBACK_ID.lt(CALLBACK.CALLBACK_ID))));
  }

  @Override
  public void delivered(Callback sent, Instant now) {
    settle(sent, State.DELIVERED, Optional.empty(), now);
  }

  @Override
  public void postponed(Callback sent, String error, Instant nextAttempt) {
    settle(sent, State.PENDING, Optional.of(error), nextAttempt);
  }

  @Override
  public void died(Callback sent, String error, Instant now) {
    settle(sent, State.DEAD, Optional.of(error), now);
  }

  private void settle(Callback sent, State state, Optional<String> error, Instant next) {
    var values = new Values()
        .number("callback_id", sent.number())
        .number("operator_id", sent.line().operatorId())
        .text("kind", sent.line().kind().name())
        .text("iccid", sent.iccid().digits())
        .number("attempts", sent.attempts())
        .text("state", state.name())
        .text("error", error)
        .time("next", next);
    sql.moved(SETTLE, values);
  }

  @Override
  public List<Callback> of(long operatorId, State state, int most) {
    return sql.run(db -> db.selectFrom(CALLBACK)
        .where(CALLBACK.OPERATOR_ID.eq(operatorId).and(isIn(state)))
        .orderBy(CALLBACK.CALLBACK_ID)
        .limit(most)
        .fetch(JooqCallbacks::callback));
  }

  @Override
  public int replay(long operatorId, Optional<UUID> id, Instant now) {
    var called = selectOne()
        .from(OPERATOR_CALLBACK)
        .where(OPERATOR_CALLBACK.OPERATOR_ID.eq(CALLBACK.OPERATOR_ID))
        .and(OPERATOR_CALLBACK.KIND.eq(CALLBACK.KIND));
    return sql.run(db -> db.update(CALLBACK)
        .set(CALLBACK.STATE, State.PENDING.name())
        .set(CALLBACK.ATTEMPTS, 0)
        .set(CALLBACK.TRIED_SINCE, Values.inUtc(now))
        .set(CALLBACK.NEXT_ATTEMPT_AT, Values.inUtc(now))
        .setNull(CALLBACK.ENDED_AT)
        .where(CALLBACK.OPERATOR_ID.eq(operatorId).and(isIn(State.DEAD)))
        .and(id.map(CALLBACK.EVENT_ID::eq).orElse(noCondition()))
        .and(exists(called))
        .execute());
  }

  @Override
  public List<Backlog> backlog() {
    var pending = count().filterWhere(isIn(State.PENDING));
    var dead = count().filterWhere(isIn(State.DEAD));
    var oldest = min(CALLBACK.HAPPENED_AT).filterWhere(isIn(State.PENDING));
    return sql.run(db -> db.select(CALLBACK.KIND, pending, oldest, dead)
        .from(CALLBACK)
        .where(isIn(State.PENDING).or(isIn(State.DEAD)))
        .groupBy(CALLBACK.KIND)
        .fetch(row -> new Backlog(
            Kind.valueOf(row.value1()),
            row.value2(),
            Optional.ofNullable(row.value3()).map(at -> at.toInstant()),
            row.value4())));
  }

  @Override
  public int forget(Instant deliveredBefore) {
    return sql.run(db -> db.deleteFrom(CALLBACK)
        .where(isIn(State.DELIVERED))
        .and(CALLBACK.ENDED_AT.lt(Values.inUtc(deliveredBefore)))
        .execute());
  }

  /** Inline: the indexes are of one state each. */
  private static Condition isIn(State state) {
    return CALLBACK.STATE.eq(inline(state.name()));
  }

  private static Condition of(Line line) {
    return CALLBACK
        .OPERATOR_ID
        .eq(line.operatorId())
        .and(CALLBACK.KIND.eq(line.kind().name()));
  }

  private static Condition on(Line line) {
    return OPERATOR_CALLBACK
        .OPERATOR_ID
        .eq(line.operatorId())
        .and(OPERATOR_CALLBACK.KIND.eq(line.kind().name()));
  }

  private static Callback callback(Record row) {
    return new Callback(
        row.get(CALLBACK.CALLBACK_ID),
        row.get(CALLBACK.EVENT_ID),
        new Line(row.get(CALLBACK.OPERATOR_ID), Kind.valueOf(row.get(CALLBACK.KIND))),
        new Iccid(row.get(CALLBACK.ICCID)),
        Optional.ofNullable(row.get(CALLBACK.EID)).map(Eid::new),
        row.get(CALLBACK.PROFILE_TYPE),
        row.get(CALLBACK.HAPPENED_AT).toInstant(),
        Events.progress(
            row.get(CALLBACK.POINT), row.get(CALLBACK.STATUS), row.get(CALLBACK.RESULT_DATA)),
        row.get(CALLBACK.MESSAGE),
        State.valueOf(row.get(CALLBACK.STATE)),
        row.get(CALLBACK.ATTEMPTS),
        row.get(CALLBACK.TRIED_SINCE).toInstant(),
        Optional.ofNullable(row.get(CALLBACK.LAST_ERROR)),
        Optional.ofNullable(row.get(CALLBACK.CORRELATION_ID)));
  }
}
