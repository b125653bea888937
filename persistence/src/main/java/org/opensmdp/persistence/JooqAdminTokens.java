package org.opensmdp.persistence;

import static org.jooq.impl.DSL.currentOffsetDateTime;
import static org.opensmdp.persistence.db.Tables.ADMIN_TOKEN;
import static org.opensmdp.persistence.db.Tables.OPERATOR;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.SelectOnConditionStep;
import org.opensmdp.activation.AdminToken;
import org.opensmdp.activation.AdminTokens;
import org.opensmdp.activation.Role;
import org.opensmdp.rsp.Bytes;

/** The tokens of the admin API in PostgreSQL. */
final class JooqAdminTokens implements AdminTokens {
  private static final String ONE_AFTER_THE_OTHER = "select pg_advisory_xact_lock(7206871016)";

  private final Sql sql;

  JooqAdminTokens(Sql sql) {
    this.sql = sql;
  }

  @Override
  public Optional<AdminToken> find(Bytes digest) {
    return sql.run(db -> tokens(db)
        .where(ADMIN_TOKEN.DIGEST.eq(digest.toArray()))
        .and(ADMIN_TOKEN.REVOKED_AT.isNull())
        .fetchOptional(JooqAdminTokens::token));
  }

  @Override
  public List<AdminToken> list() {
    return sql.run(db -> tokens(db)
        .where(ADMIN_TOKEN.REVOKED_AT.isNull())
        .orderBy(ADMIN_TOKEN.TOKEN_ID)
        .fetch(JooqAdminTokens::token));
  }

  @Override
  public AdminToken add(AdminToken token) {
    return sql.run(db -> insert(db, token));
  }

  @Override
  public boolean addFirst(AdminToken token) {
    return sql.transaction(db -> {
      db.execute(ONE_AFTER_THE_OTHER);
      if (db.fetchExists(ADMIN_TOKEN)) {
        return false;
      }
      insert(db, token);
      return true;
    });
  }

  @Override
  public boolean revoke(long tokenId) {
    return sql.run(db -> db.update(ADMIN_TOKEN)
            .set(ADMIN_TOKEN.REVOKED_AT, currentOffsetDateTime())
            .where(ADMIN_TOKEN.TOKEN_ID.eq(tokenId))
            .and(ADMIN_TOKEN.REVOKED_AT.isNull())
            .execute())
        > 0;
  }

  private static AdminToken insert(DSLContext db, AdminToken token) {
    var number = db.insertInto(ADMIN_TOKEN)
        .set(ADMIN_TOKEN.DIGEST, token.digest().toArray())
        .set(ADMIN_TOKEN.NAME, token.name())
        .set(ADMIN_TOKEN.ROLE, token.role().name())
        .set(
            ADMIN_TOKEN.OPERATOR_ID,
            token.operator().map(owner -> owner.operatorId()).orElse(null))
        .set(ADMIN_TOKEN.CREATED_AT, Values.inUtc(token.createdAt()))
        .set(ADMIN_TOKEN.EXPIRES_AT, token.expiresAt().map(Values::inUtc).orElse(null))
        .returningResult(ADMIN_TOKEN.TOKEN_ID)
        .fetchSingle()
        .value1();
    return new AdminToken(
        number,
        token.name(),
        token.digest(),
        token.role(),
        token.operator(),
        token.createdAt(),
        token.expiresAt());
  }

  private static SelectOnConditionStep<Record> tokens(DSLContext db) {
    return db.select(ADMIN_TOKEN.fields())
        .select(OPERATOR.fields())
        .from(ADMIN_TOKEN)
        .leftJoin(OPERATOR)
        .on(OPERATOR.OPERATOR_ID.eq(ADMIN_TOKEN.OPERATOR_ID));
  }

  private static AdminToken token(Record row) {
    boolean bound = row.get(ADMIN_TOKEN.OPERATOR_ID) != null;
    return new AdminToken(
        row.get(ADMIN_TOKEN.TOKEN_ID),
        row.get(ADMIN_TOKEN.NAME),
        Bytes.wrap(row.get(ADMIN_TOKEN.DIGEST)),
        Role.valueOf(row.get(ADMIN_TOKEN.ROLE)),
        bound ? Optional.of(JooqOperators.operator(row)) : Optional.empty(),
        row.get(ADMIN_TOKEN.CREATED_AT).toInstant(),
        Optional.ofNullable(row.get(ADMIN_TOKEN.EXPIRES_AT)).map(OffsetDateTime::toInstant));
  }
}
