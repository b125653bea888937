package org.opensmdp.persistence;

import static org.opensmdp.persistence.db.Tables.PROFILE_TYPE;
import static org.opensmdp.persistence.db.Tables.PROFILE_VERSION;
import static org.opensmdp.persistence.db.Tables.PROFILE_VERSION_FINDING;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Result;
import org.opensmdp.activation.ProfileType;
import org.opensmdp.activation.ProfileVersion;
import org.opensmdp.activation.VersionState;
import org.opensmdp.activation.Versions;
import org.opensmdp.profile.Holes;
import org.opensmdp.rsp.Bytes;

/** Versions in PostgreSQL. */
final class JooqVersions implements Versions {
  private final Sql sql;

  JooqVersions(Sql sql) {
    this.sql = sql;
  }

  @Override
  public Optional<Content> content(long versionId) {
    return sql.run(db -> db.select(PROFILE_VERSION.TEMPLATE, PROFILE_VERSION.HOLES)
        .from(PROFILE_VERSION)
        .where(PROFILE_VERSION.PROFILE_VERSION_ID.eq(versionId))
        .fetchOptional()
        .map(row -> new Content(Bytes.wrap(row.value1()), Holes.decode(Bytes.wrap(row.value2())))));
  }

  @Override
  public Optional<String> name(long versionId) {
    return sql.run(db -> db.select(PROFILE_TYPE.NAME, PROFILE_VERSION.NUMBER)
        .from(PROFILE_VERSION)
        .join(PROFILE_TYPE)
        .using(PROFILE_VERSION.PROFILE_TYPE_ID)
        .where(PROFILE_VERSION.PROFILE_VERSION_ID.eq(versionId))
        .fetchOptional(row -> row.value1() + "/" + row.value2()));
  }

  @Override
  public List<ProfileVersion> list(ProfileType type) {
    return sql.run(db -> {
      var findings = findings(db, type);
      return db.select(
              PROFILE_VERSION.PROFILE_VERSION_ID,
              PROFILE_VERSION.NUMBER,
              PROFILE_VERSION.STATE,
              PROFILE_VERSION.CONTENT_HASH,
              PROFILE_VERSION.OCTETS,
              PROFILE_VERSION.CREATED_AT,
              PROFILE_VERSION.ORIGIN,
              PROFILE_VERSION.NOTE,
              PROFILE_VERSION.STABLE_SINCE,
              PROFILE_VERSION.WITHDRAWN_AT,
              PROFILE_VERSION.WITHDRAWN_WHY,
              PROFILE_VERSION.MIGRATION_NOTE)
          .from(PROFILE_VERSION)
          .where(PROFILE_VERSION.PROFILE_TYPE_ID.eq(type.profileTypeId()))
          .orderBy(PROFILE_VERSION.NUMBER.desc())
          .fetch(row -> version(row, findings));
    });
  }

  private static ProfileVersion version(Record row, Map<Long, Result<Record>> findings) {
    var own = Optional.ofNullable(findings.get(row.get(PROFILE_VERSION.PROFILE_VERSION_ID)));
    var said = own.stream()
        .flatMap(List::stream)
        .flatMap(finding -> VersionRow.finding(finding).stream())
        .toList();
    return VersionRow.version(row, said);
  }

  private static Map<Long, Result<Record>> findings(DSLContext db, ProfileType type) {
    return db.select(PROFILE_VERSION_FINDING.fields())
        .from(PROFILE_VERSION_FINDING)
        .join(PROFILE_VERSION)
        .on(PROFILE_VERSION.PROFILE_VERSION_ID.eq(PROFILE_VERSION_FINDING.PROFILE_VERSION_ID))
        .where(PROFILE_VERSION.PROFILE_TYPE_ID.eq(type.profileTypeId()))
        .orderBy(PROFILE_VERSION_FINDING.PROFILE_VERSION_ID, PROFILE_VERSION_FINDING.POSITION)
        .fetchGroups(PROFILE_VERSION_FINDING.PROFILE_VERSION_ID);
  }

  @Override
  public boolean move(ProfileVersion version, VersionState to, String why, Instant at) {
    var time = at.atOffset(ZoneOffset.UTC);
    return sql.transaction(db -> VersionRow.move(db, version, to, why, time));
  }

  @Override
  public void note(ProfileVersion version, String text) {
    sql.run(db -> db.update(PROFILE_VERSION)
        .set(PROFILE_VERSION.MIGRATION_NOTE, text)
        .where(PROFILE_VERSION.PROFILE_VERSION_ID.eq(version.versionId()))
        .execute());
  }

  @Override
  public Optional<Bytes> contentHash(long versionId) {
    return sql.run(db -> db.select(PROFILE_VERSION.CONTENT_HASH)
        .from(PROFILE_VERSION)
        .where(PROFILE_VERSION.PROFILE_VERSION_ID.eq(versionId))
        .fetchOptional(PROFILE_VERSION.CONTENT_HASH)
        .map(Bytes::wrap));
  }
}
