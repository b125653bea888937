package org.opensmdp.persistence;

import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.selectOne;
import static org.opensmdp.persistence.db.Tables.BINDING;
import static org.opensmdp.persistence.db.Tables.INCIDENT;
import static org.opensmdp.persistence.db.Tables.INCIDENT_ORDER;
import static org.opensmdp.persistence.db.Tables.PROFILE;
import static org.opensmdp.persistence.db.Tables.PROFILE_TYPE;
import static org.opensmdp.persistence.db.Tables.PROFILE_VERSION;
import static org.opensmdp.persistence.db.Tables.ROLLOUT;
import static org.opensmdp.persistence.db.Tables.ROLLOUT_ORDER;
import static org.opensmdp.persistence.db.Tables.RSP_SESSION;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.opensmdp.activation.ActivationEvent;
import org.opensmdp.activation.Care.EndedOrder;
import org.opensmdp.activation.HandoffChecks;
import org.opensmdp.activation.Profile;
import org.opensmdp.activation.VersionState;
import org.opensmdp.activation.gate.Stratum;
import org.opensmdp.activation.rollout.Recalls;
import org.opensmdp.activation.rollout.Rollout;
import org.opensmdp.activation.rollout.RolloutState;
import org.opensmdp.activation.rollout.RolloutStep;
import org.opensmdp.persistence.db.tables.RspSession;
import org.opensmdp.rsp.Iccid;

/** Versions taken back, and the verdicts that say so, in PostgreSQL. */
final class JooqRecalls implements Recalls {
  /** Attempts with the from-version that are counted beside a rollout, and how old they may be. */
  private static final int MOST_BESIDE = 2_000;

  private static final Duration LATELY = Duration.ofHours(1);

  private final Sql sql;
  private final ProfileRow rows;
  private final Events events;

  JooqRecalls(Sql sql, Sealer sealer, Events events) {
    this.sql = sql;
    this.rows = new ProfileRow(sealer);
    this.events = events;
  }

  @Override
  public List<Rollout> underWay() {
    return list(ROLLOUT.STATE.in(
        inline("RUNNING"), inline("PAUSED"), inline("COMPLETE"), inline("ROLLING_BACK")));
  }

  @Override
  public List<Rollout> recalled(Instant since) {
    return list(ROLLOUT
        .CHANGED_AT
        .gt(Values.inUtc(since))
        .and(ROLLOUT
            .STATE
            .in(inline("ROLLING_BACK"), inline("ROLLED_BACK"))
            .or(ROLLOUT.QUARANTINED.ne(JSONB.valueOf("[]")))));
  }

  private List<Rollout> list(Condition wanted) {
    return sql.run(db -> db.selectFrom(ROLLOUT)
        .where(wanted)
        .orderBy(ROLLOUT.ROLLOUT_ID)
        .fetch(RolloutRow::rollout));
  }

  @Override
  public int count(Rollout at, Instant now, int most) {
    var values = new Values()
        .number("rollout_id", at.rolloutId())
        .number("stage", at.stage())
        .number("type_id", at.profileTypeId())
        .number("from_version", at.fromVersionId())
        .time("begun_at", at.createdAt())
        .time("lately", now.minus(LATELY))
        .time("now", now)
        .number("most", most)
        .number("most_beside", MOST_BESIDE);
    return sql.transaction(db -> JooqRollouts.locked(db, at)
        ? RecallCommands.COUNT.run(db, values, Long.class).orElse(0L).intValue()
        : 0);
  }

  @Override
  public boolean recall(Rollout from, Rollout to, RolloutStep step, Incident incident) {
    return sql.transaction(db -> {
      if (!JooqRollouts.moved(db, from, to)) {
        return false;
      }
      if (to.state() == RolloutState.ROLLING_BACK) {
        withdraw(db, to);
      }
      var values = new Values()
          .number("rollout_id", to.rolloutId())
          .text("stratum", added(from, to))
          .text("source", source(to))
          .number("type_id", to.profileTypeId())
          .time("now", to.changedAt())
          .text("opened_by", incident.openedBy())
          .text("actor", incident.actor())
          .text("title", incident.title())
          .text("description", incident.description());
      RecallCommands.OPEN_INCIDENT.run(db, values, Long.class);
      JooqRollouts.note(db, to.rolloutId(), step);
      return true;
    });
  }

  private static Optional<Stratum> added(Rollout from, Rollout to) {
    return to.quarantined().stream()
        .filter(stratum -> !from.quarantined().contains(stratum))
        .findFirst();
  }

  private static String source(Rollout rollout) {
    return source(rollout.rolloutId());
  }

  /** What the incident of a rollout is found by. */
  static String source(long rolloutId) {
    return "rollout " + rolloutId;
  }

  private static void withdraw(DSLContext db, Rollout to) {
    ExceptionRows.lock(db, to.profileTypeId());
    db.update(PROFILE_VERSION)
        .set(PROFILE_VERSION.STATE, VersionState.WITHDRAWN.name())
        .set(PROFILE_VERSION.WITHDRAWN_AT, Values.inUtc(to.changedAt()))
        .set(PROFILE_VERSION.WITHDRAWN_WHY, Values.storable(to.why()))
        .where(PROFILE_VERSION.PROFILE_VERSION_ID.eq(to.toVersionId()))
        .and(PROFILE_VERSION.STATE.ne(VersionState.STABLE.name()))
        .execute();
  }

  @Override
  public int unpin(Rollout rollout, Optional<Stratum> stratum, ActivationEvent event, int most) {
    var ofStratum = stratum.map(Stratum::toString).orElse(null);
    long version = rollout.toVersionId();
    return sql.transaction(db -> {
      var orders = db.resultQuery(
              RecallCommands.PINNED,
              rollout.rolloutId(),
              ofStratum,
              ofStratum,
              version,
              version,
              most)
          .fetch(row -> row.get(0, String.class));
      if (!orders.isEmpty()) {
        unpin(db, rollout, orders, event);
      }
      return orders.size();
    });
  }

  /** The profile's row first, as everybody does: no device waits in a circle with it. */
  private void unpin(DSLContext db, Rollout rollout, List<String> orders, ActivationEvent event) {
    db.select(PROFILE.ICCID)
        .from(PROFILE)
        .where(PROFILE.ICCID.in(orders))
        .orderBy(PROFILE.ICCID)
        .forUpdate()
        .fetch();
    var pinned = PROFILE
        .ICCID
        .in(orders)
        .and(PROFILE.PROFILE_VERSION_ID.eq(rollout.toVersionId()))
        .and(PROFILE.STATE.in("RELEASED", "DOWNLOADED", "ERROR"));
    db.update(RSP_SESSION)
        .set(RSP_SESSION.RECALLED, true)
        .where(RSP_SESSION.ICCID.in(orders))
        .and(RSP_SESSION.ROLLOUT_ID.eq(rollout.rolloutId()))
        .and(RSP_SESSION.STATE.in("AUTHENTICATED", "BOUND"))
        .execute();
    db.deleteFrom(BINDING)
        .where(exists(selectOne().from(PROFILE).where(pinned).and(PROFILE.ICCID.eq(BINDING.ICCID))))
        .execute();
    forgetVerdicts(db, pinned, rollout.toVersionId());
    db.update(PROFILE)
        .setNull(PROFILE.PROFILE_VERSION_ID)
        .where(pinned)
        .returningResult(PROFILE.ICCID)
        .fetch()
        .forEach(row -> tell(db, new Iccid(row.value1()), event));
  }

  private static void forgetVerdicts(DSLContext db, Condition pinned, long version) {
    db.update(PROFILE)
        .setNull(PROFILE.PREPARED_PACKAGE)
        .setNull(PROFILE.PREPARED_VERSION)
        .where(pinned)
        .and(PROFILE.PREPARED_VERSION.eq(version))
        .execute();
    db.update(PROFILE)
        .setNull(PROFILE.RELEASED_VERSION)
        .setNull(PROFILE.RELEASED_HASH)
        .where(pinned)
        .and(PROFILE.RELEASED_VERSION.eq(version))
        .execute();
  }

  private void tell(DSLContext db, Iccid iccid, ActivationEvent event) {
    var values = events.put(new Values(), event).text("e0_iccid", iccid.digits());
    RecallCommands.TELL.run(db, values, Long.class);
  }

  @Override
  public List<HurtOrder> hurt(Rollout rollout, int most) {
    var later = RSP_SESSION.as("later");
    return sql.run(db -> db.select(ProfileRow.COLUMNS)
        .select(ProfileRow.BESIDE)
        .select(PROFILE.DEVICE_STATE, PROFILE.REARMED)
        .select(RSP_SESSION.EUM, RSP_SESSION.FIRMWARE, RSP_SESSION.PACKAGE_VERSION)
        .from(RSP_SESSION)
        .join(PROFILE)
        .on(PROFILE.ICCID.eq(RSP_SESSION.ICCID))
        .join(PROFILE_TYPE)
        .on(PROFILE_TYPE.PROFILE_TYPE_ID.eq(PROFILE.PROFILE_TYPE_ID))
        .where(RSP_SESSION.ROLLOUT_ID.eq(rollout.rolloutId()))
        .and(DSL.condition(RecallCommands.HURT))
        .and(RSP_SESSION.STATE.ne(inline("WIPED")))
        .and(PROFILE.STATE.in(inline("ERROR"), inline("DOWNLOADED")))
        .and(ofRecalledKind(rollout))
        .and(notExists(laterThan(later)))
        .and(notExists(selectOne()
            .from(ROLLOUT_ORDER)
            .where(ROLLOUT_ORDER.ROLLOUT_ID.eq(rollout.rolloutId()))
            .and(ROLLOUT_ORDER.ICCID.eq(PROFILE.ICCID))))
        .orderBy(RSP_SESSION.ENDED_AT)
        .limit(most)
        .fetch(this::hurtOrder));
  }

  private static Select<?> laterThan(RspSession later) {
    return selectOne()
        .from(later)
        .where(later.ICCID.eq(RSP_SESSION.ICCID))
        .and(later.CREATED_AT.gt(RSP_SESSION.CREATED_AT))
        .and(later.STATE.in(inline("AUTHENTICATED"), inline("BOUND"), inline("CLOSED")));
  }

  /** Of every kind once the version is taken back; before that of those in quarantine. */
  private static Condition ofRecalledKind(Rollout rollout) {
    if (rollout.state() == RolloutState.ROLLING_BACK
        || rollout.state() == RolloutState.ROLLED_BACK) {
      return DSL.noCondition();
    }
    var kind = RSP_SESSION
        .EUM
        .concat("/")
        .concat(RSP_SESSION.FIRMWARE)
        .concat("/")
        .concat(RSP_SESSION.PACKAGE_VERSION);
    return kind.in(
        rollout.quarantined().stream().map(Stratum::toString).collect(Collectors.toList()));
  }

  private HurtOrder hurtOrder(Record row) {
    var order = new EndedOrder(
        rows.stored(row),
        "DELETED".equals(row.get(PROFILE.DEVICE_STATE)),
        row.get(PROFILE.REARMED));
    var stratum = new Stratum(
        row.get(RSP_SESSION.EUM),
        row.get(RSP_SESSION.FIRMWARE),
        row.get(RSP_SESSION.PACKAGE_VERSION));
    return new HurtOrder(order, stratum);
  }

  @Override
  public boolean rearm(
      Rollout rollout, Profile.Rearmable from, Profile.Released to, ActivationEvent event) {
    var values = events
        .put(ProfileMove.values(from, to), event)
        .number("rollout_id", rollout.rolloutId())
        .text("source", source(rollout));
    try {
      return sql.moved(RecallCommands.REARM, values);
    } catch (DataAccessException e) {
      if (Sql.violates(e, "rollout_order_pkey")) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public void leave(Rollout rollout, Iccid iccid, String why, Instant now) {
    sql.transaction(db -> {
      db.insertInto(ROLLOUT_ORDER)
          .set(ROLLOUT_ORDER.ROLLOUT_ID, rollout.rolloutId())
          .set(ROLLOUT_ORDER.ICCID, iccid.digits())
          .set(ROLLOUT_ORDER.OUTCOME, "LEFT")
          .set(ROLLOUT_ORDER.WHY, Values.storable(why))
          .set(ROLLOUT_ORDER.HAPPENED_AT, Values.inUtc(now))
          .onConflictDoNothing()
          .execute();
      return db.insertInto(INCIDENT_ORDER, INCIDENT_ORDER.INCIDENT_ID, INCIDENT_ORDER.ICCID)
          .select(db.select(INCIDENT.INCIDENT_ID, DSL.val(iccid.digits()))
              .from(INCIDENT)
              .where(INCIDENT.SOURCE.eq(source(rollout)))
              .and(INCIDENT.RESOLVED_AT.isNull()))
          .onConflictDoNothing()
          .execute();
    });
  }

  @Override
  public List<LeftOrder> left(long rolloutId) {
    return sql.run(db -> db.selectFrom(ROLLOUT_ORDER)
        .where(ROLLOUT_ORDER.ROLLOUT_ID.eq(rolloutId))
        .and(ROLLOUT_ORDER.OUTCOME.eq("LEFT"))
        .orderBy(ROLLOUT_ORDER.ICCID)
        .fetch(row -> new LeftOrder(new Iccid(row.getIccid()), row.getWhy())));
  }

  @Override
  public List<InstalledProfile> installed(long rolloutId) {
    return sql.run(db -> db.select(RSP_SESSION.ICCID, RSP_SESSION.EID, RSP_SESSION.ENDED_AT)
        .from(RSP_SESSION)
        .join(PROFILE)
        .on(PROFILE.ICCID.eq(RSP_SESSION.ICCID))
        .where(RSP_SESSION.ROLLOUT_ID.eq(rolloutId))
        .and(RSP_SESSION
            .RESULT
            .eq(inline("SUCCESS"))
            .or(RSP_SESSION.LATE_RESULT.eq(inline("SUCCESS"))))
        .and(RSP_SESSION.STATE.ne(inline("WIPED")))
        .and(PROFILE.STATE.eq(inline("INSTALLED")))
        .and(PROFILE.DEVICE_STATE.isDistinctFrom(inline("DELETED")))
        .orderBy(RSP_SESSION.ENDED_AT)
        .fetch(row -> new InstalledProfile(
            new Iccid(row.value1()), row.value2(), row.value3().toInstant())));
  }

  @Override
  public Optional<String> contradiction(Rollout rollout) {
    return sql.run(db -> db.resultQuery(
            """
            select detail from rsp_session join activation_event using (transaction_id)
            where rollout_id = ? and function = ? and status = 'MISMATCH' and happened_at >= ?::timestamptz
            order by happened_at limit 1
            """, rollout.rolloutId(), HandoffChecks.FUNCTION, Values.inUtc(rollout.createdAt()))
        .fetchOptional(row -> row.get(0, String.class)));
  }
}
