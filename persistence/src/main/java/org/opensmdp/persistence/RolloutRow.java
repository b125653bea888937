package org.opensmdp.persistence;

import static org.opensmdp.persistence.db.Tables.ROLLOUT;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.opensmdp.activation.rollout.Rollout;
import org.opensmdp.activation.rollout.RolloutState;

/** How rollouts lie in their rows. Plans are parsed once: they never change. Any thread. */
final class RolloutRow {
  /** The columns that the offer of an order has of a rollout: which one, and how far. */
  static final List<Field<?>> OFFERED =
      List.of(ROLLOUT.ROLLOUT_ID, ROLLOUT.EPOCH, ROLLOUT.VERDICTS);

  /** Rollouts as they were read last, by their number; one whose epoch has changed is read again. */
  private final Map<Long, Rollout> known = new ConcurrentHashMap<>();

  /** Returns the rollout whose number and epoch a row names, if it names one. */
  Optional<Rollout> offered(DSLContext db, Record row) {
    return Optional.ofNullable(row.get(ROLLOUT.ROLLOUT_ID))
        .map(id -> known(db, id, row.get(ROLLOUT.EPOCH)).counting(row.get(ROLLOUT.VERDICTS)));
  }

  private Rollout known(DSLContext db, long rolloutId, int epoch) {
    var before = Optional.ofNullable(known.get(rolloutId)).filter(it -> it.epoch() == epoch);
    return before.orElseGet(() -> {
      var read = db.selectFrom(ROLLOUT)
          .where(ROLLOUT.ROLLOUT_ID.eq(rolloutId))
          .fetchSingle(RolloutRow::rollout);
      known.put(rolloutId, read);
      return read;
    });
  }

  static Rollout rollout(Record row) {
    return new Rollout(
        row.get(ROLLOUT.ROLLOUT_ID),
        row.get(ROLLOUT.PROFILE_TYPE_ID),
        row.get(ROLLOUT.FROM_VERSION_ID),
        row.get(ROLLOUT.TO_VERSION_ID),
        RolloutState.valueOf(row.get(ROLLOUT.STATE)),
        row.get(ROLLOUT.STAGE),
        row.get(ROLLOUT.EPOCH),
        PlanJson.read(row.get(ROLLOUT.PLAN)),
        PlanJson.readStrata(row.get(ROLLOUT.QUARANTINED)),
        row.get(ROLLOUT.LOCKED),
        row.get(ROLLOUT.OWNER),
        row.get(ROLLOUT.WHY),
        row.get(ROLLOUT.VERDICTS),
        row.get(ROLLOUT.CREATED_AT).toInstant(),
        Optional.ofNullable(row.get(ROLLOUT.STAGE_SINCE)).map(OffsetDateTime::toInstant),
        row.get(ROLLOUT.CHANGED_AT).toInstant(),
        Optional.ofNullable(row.get(ROLLOUT.ENDED_AT)).map(OffsetDateTime::toInstant));
  }
}
