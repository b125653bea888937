package org.opensmdp.persistence;

import static org.opensmdp.persistence.db.Tables.SMDS_EVENT;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Record;
import org.jooq.SortField;
import org.jooq.impl.DSL;
import org.opensmdp.activation.ActivationEvent;
import org.opensmdp.activation.EventRecord;
import org.opensmdp.activation.EventRecord.Presence;
import org.opensmdp.activation.EventRecords;
import org.opensmdp.activation.Order;
import org.opensmdp.activation.Profile;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.MatchingId;

/** The events for SM-DSs in PostgreSQL; their wishes are written by the trigger of migration 19. */
final class JooqEventRecords implements EventRecords {
  private static final Command ANNOUNCE = Command.of("""
      insert into smds_event as known (event_id, iccid, operator_id, eid, smds_address, wanted, known,
        released, wished_at, due_since, next_attempt_at, leased_until, turn)
      select :event_id, iccid, operator_id, :eid, :smds_address, 'ABSENT', 'UNKNOWN', false, :now, :now,
        :until, :until, 1
      from profile where iccid = :iccid
      on conflict (event_id) do update set wanted = 'ABSENT', known = 'UNKNOWN', wished_at = :now,
        due_since = :now, next_attempt_at = :until, leased_until = :until, turn = known.turn + 1,
        attempts = 0, last_error = '', dead_at = null, checking = false
      where not known.released and known.iccid = :iccid and known.eid = :eid
        and known.smds_address = :smds_address
        and (known.leased_until is null or known.leased_until <= :now)
      returning event_id
      """);

  private static final String SETTLE = """
      with settled as (
        update smds_event set known = :known, leased_until = null,
          next_attempt_at = case when wanted = :wanted then :next else :now end,
          attempts = case when wanted = :wanted then :attempts else 0 end,
          last_error = case when wanted = :wanted then :error else '' end,
          dead_at = case when wanted = :wanted and :dead then :now end,
          checking = checking and wanted = :wanted and :next::timestamptz is not null,
          settled_at = case when :error = '' then :now else settled_at end
        where iccid = :iccid and event_id = :event_id and turn = :turn
        returning event_id)""";

  private static final Command SETTLED = Command.of(SETTLE, "select count(*) from settled");

  private static final Command TOLD = Command.of(
      SETTLE + ", told as (", Events.append("settled"), ") select count(*) from settled");

  private final Sql sql;
  private final Events events;

  JooqEventRecords(Sql sql, Events events) {
    this.sql = sql;
    this.events = events;
  }

  @Override
  public Optional<EventRecord> announce(Profile.Released released, Instant now, Duration lease) {
    var order = released.order();
    var values = new Values()
        .text("event_id", order.matchingId().text())
        .text("iccid", released.iccid().digits())
        .text("eid", released.eid().map(Eid::digits))
        .text("smds_address", order.smdsAddress())
        .time("now", now)
        .time("until", now.plus(lease));
    return sql.run(db -> ANNOUNCE.run(db, values, String.class))
        .flatMap(id -> find(released, order));
  }

  @Override
  public boolean isBeingWithdrawn(Profile.Released order) {
    var card = order.eid().map(Eid::digits).orElse("");
    return sql.run(db -> db.fetchExists(
        SMDS_EVENT,
        SMDS_EVENT
            .ICCID
            .eq(order.iccid().digits())
            .and(SMDS_EVENT.EVENT_ID.eq(order.order().matchingId().text()))
            .and(SMDS_EVENT.EID.eq(card))
            .and(SMDS_EVENT.RELEASED.isFalse())));
  }

  private Optional<EventRecord> find(Profile.Released released, Order order) {
    return sql.run(db -> db.selectFrom(SMDS_EVENT)
        .where(SMDS_EVENT.ICCID.eq(released.iccid().digits()))
        .and(SMDS_EVENT.EVENT_ID.eq(order.matchingId().text()))
        .fetchOptional()
        .map(JooqEventRecords::read));
  }

  @Override
  public List<EventRecord> take(Instant now, Duration lease, int most) {
    var at = Values.inUtc(now);
    var until = Values.inUtc(now.plus(lease));
    return sql.run(db -> {
      var due = db.select(SMDS_EVENT.EVENT_ID)
          .from(SMDS_EVENT)
          .where(SMDS_EVENT.NEXT_ATTEMPT_AT.le(at))
          .orderBy(SMDS_EVENT.NEXT_ATTEMPT_AT)
          .limit(most)
          .forUpdate()
          .skipLocked();
      return db.update(SMDS_EVENT)
          .set(SMDS_EVENT.NEXT_ATTEMPT_AT, until)
          .set(SMDS_EVENT.LEASED_UNTIL, until)
          .set(SMDS_EVENT.TURN, SMDS_EVENT.TURN.plus(1))
          .set(
              SMDS_EVENT.KNOWN,
              DSL.when(SMDS_EVENT.CHECKING, SMDS_EVENT.KNOWN).otherwise(Presence.UNKNOWN.name()))
          .where(SMDS_EVENT.EVENT_ID.in(due))
          .returning()
          .fetch(JooqEventRecords::read);
    });
  }

  @Override
  public void settle(
      EventRecord record, Result result, Optional<ActivationEvent> event, Instant now) {
    var values = new Values();
    event.ifPresent(told -> events.put(values, told));
    values
        .text("iccid", record.iccid().digits())
        .text("event_id", record.eventId().text())
        .number("turn", record.turn())
        .text("wanted", record.wanted().name())
        .text("known", result.known().name())
        .time("next", result.nextAttemptAt())
        .number("attempts", result.attempts())
        .text("error", result.error())
        .flag("dead", result.dead())
        .time("now", now);
    sql.moved(event.isPresent() ? TOLD : SETTLED, values);
    if (!record.shallBePresent() && result.known() == Presence.ABSENT) {
      forget(record);
    }
  }

  /** What no order was ever released with need not be remembered. */
  private void forget(EventRecord record) {
    sql.run(db -> db.deleteFrom(SMDS_EVENT)
        .where(is(record))
        .and(SMDS_EVENT.RELEASED.isFalse())
        .and(SMDS_EVENT.KNOWN.eq(Presence.ABSENT.name()))
        .and(SMDS_EVENT.WANTED.eq(Presence.ABSENT.name()))
        .execute());
  }

  @Override
  public void withdraw(EventRecord announced, Instant now) {
    sql.run(db -> db.update(SMDS_EVENT)
        .set(SMDS_EVENT.NEXT_ATTEMPT_AT, Values.inUtc(now))
        .where(is(announced))
        .and(SMDS_EVENT.RELEASED.isFalse())
        .execute());
  }

  private static Condition is(EventRecord record) {
    return SMDS_EVENT
        .ICCID
        .eq(record.iccid().digits())
        .and(SMDS_EVENT.EVENT_ID.eq(record.eventId().text()))
        .and(SMDS_EVENT.TURN.eq(record.turn()));
  }

  @Override
  public int hasten(String smdsAddress, Instant now) {
    var at = Values.inUtc(now);
    return sql.run(db -> db.update(SMDS_EVENT)
        .set(SMDS_EVENT.NEXT_ATTEMPT_AT, at)
        .where(SMDS_EVENT.SMDS_ADDRESS.eq(smdsAddress))
        .and(SMDS_EVENT.ATTEMPTS.gt(0))
        .and(SMDS_EVENT.LEASED_UNTIL.isNull())
        .and(SMDS_EVENT.NEXT_ATTEMPT_AT.gt(at))
        .execute());
  }

  @Override
  public int check(Instant settledBefore, Instant endedAfter, Instant now) {
    var wanted = SMDS_EVENT.WANTED.eq(DSL.inline(Presence.PRESENT.name()));
    var ended = SMDS_EVENT.WISHED_AT.gt(Values.inUtc(endedAfter));
    return sql.run(db -> db.update(SMDS_EVENT)
        .set(SMDS_EVENT.CHECKING, true)
        .set(SMDS_EVENT.NEXT_ATTEMPT_AT, Values.inUtc(now))
        .set(SMDS_EVENT.DUE_SINCE, Values.inUtc(now))
        .set(SMDS_EVENT.ATTEMPTS, 0)
        .where(SMDS_EVENT.NEXT_ATTEMPT_AT.isNull())
        .and(SMDS_EVENT.DEAD_AT.isNull())
        .and(SMDS_EVENT.SETTLED_AT.le(Values.inUtc(settledBefore)))
        .and(wanted.or(ended))
        .execute());
  }

  @Override
  public int replay(Optional<Iccid> order, Instant now) {
    var whose = order.map(iccid -> SMDS_EVENT.ICCID.eq(iccid.digits())).orElse(DSL.noCondition());
    return sql.run(db -> db.update(SMDS_EVENT)
        .setNull(SMDS_EVENT.DEAD_AT)
        .set(SMDS_EVENT.NEXT_ATTEMPT_AT, Values.inUtc(now))
        .set(SMDS_EVENT.DUE_SINCE, Values.inUtc(now))
        .set(SMDS_EVENT.ATTEMPTS, 0)
        .where(SMDS_EVENT.DEAD_AT.isNotNull())
        .and(whose)
        .execute());
  }

  @Override
  public List<EventRecord> pending(int most) {
    return list(SMDS_EVENT.NEXT_ATTEMPT_AT.isNotNull(), SMDS_EVENT.NEXT_ATTEMPT_AT.asc(), most);
  }

  @Override
  public List<EventRecord> dead(int most) {
    return list(SMDS_EVENT.DEAD_AT.isNotNull(), SMDS_EVENT.DEAD_AT.desc(), most);
  }

  private List<EventRecord> list(Condition which, SortField<OffsetDateTime> order, int most) {
    return sql.run(db -> db.selectFrom(SMDS_EVENT)
        .where(which)
        .orderBy(order)
        .limit(most)
        .fetch(JooqEventRecords::read));
  }

  @Override
  public Backlog backlog() {
    var due = SMDS_EVENT.NEXT_ATTEMPT_AT.isNotNull();
    var pending = DSL.count().filterWhere(due);
    var oldest = DSL.min(SMDS_EVENT.DUE_SINCE).filterWhere(due);
    return sql.run(db -> {
      var row = db.select(pending, oldest, DSL.count().filterWhere(due.not()))
          .from(SMDS_EVENT)
          .where(due.or(SMDS_EVENT.DEAD_AT.isNotNull()))
          .fetchSingle();
      return new Backlog(
          row.value1(),
          row.value3(),
          Optional.ofNullable(row.value2()).map(OffsetDateTime::toInstant));
    });
  }

  private static EventRecord read(Record row) {
    return new EventRecord(
        new Iccid(row.get(SMDS_EVENT.ICCID)),
        new Eid(row.get(SMDS_EVENT.EID)),
        new MatchingId(row.get(SMDS_EVENT.EVENT_ID)),
        row.get(SMDS_EVENT.SMDS_ADDRESS),
        Presence.valueOf(row.get(SMDS_EVENT.WANTED)),
        Presence.valueOf(row.get(SMDS_EVENT.KNOWN)),
        row.get(SMDS_EVENT.CHECKING),
        row.get(SMDS_EVENT.DUE_SINCE).toInstant(),
        row.get(SMDS_EVENT.ATTEMPTS),
        row.get(SMDS_EVENT.LAST_ERROR),
        Optional.ofNullable(row.get(SMDS_EVENT.NEXT_ATTEMPT_AT)).map(OffsetDateTime::toInstant),
        Optional.ofNullable(row.get(SMDS_EVENT.DEAD_AT)).map(OffsetDateTime::toInstant),
        row.get(SMDS_EVENT.TURN));
  }
}
