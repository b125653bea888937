package org.opensmdp.persistence;

import static org.jooq.impl.DSL.case_;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.val;
import static org.opensmdp.persistence.db.Tables.ORDER_AGE;
import static org.opensmdp.persistence.db.Tables.PROFILE;
import static org.opensmdp.persistence.db.Tables.PROFILE_TYPE;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.Record;
import org.opensmdp.activation.ActivationEvent;
import org.opensmdp.activation.Care;
import org.opensmdp.activation.OrderAge;
import org.opensmdp.activation.ProfileState;
import org.opensmdp.activation.ProfileType;
import org.opensmdp.rsp.Iccid;

/** Orders that stand still, come again, or contradict each other, in PostgreSQL. */
final class JooqCare implements Care {
  private static final Map<String, Long> USUAL_SECONDS = OrderAge.USUAL.stream()
      .collect(Collectors.toMap(age -> age.state().name(), age -> age.maxAge().toSeconds()));
  private static final List<Param<String>> OPEN =
      USUAL_SECONDS.keySet().stream().sorted().map(state -> inline(state)).toList();
  private static final Field<Long> MAX_AGE =
      coalesce(ORDER_AGE.MAX_AGE_SECONDS, case_(PROFILE.STATE).mapValues(USUAL_SECONDS));
  private static final Field<String> ACTION =
      coalesce(ORDER_AGE.ACTION, inline(OrderAge.Action.TELL.name()));

  private static final Command TELL =
      Command.of("""
      with told_to as (
        update profile set stuck_told_at = :now
        where iccid = :stuck_iccid and state = :stuck_state and changed_at = :since
        returning iccid),
      told as (
      """, Events.append("told_to"), ") select count(*) from told_to");

  private static final Command LIFT =
      Command.of("""
      with lifted as (
        update profile set quarantined_until = null
        where iccid = :lifted_iccid and state = 'AVAILABLE' and quarantined_until > :now
        returning iccid),
      told as (
      """, Events.append("lifted"), ") select count(*) from lifted");

  private final Sql sql;
  private final ProfileRow rows;
  private final Events events;

  JooqCare(Sql sql, Sealer sealer, Events events) {
    this.sql = sql;
    this.rows = new ProfileRow(sealer);
    this.events = events;
  }

  @Override
  public List<OrderAge> ages(ProfileType type) {
    var own = sql.run(db -> db.selectFrom(ORDER_AGE)
        .where(ORDER_AGE.PROFILE_TYPE_ID.eq(type.profileTypeId()))
        .fetch(row -> new OrderAge(
            ProfileState.valueOf(row.getState()),
            Duration.ofSeconds(row.getMaxAgeSeconds()),
            OrderAge.Action.valueOf(row.getAction()))));
    return OrderAge.USUAL.stream()
        .map(usual ->
            own.stream().filter(age -> age.state() == usual.state()).findFirst().orElse(usual))
        .toList();
  }

  @Override
  public void put(ProfileType type, OrderAge age) {
    sql.run(db -> db.insertInto(ORDER_AGE)
        .set(ORDER_AGE.PROFILE_TYPE_ID, type.profileTypeId())
        .set(ORDER_AGE.STATE, age.state().name())
        .set(ORDER_AGE.MAX_AGE_SECONDS, age.maxAge().toSeconds())
        .set(ORDER_AGE.ACTION, age.action().name())
        .onDuplicateKeyUpdate()
        .set(ORDER_AGE.MAX_AGE_SECONDS, age.maxAge().toSeconds())
        .set(ORDER_AGE.ACTION, age.action().name())
        .execute());
  }

  @Override
  public List<StuckOrder> stuck(Instant now, int most) {
    return sql.run(db -> db.select(ProfileRow.COLUMNS)
        .select(ProfileRow.BESIDE)
        .select(PROFILE.CHANGED_AT, MAX_AGE.as("max_age"), ACTION.as("action"))
        .from(PROFILE)
        .join(PROFILE_TYPE)
        .on(PROFILE_TYPE.PROFILE_TYPE_ID.eq(PROFILE.PROFILE_TYPE_ID))
        .leftJoin(ORDER_AGE)
        .on(isAgeOfItsState())
        .where(isOverAge(now))
        .and(PROFILE.STUCK_TOLD_AT.isNull().or(PROFILE.STUCK_TOLD_AT.lt(PROFILE.CHANGED_AT)))
        .orderBy(PROFILE.CHANGED_AT)
        .limit(most)
        .fetch(this::stuck));
  }

  private StuckOrder stuck(Record row) {
    var age = new OrderAge(
        ProfileState.valueOf(row.get(PROFILE.STATE)),
        Duration.ofSeconds(row.get("max_age", Long.class)),
        OrderAge.Action.valueOf(row.get("action", String.class)));
    return new StuckOrder(rows.stored(row), row.get(PROFILE.CHANGED_AT).toInstant(), age);
  }

  private static Condition isAgeOfItsState() {
    return ORDER_AGE
        .PROFILE_TYPE_ID
        .eq(PROFILE.PROFILE_TYPE_ID)
        .and(ORDER_AGE.STATE.eq(PROFILE.STATE));
  }

  private static Condition isOverAge(Instant now) {
    var oldest = field(
        "{0} - make_interval(secs => {1})", OffsetDateTime.class, val(Values.inUtc(now)), MAX_AGE);
    return PROFILE.STATE.in(OPEN).and(PROFILE.CHANGED_AT.le(oldest));
  }

  @Override
  public Map<ProfileState, Long> countOverAge(Instant now) {
    return sql.run(db -> db.select(PROFILE.STATE, count())
        .from(PROFILE)
        .leftJoin(ORDER_AGE)
        .on(isAgeOfItsState())
        .where(isOverAge(now))
        .groupBy(PROFILE.STATE)
        .fetchMap(row -> ProfileState.valueOf(row.value1()), row -> (long) row.value2()));
  }

  @Override
  public boolean tell(StuckOrder order, ActivationEvent event) {
    var profile = order.stored().profile();
    var values = events
        .put(new Values(), event)
        .text("stuck_iccid", profile.iccid().digits())
        .text("stuck_state", profile.state().name())
        .time("since", order.since());
    return sql.moved(TELL, values);
  }

  @Override
  public Optional<EndedOrder> find(Iccid iccid) {
    return sql.run(db -> db.select(ProfileRow.COLUMNS)
        .select(ProfileRow.BESIDE)
        .select(PROFILE.DEVICE_STATE, PROFILE.REARMED)
        .from(PROFILE)
        .join(PROFILE_TYPE)
        .on(PROFILE_TYPE.PROFILE_TYPE_ID.eq(PROFILE.PROFILE_TYPE_ID))
        .where(PROFILE.ICCID.eq(iccid.digits()))
        .fetchOptional(row -> new EndedOrder(
            rows.stored(row),
            "DELETED".equals(row.get(PROFILE.DEVICE_STATE)),
            row.get(PROFILE.REARMED))));
  }

  @Override
  public boolean liftQuarantine(Iccid iccid, ActivationEvent event) {
    var values = events.put(new Values(), event).text("lifted_iccid", iccid.digits());
    return sql.moved(LIFT, values);
  }

  @Override
  public List<CrossedIdentity> crossed(int most) {
    return sql.run(db -> db.resultQuery(CrossedQueries.ALL, val(most))
        .fetch(row -> new CrossedIdentity(
            Kind.valueOf(row.get("kind", String.class)),
            new Iccid(row.get("iccid", String.class)),
            row.get("what", String.class))));
  }
}
