package org.opensmdp.persistence;

import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.currentOffsetDateTime;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.val;
import static org.opensmdp.persistence.db.Tables.BINDING;
import static org.opensmdp.persistence.db.Tables.PROFILE;
import static org.opensmdp.persistence.db.Tables.PROFILE_TYPE;
import static org.opensmdp.persistence.db.Tables.PROFILE_VERSION;
import static org.opensmdp.persistence.db.Tables.PROFILE_VERSION_FINDING;
import static org.opensmdp.persistence.db.Tables.ROLLOUT;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Select;
import org.opensmdp.activation.NewVersion;
import org.opensmdp.activation.ProfileType;
import org.opensmdp.activation.ProfileVersion;
import org.opensmdp.activation.VersionLife;
import org.opensmdp.activation.VersionState;
import org.opensmdp.profile.Finding;
import org.opensmdp.profile.LintRule;
import org.opensmdp.profile.Severity;
import org.opensmdp.rsp.Bytes;

/** A row of profile_version with its findings. */
final class VersionRow {
  /** What keeps people from moving versions of a type: one of its rollouts is one of these. */
  private static final List<String> UNDER_WAY =
      List.of("PREFLIGHT", "RUNNING", "PAUSED", "COMPLETE", "ROLLING_BACK");

  private VersionRow() {}

  /** Stores a version under the next number of its type. */
  static long insert(DSLContext db, ProfileType type, NewVersion version) {
    lock(db, type);
    if (version.state() == VersionState.STABLE) {
      unseat(db, type.profileTypeId());
    }
    long id = db.insertInto(PROFILE_VERSION)
        .set(PROFILE_VERSION.PROFILE_TYPE_ID, type.profileTypeId())
        .set(PROFILE_VERSION.NUMBER, nextNumber(db, type))
        .set(PROFILE_VERSION.CONTENT_HASH, Sha256.of(version.template()))
        .set(PROFILE_VERSION.TEMPLATE, version.template().toArray())
        .set(PROFILE_VERSION.HOLES, version.holes().encode().toArray())
        .set(PROFILE_VERSION.STATE, version.state().name())
        .set(PROFILE_VERSION.ORIGIN, version.origin())
        .set(PROFILE_VERSION.NOTE, version.note())
        .set(PROFILE_VERSION.STABLE_SINCE, sinceNow(version.state()))
        .returningResult(PROFILE_VERSION.PROFILE_VERSION_ID)
        .fetchSingle()
        .value1();
    insert(db, id, version.findings());
    return id;
  }

  private static Field<OffsetDateTime> sinceNow(VersionState state) {
    return state == VersionState.STABLE
        ? currentOffsetDateTime()
        : inline(null, PROFILE_VERSION.STABLE_SINCE);
  }

  /** Two administrators number and move the versions of one type one after the other. */
  private static void lock(DSLContext db, ProfileType type) {
    lock(db, type.profileTypeId());
  }

  private static void lock(DSLContext db, long profileTypeId) {
    db.select(PROFILE_TYPE.PROFILE_TYPE_ID)
        .from(PROFILE_TYPE)
        .where(PROFILE_TYPE.PROFILE_TYPE_ID.eq(profileTypeId))
        .forUpdate()
        .fetchSingle();
  }

  /** Moves a version if it stands as it was read and no rollout of its type is under way. */
  static boolean move(
      DSLContext db, ProfileVersion version, VersionState to, String why, OffsetDateTime at) {
    long id = version.versionId();
    long typeId = db.select(PROFILE_VERSION.PROFILE_TYPE_ID)
        .from(PROFILE_VERSION)
        .where(PROFILE_VERSION.PROFILE_VERSION_ID.eq(id))
        .fetchSingle()
        .value1();
    lock(db, typeId);
    if (!isAs(db, version) || isRolledOut(db, typeId)) {
      return false;
    }
    if (to == VersionState.STABLE) {
      unseat(db, typeId);
    }
    if (to == VersionState.WITHDRAWN) {
      unpin(db, id);
    }
    var withdrawn = to == VersionState.WITHDRAWN;
    db.update(PROFILE_VERSION)
        .set(PROFILE_VERSION.STATE, to.name())
        .set(
            PROFILE_VERSION.STABLE_SINCE,
            to == VersionState.STABLE ? val(at) : PROFILE_VERSION.STABLE_SINCE)
        .set(PROFILE_VERSION.WITHDRAWN_AT, withdrawn ? at : null)
        .set(PROFILE_VERSION.WITHDRAWN_WHY, withdrawn ? why : null)
        .where(PROFILE_VERSION.PROFILE_VERSION_ID.eq(id))
        .execute();
    if (withdrawn) {
      ExceptionRows.withdrawn(db, id, why, at);
    }
    if (to == VersionState.STABLE) {
      ExceptionRows.reinstate(db, id, at);
    }
    return true;
  }

  private static boolean isAs(DSLContext db, ProfileVersion version) {
    return db.select(PROFILE_VERSION.STATE)
        .from(PROFILE_VERSION)
        .where(PROFILE_VERSION.PROFILE_VERSION_ID.eq(version.versionId()))
        .forUpdate()
        .fetchSingle(PROFILE_VERSION.STATE)
        .equals(version.state().name());
  }

  private static boolean isRolledOut(DSLContext db, long profileTypeId) {
    return db.fetchExists(rollouts(profileTypeId));
  }

  /** Selects the rollout of a type that is under way, if one is. */
  static Select<?> rollouts(long profileTypeId) {
    return selectOne()
        .from(ROLLOUT)
        .where(ROLLOUT.PROFILE_TYPE_ID.eq(profileTypeId))
        .and(ROLLOUT.STATE.in(UNDER_WAY));
  }

  /** Orders that no card has a package of get another version when they are claimed. */
  private static void unpin(DSLContext db, long versionId) {
    db.update(PROFILE)
        .setNull(PROFILE.PROFILE_VERSION_ID)
        .where(PROFILE.PROFILE_VERSION_ID.eq(versionId))
        .andNotExists(selectOne().from(BINDING).where(BINDING.ICCID.eq(PROFILE.ICCID)))
        .execute();
  }

  private static void unseat(DSLContext db, long profileTypeId) {
    db.update(PROFILE_VERSION)
        .set(PROFILE_VERSION.STATE, VersionState.CANDIDATE.name())
        .where(PROFILE_VERSION.PROFILE_TYPE_ID.eq(profileTypeId))
        .and(PROFILE_VERSION.STATE.eq(VersionState.STABLE.name()))
        .execute();
  }

  private static int nextNumber(DSLContext db, ProfileType type) {
    return db.select(coalesce(max(PROFILE_VERSION.NUMBER), inline(0)).plus(inline(1)))
        .from(PROFILE_VERSION)
        .where(PROFILE_VERSION.PROFILE_TYPE_ID.eq(type.profileTypeId()))
        .fetchSingle()
        .value1();
  }

  private static void insert(DSLContext db, long versionId, List<Finding> findings) {
    for (int i = 0; i < findings.size(); i++) {
      var it = findings.get(i);
      db.insertInto(PROFILE_VERSION_FINDING)
          .set(PROFILE_VERSION_FINDING.PROFILE_VERSION_ID, versionId)
          .set(PROFILE_VERSION_FINDING.POSITION, (short) i)
          .set(PROFILE_VERSION_FINDING.SEVERITY, it.severity().name())
          .set(PROFILE_VERSION_FINDING.RULE, it.rule().code())
          .set(PROFILE_VERSION_FINDING.ELEMENT, it.element())
          .set(PROFILE_VERSION_FINDING.OCTET, it.offset())
          .set(PROFILE_VERSION_FINDING.FOUND, it.what())
          .set(PROFILE_VERSION_FINDING.EXPECTED, it.expected())
          .execute();
    }
  }

  static ProfileVersion version(Record row, List<Finding> findings) {
    return new ProfileVersion(
        row.get(PROFILE_VERSION.PROFILE_VERSION_ID),
        row.get(PROFILE_VERSION.NUMBER),
        VersionState.valueOf(row.get(PROFILE_VERSION.STATE)),
        Bytes.wrap(row.get(PROFILE_VERSION.CONTENT_HASH)),
        row.get(PROFILE_VERSION.OCTETS),
        row.get(PROFILE_VERSION.CREATED_AT).toInstant(),
        row.get(PROFILE_VERSION.ORIGIN),
        row.get(PROFILE_VERSION.NOTE),
        findings,
        life(row));
  }

  private static VersionLife life(Record row) {
    return new VersionLife(
        Optional.ofNullable(row.get(PROFILE_VERSION.STABLE_SINCE)).map(OffsetDateTime::toInstant),
        Optional.ofNullable(row.get(PROFILE_VERSION.WITHDRAWN_AT)).map(OffsetDateTime::toInstant),
        Optional.ofNullable(row.get(PROFILE_VERSION.WITHDRAWN_WHY)).orElse(""),
        row.get(PROFILE_VERSION.MIGRATION_NOTE));
  }

  /** Empty for a rule that a newer node knows. */
  static Optional<Finding> finding(Record row) {
    return LintRule.of(row.get(PROFILE_VERSION_FINDING.RULE))
        .map(rule -> new Finding(
            Severity.valueOf(row.get(PROFILE_VERSION_FINDING.SEVERITY)),
            rule,
            row.get(PROFILE_VERSION_FINDING.ELEMENT),
            row.get(PROFILE_VERSION_FINDING.OCTET),
            row.get(PROFILE_VERSION_FINDING.FOUND),
            row.get(PROFILE_VERSION_FINDING.EXPECTED)));
  }
}
