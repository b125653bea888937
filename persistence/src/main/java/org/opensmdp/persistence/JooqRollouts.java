package org.opensmdp.persistence;

import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.noCondition;
import static org.opensmdp.persistence.db.Tables.FREEZE_WINDOW;
import static org.opensmdp.persistence.db.Tables.PROFILE;
import static org.opensmdp.persistence.db.Tables.PROFILE_VERSION;
import static org.opensmdp.persistence.db.Tables.ROLLOUT;
import static org.opensmdp.persistence.db.Tables.ROLLOUT_SAMPLE;
import static org.opensmdp.persistence.db.Tables.ROLLOUT_STEP;
import static org.opensmdp.persistence.db.Tables.RSP_SESSION;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.opensmdp.activation.AttemptEnd.Result;
import org.opensmdp.activation.Attribution;
import org.opensmdp.activation.VersionState;
import org.opensmdp.activation.gate.Baseline;
import org.opensmdp.activation.gate.Sample;
import org.opensmdp.activation.gate.Stratum;
import org.opensmdp.activation.rollout.FreezeWindow;
import org.opensmdp.activation.rollout.Rollout;
import org.opensmdp.activation.rollout.RolloutSample;
import org.opensmdp.activation.rollout.RolloutState;
import org.opensmdp.activation.rollout.RolloutStep;
import org.opensmdp.activation.rollout.Rollouts;
import org.opensmdp.activation.rollout.VersionException;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.TransactionId;

/** Rollouts in PostgreSQL. */
final class JooqRollouts implements Rollouts {
  private final Sql sql;

  JooqRollouts(Sql sql) {
    this.sql = sql;
  }

  @Override
  public Rollout create(Rollout draft, RolloutStep step) {
    return sql.transaction(db -> {
      var stored = db.insertInto(ROLLOUT)
          .set(ROLLOUT.PROFILE_TYPE_ID, draft.profileTypeId())
          .set(ROLLOUT.FROM_VERSION_ID, draft.fromVersionId())
          .set(ROLLOUT.TO_VERSION_ID, draft.toVersionId())
          .set(ROLLOUT.STATE, draft.state().name())
          .set(ROLLOUT.PLAN, PlanJson.write(draft.plan()))
          .set(ROLLOUT.OWNER, Values.storable(draft.owner()))
          .set(ROLLOUT.CREATED_AT, Values.inUtc(draft.createdAt()))
          .set(ROLLOUT.CHANGED_AT, Values.inUtc(draft.changedAt()))
          .returning()
          .fetchSingle(RolloutRow::rollout);
      note(db, stored.rolloutId(), step);
      return stored;
    });
  }

  @Override
  public Optional<Rollout> find(long rolloutId) {
    return sql.run(db -> db.selectFrom(ROLLOUT)
        .where(ROLLOUT.ROLLOUT_ID.eq(rolloutId))
        .fetchOptional(RolloutRow::rollout));
  }

  @Override
  public List<Rollout> list(OptionalLong profileTypeId, int most) {
    var ofType = profileTypeId.isPresent()
        ? ROLLOUT.PROFILE_TYPE_ID.eq(profileTypeId.getAsLong())
        : noCondition();
    return sql.run(db -> db.selectFrom(ROLLOUT)
        .where(ofType)
        .orderBy(ROLLOUT.ROLLOUT_ID.desc())
        .limit(most)
        .fetch(RolloutRow::rollout));
  }

  @Override
  public Moved move(Rollout from, Rollout to, RolloutStep step) {
    try {
      return sql.transaction(db -> {
        if (isWithdrawn(db, to)) {
          return Moved.WITHDRAWN;
        }
        if (!moved(db, from, to)) {
          return Moved.CHANGED_MEANWHILE;
        }
        if (to.state() == RolloutState.STABLE) {
          seat(db, to);
        }
        note(db, to.rolloutId(), step);
        if (to.state() == RolloutState.STABLE) {
          ExceptionRows.settle(db, to, step);
        }
        return Moved.DONE;
      });
    } catch (DataAccessException e) {
      if (Sql.violates(e, "rollout_running")) {
        return Moved.ANOTHER_IS_UNDER_WAY;
      }
      throw e;
    }
  }

  private static boolean isWithdrawn(DSLContext db, Rollout to) {
    return !to.state().isEnd()
        && db.fetchExists(
            PROFILE_VERSION,
            PROFILE_VERSION
                .PROFILE_VERSION_ID
                .eq(to.toVersionId())
                .and(PROFILE_VERSION.STATE.eq(VersionState.WITHDRAWN.name())));
  }

  /** Moves the row, if it is as it was read. */
  static boolean moved(DSLContext db, Rollout from, Rollout to) {
    return db.update(ROLLOUT)
            .set(ROLLOUT.STATE, to.state().name())
            .set(ROLLOUT.STAGE, to.stage())
            .set(ROLLOUT.EPOCH, to.epoch())
            .set(ROLLOUT.QUARANTINED, PlanJson.writeStrata(to.quarantined()))
            .set(ROLLOUT.LOCKED, to.locked())
            .set(ROLLOUT.WHY, Values.storable(to.why()))
            .set(ROLLOUT.STAGE_SINCE, utc(to.stageSince()))
            .set(ROLLOUT.CHANGED_AT, Values.inUtc(to.changedAt()))
            .set(ROLLOUT.ENDED_AT, utc(to.endedAt()))
            .where(ROLLOUT.ROLLOUT_ID.eq(from.rolloutId()))
            .and(ROLLOUT.EPOCH.eq(from.epoch()))
            .and(ROLLOUT.STATE.eq(from.state().name()))
            .execute()
        > 0;
  }

  private static @Nullable OffsetDateTime utc(Optional<Instant> time) {
    return time.map(Values::inUtc).orElse(null);
  }

  /** Makes the to-version the one that everybody gets; the one before may be given again. */
  private static void seat(DSLContext db, Rollout rollout) {
    ExceptionRows.lock(db, rollout.profileTypeId());
    db.update(PROFILE_VERSION)
        .set(PROFILE_VERSION.STATE, VersionState.CANDIDATE.name())
        .where(PROFILE_VERSION.PROFILE_TYPE_ID.eq(rollout.profileTypeId()))
        .and(PROFILE_VERSION.STATE.eq(VersionState.STABLE.name()))
        .execute();
    db.update(PROFILE_VERSION)
        .set(PROFILE_VERSION.STATE, VersionState.STABLE.name())
        .set(PROFILE_VERSION.STABLE_SINCE, Values.inUtc(rollout.changedAt()))
        .where(PROFILE_VERSION.PROFILE_VERSION_ID.eq(rollout.toVersionId()))
        .execute();
  }

  @Override
  public boolean note(Rollout at, RolloutStep step) {
    return sql.transaction(db -> {
      if (!locked(db, at)) {
        return false;
      }
      note(db, at.rolloutId(), step);
      return true;
    });
  }

  /** Locks the rollout against other movers, if it is as it was read; devices do not wait for it. */
  static boolean locked(DSLContext db, Rollout at) {
    return db.select(ROLLOUT.ROLLOUT_ID)
        .from(ROLLOUT)
        .where(ROLLOUT.ROLLOUT_ID.eq(at.rolloutId()))
        .and(ROLLOUT.EPOCH.eq(at.epoch()))
        .forNoKeyUpdate()
        .fetchOptional()
        .isPresent();
  }

  static void note(DSLContext db, long rolloutId, RolloutStep step) {
    var next = db.select(coalesce(max(ROLLOUT_STEP.POSITION), inline(0)).plus(inline(1)))
        .from(ROLLOUT_STEP)
        .where(ROLLOUT_STEP.ROLLOUT_ID.eq(rolloutId));
    db.insertInto(ROLLOUT_STEP)
        .set(ROLLOUT_STEP.ROLLOUT_ID, rolloutId)
        .set(ROLLOUT_STEP.POSITION, next.fetchSingle().value1())
        .set(ROLLOUT_STEP.HAPPENED_AT, Values.inUtc(step.happenedAt()))
        .set(ROLLOUT_STEP.ACTOR, Values.storable(step.actor()))
        .set(ROLLOUT_STEP.STEP, step.kind().word())
        .set(ROLLOUT_STEP.STAGE, step.stage())
        .set(ROLLOUT_STEP.WHY, Values.storable(step.why()))
        .execute();
  }

  @Override
  public List<RolloutStep> steps(long rolloutId) {
    return sql.run(db -> db.selectFrom(ROLLOUT_STEP)
        .where(ROLLOUT_STEP.ROLLOUT_ID.eq(rolloutId))
        .orderBy(ROLLOUT_STEP.POSITION)
        .fetch(row -> new RolloutStep(
            row.getHappenedAt().toInstant(),
            row.getActor(),
            RolloutStep.Kind.of(row.getStep()),
            row.getStage(),
            row.getWhy())));
  }

  @Override
  public List<RolloutSample> samples(long rolloutId) {
    return sql.run(db -> db.select(ROLLOUT_SAMPLE.fields())
        .select(RSP_SESSION.EID)
        .from(ROLLOUT_SAMPLE)
        .leftJoin(RSP_SESSION)
        .on(RSP_SESSION.TRANSACTION_ID.eq(ROLLOUT_SAMPLE.TRANSACTION_ID))
        .where(ROLLOUT_SAMPLE.ROLLOUT_ID.eq(rolloutId))
        .orderBy(ROLLOUT_SAMPLE.POSITION)
        .fetch(JooqRollouts::sample));
  }

  private static RolloutSample sample(Record row) {
    var transactionId = new TransactionId(Bytes.wrap(row.get(ROLLOUT_SAMPLE.TRANSACTION_ID)));
    var seconds = row.get(ROLLOUT_SAMPLE.SECONDS);
    var sample = new Sample(
        Sample.Arm.valueOf(row.get(ROLLOUT_SAMPLE.ARM)),
        row.get(ROLLOUT_SAMPLE.STAGE),
        Stratum.of(row.get(ROLLOUT_SAMPLE.STRATUM)),
        Optional.ofNullable(row.get(RSP_SESSION.EID)).orElseGet(transactionId::toString),
        Result.valueOf(row.get(ROLLOUT_SAMPLE.RESULT)),
        Optional.ofNullable(row.get(ROLLOUT_SAMPLE.ATTRIBUTION)).map(Attribution::valueOf),
        Optional.ofNullable(row.get(ROLLOUT_SAMPLE.CAUSE)).orElse(""),
        seconds == null ? OptionalDouble.empty() : OptionalDouble.of(seconds));
    return new RolloutSample(
        row.get(ROLLOUT_SAMPLE.POSITION),
        transactionId,
        sample,
        row.get(ROLLOUT_SAMPLE.COUNTED_AT).toInstant());
  }

  @Override
  public FreezeWindow freeze(FreezeWindow window) {
    return sql.run(db -> db.insertInto(FREEZE_WINDOW)
        .set(
            FREEZE_WINDOW.PROFILE_TYPE_ID,
            window.profileTypeId().isPresent() ? window.profileTypeId().getAsLong() : null)
        .set(FREEZE_WINDOW.STARTS_AT, Values.inUtc(window.startsAt()))
        .set(FREEZE_WINDOW.ENDS_AT, Values.inUtc(window.endsAt()))
        .set(FREEZE_WINDOW.WHY, Values.storable(window.why()))
        .set(FREEZE_WINDOW.ACTOR, Values.storable(window.actor()))
        .returning()
        .fetchSingle(JooqRollouts::freezeWindow));
  }

  private static FreezeWindow freezeWindow(Record row) {
    var type = row.get(FREEZE_WINDOW.PROFILE_TYPE_ID);
    return new FreezeWindow(
        row.get(FREEZE_WINDOW.FREEZE_ID),
        type == null ? OptionalLong.empty() : OptionalLong.of(type),
        row.get(FREEZE_WINDOW.STARTS_AT).toInstant(),
        row.get(FREEZE_WINDOW.ENDS_AT).toInstant(),
        row.get(FREEZE_WINDOW.WHY),
        row.get(FREEZE_WINDOW.ACTOR));
  }

  @Override
  public boolean lift(long freezeId) {
    return sql.run(db ->
        db.deleteFrom(FREEZE_WINDOW).where(FREEZE_WINDOW.FREEZE_ID.eq(freezeId)).execute() > 0);
  }

  @Override
  public List<FreezeWindow> freezes(Instant now) {
    return sql.run(db -> db.selectFrom(FREEZE_WINDOW)
        .where(FREEZE_WINDOW.ENDS_AT.gt(Values.inUtc(now)))
        .orderBy(FREEZE_WINDOW.STARTS_AT, FREEZE_WINDOW.FREEZE_ID)
        .fetch(JooqRollouts::freezeWindow));
  }

  @Override
  public Map<Stratum, Baseline> baselines(long versionId, Instant until, Duration time) {
    return sql.run(db -> BaselineQuery.run(db, versionId, until.minus(time), until));
  }

  @Override
  public List<VersionException> exceptions(long profileTypeId) {
    return sql.run(db -> ExceptionRows.of(db, profileTypeId));
  }

  @Override
  public boolean lift(VersionException exception, VersionException.Lifted lifted) {
    return sql.transaction(db -> {
      var maker = find(db, exception.rolloutId());
      ExceptionRows.lock(db, exception.profileTypeId());
      boolean held = ExceptionRows.lift(db, exception, lifted);
      if (held) {
        var words = "cards %s: %s".formatted(exception.stratum(), lifted.why());
        var kind = RolloutStep.Kind.LIFTED;
        note(
            db,
            maker.rolloutId(),
            new RolloutStep(lifted.at(), lifted.by(), kind, maker.stage(), words));
      }
      return held;
    });
  }

  /** Locks a rollout, as it is. */
  private static Rollout find(DSLContext db, long rolloutId) {
    return db.selectFrom(ROLLOUT)
        .where(ROLLOUT.ROLLOUT_ID.eq(rolloutId))
        .forNoKeyUpdate()
        .fetchSingle(RolloutRow::rollout);
  }

  @Override
  public boolean tag(Iccid iccid, Optional<String> tag) {
    return sql.run(db -> db.update(PROFILE)
            .set(PROFILE.ORDER_TAG, tag.map(Values::storable).orElse(null))
            .where(PROFILE.ICCID.eq(iccid.digits()))
            .and(PROFILE.STATE.notIn(inline("AVAILABLE"), inline("UNAVAILABLE")))
            .execute()
        > 0);
  }
}
