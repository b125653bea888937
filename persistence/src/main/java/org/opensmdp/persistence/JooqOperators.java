package org.opensmdp.persistence;

import static org.opensmdp.persistence.db.Tables.OPERATOR;
import static org.opensmdp.persistence.db.Tables.OPERATOR_CLIENT;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jooq.Record;
import org.opensmdp.activation.Operator;
import org.opensmdp.activation.OperatorTerms;
import org.opensmdp.activation.Operators;
import org.opensmdp.rsp.Bytes;

/** Tenants in PostgreSQL. */
final class JooqOperators implements Operators {
  private final Sql sql;

  JooqOperators(Sql sql) {
    this.sql = sql;
  }

  @Override
  public Optional<Operator> findByClientKey(Bytes keyFingerprint) {
    return sql.run(db -> db.select(OPERATOR.fields())
        .from(OPERATOR_CLIENT)
        .join(OPERATOR)
        .on(OPERATOR.OPERATOR_ID.eq(OPERATOR_CLIENT.OPERATOR_ID))
        .where(OPERATOR_CLIENT.KEY_FINGERPRINT.eq(keyFingerprint.toArray()))
        .fetchOptional(JooqOperators::operator));
  }

  static Operator operator(Record row) {
    return new Operator(
        row.get(OPERATOR.OPERATOR_ID),
        row.get(OPERATOR.NAME),
        Set.of(row.get(OPERATOR.REQUESTER_IDS)),
        terms(row));
  }

  private static OperatorTerms terms(Record row) {
    return new OperatorTerms(
        Set.of(row.get(OPERATOR.ICCID_PREFIXES)),
        Set.of(row.get(OPERATOR.NETWORKS)),
        Optional.ofNullable(row.get(OPERATOR.CALLS_PER_MINUTE)),
        Duration.ofSeconds(row.get(OPERATOR.QUARANTINE_SECONDS)));
  }
}
