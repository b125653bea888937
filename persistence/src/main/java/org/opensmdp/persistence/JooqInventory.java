package org.opensmdp.persistence;

import static org.jooq.impl.DSL.currentOffsetDateTime;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.param;
import static org.opensmdp.persistence.db.Tables.OPERATOR;
import static org.opensmdp.persistence.db.Tables.OPERATOR_CLIENT;
import static org.opensmdp.persistence.db.Tables.PROFILE;
import static org.opensmdp.persistence.db.Tables.PROFILE_TYPE;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.opensmdp.activation.Inventory;
import org.opensmdp.activation.NewVersion;
import org.opensmdp.activation.Operator;
import org.opensmdp.activation.ProfileRequirements;
import org.opensmdp.activation.ProfileType;
import org.opensmdp.profile.SubscriberData;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.Imsi;
import org.opensmdp.rsp.Secret;

/** What an administrator puts into PostgreSQL. */
final class JooqInventory implements Inventory {
  private final Sql sql;
  private final Sealer sealer;

  JooqInventory(Sql sql, Sealer sealer) {
    this.sql = sql;
    this.sealer = sealer;
  }

  @Override
  public Optional<Operator> findOperator(String name) {
    return sql.run(db -> db.selectFrom(OPERATOR)
        .where(OPERATOR.NAME.eq(name))
        .fetchOptional()
        .map(JooqOperators::operator));
  }

  @Override
  public Optional<ProfileType> findType(String name) {
    return sql.run(db -> db.selectFrom(PROFILE_TYPE)
        .where(PROFILE_TYPE.NAME.eq(name))
        .fetchOptional()
        .map(ProfileRow::type));
  }

  @Override
  public Operator add(Operator operator) {
    var terms = operator.terms();
    return sql.run(db -> JooqOperators.operator(db.insertInto(OPERATOR)
        .set(OPERATOR.NAME, operator.name())
        .set(OPERATOR.REQUESTER_IDS, operator.requesterIds().toArray(String[]::new))
        .set(OPERATOR.ICCID_PREFIXES, terms.iccidPrefixes().toArray(String[]::new))
        .set(OPERATOR.NETWORKS, terms.networks().toArray(String[]::new))
        .set(OPERATOR.CALLS_PER_MINUTE, terms.callsPerMinute().orElse(null))
        .set(OPERATOR.QUARANTINE_SECONDS, terms.quarantine().toSeconds())
        .returning()
        .fetchSingle()));
  }

  @Override
  public void addClient(Operator operator, Bytes keyFingerprint) {
    sql.run(db -> db.insertInto(OPERATOR_CLIENT)
        .set(OPERATOR_CLIENT.KEY_FINGERPRINT, keyFingerprint.toArray())
        .set(OPERATOR_CLIENT.OPERATOR_ID, operator.operatorId())
        .execute());
  }

  @Override
  public ProfileType add(ProfileType type) {
    return sql.run(db -> ProfileRow.type(db.insertInto(PROFILE_TYPE)
        .set(PROFILE_TYPE.OPERATOR_ID, type.operatorId())
        .set(PROFILE_TYPE.NAME, type.name())
        .set(PROFILE_TYPE.MNC_LENGTH, (short) type.mncLength())
        .set(MetadataRow.values(type.texts()))
        .set(PROFILE_TYPE.PROTECTION, type.protection().name())
        .set(PROFILE_TYPE.REBINDING, type.rebinding().name())
        .set(PROFILE_TYPE.SYNTHETIC, type.synthetic())
        .set(PROFILE_TYPE.MAX_DOWNLOAD_ATTEMPTS, type.maxDownloadAttempts())
        .set(PROFILE_TYPE.MAX_CONFIRMATION_ATTEMPTS, type.maxConfirmationAttempts())
        .set(
            PROFILE_TYPE.ORDER_LIFETIME_SECONDS,
            type.orderLifetime().map(Duration::toSeconds).orElse(null))
        .returning()
        .fetchSingle()));
  }

  @Override
  public long addVersion(ProfileType type, NewVersion version) {
    return sql.transaction(db -> VersionRow.insert(db, type, version));
  }

  @Override
  public void addStock(ProfileType type, List<SubscriberData> subscribers) {
    var stock = subscribers.stream().map(subscriber -> row(type, subscriber)).toList();
    sql.transaction(db -> stock.isEmpty() ? 0 : put(db, stock));
  }

  @Override
  public void addStock(
      ProfileType type,
      Iccid iccid,
      Optional<Imsi> imsi,
      ProfileRequirements needed,
      Secret readyPackage) {
    type.requireOwner(imsi);
    var ready =
        new Ready(sealer.seal("profile", "ready_package", iccid.digits(), readyPackage), needed);
    var row = new StockRow(type, iccid, imsi, Optional.empty(), Optional.of(ready));
    sql.run(db -> put(db, List.of(row)));
  }

  private StockRow row(ProfileType type, SubscriberData subscriber) {
    var iccid = subscriber.iccid();
    try (var secrets = subscriber.encode()) {
      var sealed = sealer.seal("profile", "subscriber", iccid.digits(), secrets);
      return new StockRow(
          type, iccid, Optional.of(subscriber.imsi()), Optional.of(sealed), Optional.empty());
    }
  }

  private record StockRow(
      ProfileType type,
      Iccid iccid,
      Optional<Imsi> imsi,
      Optional<Bytes> subscriber,
      Optional<Ready> ready) {}

  private record Ready(Bytes sealed, ProfileRequirements needed) {
    private short major() {
      return (short) needed.version().major();
    }

    private short minor() {
      return (short) needed.version().minor();
    }
  }

  /** The driver makes few statements of many rows. */
  private static int put(DSLContext db, List<StockRow> stock) {
    var batch = db.batch(db.insertInto(PROFILE)
        .columns(
            PROFILE.ICCID,
            PROFILE.IMSI,
            PROFILE.SUBSCRIBER,
            PROFILE.READY_PACKAGE,
            PROFILE.READY_MAJOR,
            PROFILE.READY_MINOR,
            PROFILE.READY_SERVICES,
            PROFILE.READY_OCTETS,
            PROFILE.OPERATOR_ID,
            PROFILE.PROFILE_TYPE_ID,
            PROFILE.STATE,
            PROFILE.CHANGED_AT)
        .values(
            value(PROFILE.ICCID),
            value(PROFILE.IMSI),
            value(PROFILE.SUBSCRIBER),
            value(PROFILE.READY_PACKAGE),
            value(PROFILE.READY_MAJOR),
            value(PROFILE.READY_MINOR),
            value(PROFILE.READY_SERVICES),
            value(PROFILE.READY_OCTETS),
            value(PROFILE.OPERATOR_ID),
            value(PROFILE.PROFILE_TYPE_ID),
            inline("AVAILABLE"),
            currentOffsetDateTime()));
    for (var row : stock) {
      batch = batch.bind(
          row.iccid().digits(),
          row.imsi().map(Imsi::digits).orElse(null),
          row.subscriber().map(Bytes::toArray).orElse(null),
          row.ready().map(Ready::sealed).map(Bytes::toArray).orElse(null),
          row.ready().map(Ready::major).orElse(null),
          row.ready().map(Ready::minor).orElse(null),
          row.ready().map(Ready::needed).map(MaterialRow::services).orElse(null),
          row.ready().map(ready -> ready.needed().size()).orElse(null),
          row.type().operatorId(),
          row.type().profileTypeId());
    }
    return batch.execute().length;
  }

  private static <T> Field<T> value(Field<T> column) {
    return param(column.getName(), column.getDataType());
  }

  @Override
  public long available(ProfileType type) {
    return sql.run(db -> (long) db.fetchCount(
        PROFILE,
        PROFILE
            .PROFILE_TYPE_ID
            .eq(type.profileTypeId())
            .and(PROFILE.STATE.eq(inline("AVAILABLE")))
            .and(PROFILE
                .QUARANTINED_UNTIL
                .isNull()
                .or(PROFILE.QUARANTINED_UNTIL.le(currentOffsetDateTime())))));
  }
}
