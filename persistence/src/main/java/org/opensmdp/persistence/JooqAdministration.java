package org.opensmdp.persistence;

import static org.opensmdp.persistence.db.Tables.OPERATOR;
import static org.opensmdp.persistence.db.Tables.OPERATOR_CLIENT;
import static org.opensmdp.persistence.db.Tables.PROFILE_TYPE;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jooq.impl.DSL;
import org.opensmdp.activation.Administration;
import org.opensmdp.activation.Operator;
import org.opensmdp.activation.ProfileType;
import org.opensmdp.rsp.Bytes;

/** Tenants and types in PostgreSQL, as administrators see and change them. */
final class JooqAdministration implements Administration {
  private final Sql sql;

  JooqAdministration(Sql sql) {
    this.sql = sql;
  }

  @Override
  public List<Operator> operators() {
    return sql.run(
        db -> db.selectFrom(OPERATOR).orderBy(OPERATOR.NAME).fetch(JooqOperators::operator));
  }

  @Override
  public Optional<Operator> operator(String name) {
    return sql.run(db -> db.selectFrom(OPERATOR)
        .where(OPERATOR.NAME.eq(name))
        .fetchOptional(JooqOperators::operator));
  }

  @Override
  public void change(Operator operator) {
    var terms = operator.terms();
    sql.run(db -> db.update(OPERATOR)
        .set(OPERATOR.REQUESTER_IDS, operator.requesterIds().toArray(String[]::new))
        .set(OPERATOR.ICCID_PREFIXES, terms.iccidPrefixes().toArray(String[]::new))
        .set(OPERATOR.NETWORKS, terms.networks().toArray(String[]::new))
        .set(OPERATOR.CALLS_PER_MINUTE, terms.callsPerMinute().orElse(null))
        .set(OPERATOR.QUARANTINE_SECONDS, terms.quarantine().toSeconds())
        .where(OPERATOR.OPERATOR_ID.eq(operator.operatorId()))
        .execute());
  }

  @Override
  public List<Bytes> clients(Operator operator) {
    return sql.run(db -> db.select(OPERATOR_CLIENT.KEY_FINGERPRINT)
        .from(OPERATOR_CLIENT)
        .where(OPERATOR_CLIENT.OPERATOR_ID.eq(operator.operatorId()))
        .orderBy(OPERATOR_CLIENT.KEY_FINGERPRINT)
        .fetch(row -> Bytes.wrap(row.value1())));
  }

  @Override
  public boolean addClient(Operator operator, Bytes keyFingerprint) {
    return sql.run(db -> db.insertInto(OPERATOR_CLIENT)
            .set(OPERATOR_CLIENT.KEY_FINGERPRINT, keyFingerprint.toArray())
            .set(OPERATOR_CLIENT.OPERATOR_ID, operator.operatorId())
            .onConflictDoNothing()
            .execute())
        > 0;
  }

  @Override
  public boolean removeClient(Operator operator, Bytes keyFingerprint) {
    return sql.run(db -> db.deleteFrom(OPERATOR_CLIENT)
            .where(OPERATOR_CLIENT.KEY_FINGERPRINT.eq(keyFingerprint.toArray()))
            .and(OPERATOR_CLIENT.OPERATOR_ID.eq(operator.operatorId()))
            .execute())
        > 0;
  }

  @Override
  public List<ProfileType> types(Optional<Operator> owner) {
    var whose = owner
        .map(operator -> PROFILE_TYPE.OPERATOR_ID.eq(operator.operatorId()))
        .orElseGet(DSL::noCondition);
    return sql.run(db -> db.selectFrom(PROFILE_TYPE)
        .where(whose)
        .orderBy(PROFILE_TYPE.NAME)
        .fetch(ProfileRow::type));
  }

  @Override
  public boolean change(ProfileType type) {
    var texts = type.texts();
    return sql.run(db -> db.update(PROFILE_TYPE)
            .set(PROFILE_TYPE.SERVICE_PROVIDER_NAME, texts.serviceProviderName())
            .set(PROFILE_TYPE.PROFILE_NAME, texts.profileName())
            .set(PROFILE_TYPE.PROTECTION, type.protection().name())
            .set(PROFILE_TYPE.REBINDING, type.rebinding().name())
            .set(PROFILE_TYPE.MAX_DOWNLOAD_ATTEMPTS, type.maxDownloadAttempts())
            .set(PROFILE_TYPE.MAX_CONFIRMATION_ATTEMPTS, type.maxConfirmationAttempts())
            .set(
                PROFILE_TYPE.ORDER_LIFETIME_SECONDS,
                type.orderLifetime().map(Duration::toSeconds).orElse(null))
            .where(PROFILE_TYPE.PROFILE_TYPE_ID.eq(type.profileTypeId()))
            .andNotExists(VersionRow.rollouts(type.profileTypeId()))
            .execute())
        > 0;
  }
}
