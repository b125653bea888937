package org.opensmdp.persistence;

import static org.opensmdp.persistence.db.Tables.PROFILE_VERSION;

import java.util.Optional;
import org.opensmdp.activation.Versions;
import org.opensmdp.rsp.Bytes;

/** Templates in PostgreSQL. */
final class JooqVersions implements Versions {
  private final Sql sql;

  JooqVersions(Sql sql) {
    this.sql = sql;
  }

  @Override
  public Optional<Bytes> template(long versionId) {
    return sql.run(db -> db.select(PROFILE_VERSION.TEMPLATE)
        .from(PROFILE_VERSION)
        .where(PROFILE_VERSION.PROFILE_VERSION_ID.eq(versionId))
        .fetchOptional(PROFILE_VERSION.TEMPLATE)
        .map(Bytes::wrap));
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
