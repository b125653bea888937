package org.opensmdp.persistence;

import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.val;
import static org.opensmdp.persistence.db.Tables.OPERATOR;
import static org.opensmdp.persistence.db.Tables.PROFILE_TYPE;
import static org.opensmdp.persistence.db.Tables.PROFILE_VERSION;
import static org.opensmdp.persistence.db.Tables.STOCK_IMPORT;
import static org.opensmdp.persistence.db.Tables.STOCK_IMPORT_CHUNK;
import static org.opensmdp.persistence.db.Tables.STOCK_IMPORT_LINE;
import static org.opensmdp.persistence.db.Tables.STOCK_IMPORT_SEEN;
import static org.opensmdp.persistence.db.Tables.STOCK_POLICY;
import static org.opensmdp.persistence.db.Tables.TRANSPORT_KEY;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.TableField;
import org.jooq.exception.DataAccessException;
import org.opensmdp.activation.Operator;
import org.opensmdp.activation.ProfileType;
import org.opensmdp.activation.Stock;
import org.opensmdp.activation.StockCheck.Fit;
import org.opensmdp.activation.StockResult;
import org.opensmdp.activation.StockVerdict;
import org.opensmdp.crypto.TransportKey;
import org.opensmdp.persistence.StockTaking.Sealed;
import org.opensmdp.persistence.db.tables.records.StockImportChunkRecord;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Iccid;

/** Imports of stock in PostgreSQL. */
final class JooqStock implements Stock {
  private static final String DEADLOCK = "40P01";
  private static final int TRIES = 5;
  private static final String KEYS = "transport_key";
  private static final String SEALED = "sealed";

  private static final String LEVELS = """
      select operator.name as operator, profile_type.name as type,
        (select count(*) from profile
          where profile.profile_type_id = profile_type.profile_type_id
            and profile.state = 'AVAILABLE') as available,
        coalesce(greatest(used.orders, 0) / greatest(1, used.days), 0)::float8 as per_day
      from profile_type
      join operator using (operator_id)
      left join (
        select profile.profile_type_id,
          count(*) filter (where event.from_state = 'AVAILABLE')
            - count(*) filter (where event.to_state = 'AVAILABLE') as orders,
          extract(epoch from {1}::timestamptz - min(event.happened_at)) / 86400.0 as days
        from activation_event event
        join profile using (iccid)
        where event.happened_at between {0} and {1}
          and event.from_state is distinct from event.to_state
          and (event.from_state = 'AVAILABLE' or event.to_state = 'AVAILABLE')
        group by profile.profile_type_id) used using (profile_type_id)
      order by operator.name, profile_type.name
      """;

  private final Sql sql;
  private final Sealer sealer;

  JooqStock(Sql sql, Sealer sealer) {
    this.sql = sql;
    this.sealer = sealer;
  }

  @Override
  public Import open(ProfileType type, boolean dryRun, String plan, Instant now) {
    long number = sql.run(db -> db.insertInto(STOCK_IMPORT)
        .set(STOCK_IMPORT.PROFILE_TYPE_ID, type.profileTypeId())
        .set(STOCK_IMPORT.DRY_RUN, dryRun)
        .set(STOCK_IMPORT.PLAN, plan)
        .set(STOCK_IMPORT.OPENED_AT, Values.inUtc(now))
        .returningResult(STOCK_IMPORT.IMPORT_ID)
        .fetchSingle()
        .value1());
    return new Import(number, type, dryRun, plan, now, Optional.empty());
  }

  @Override
  public Optional<Import> find(long importId) {
    return sql.run(db -> db.select(STOCK_IMPORT.fields())
        .select(PROFILE_TYPE.fields())
        .from(STOCK_IMPORT)
        .join(PROFILE_TYPE)
        .on(PROFILE_TYPE.PROFILE_TYPE_ID.eq(STOCK_IMPORT.PROFILE_TYPE_ID))
        .where(STOCK_IMPORT.IMPORT_ID.eq(importId))
        .fetchOptional(row -> new Import(
            row.get(STOCK_IMPORT.IMPORT_ID),
            ProfileRow.type(row.into(PROFILE_TYPE)),
            row.get(STOCK_IMPORT.DRY_RUN),
            row.get(STOCK_IMPORT.PLAN),
            row.get(STOCK_IMPORT.OPENED_AT).toInstant(),
            Optional.ofNullable(row.get(STOCK_IMPORT.FINISHED_AT))
                .map(OffsetDateTime::toInstant))));
  }

  @Override
  public Basis basis(ProfileType type) {
    return sql.run(db -> db.select(OPERATOR.fields())
        .select(STOCK_POLICY.CLEAR_KEYS, PROFILE_VERSION.TEMPLATE)
        .from(OPERATOR)
        .leftJoin(STOCK_POLICY)
        .on(STOCK_POLICY.OPERATOR_ID.eq(OPERATOR.OPERATOR_ID))
        .leftJoin(PROFILE_VERSION)
        .on(PROFILE_VERSION.PROFILE_TYPE_ID.eq(type.profileTypeId()))
        .and(PROFILE_VERSION.STATE.eq(inline("STABLE")))
        .where(OPERATOR.OPERATOR_ID.eq(type.operatorId()))
        .fetchSingle(row -> new Basis(
            JooqOperators.operator(row),
            Optional.ofNullable(row.get(STOCK_POLICY.CLEAR_KEYS)).orElse(true),
            Optional.ofNullable(row.get(PROFILE_VERSION.TEMPLATE)).map(Bytes::wrap))));
  }

  @Override
  public Optional<Chunk> chunk(long importId, int number) {
    return sql.run(db -> chunk(db, importId, number));
  }

  private static Optional<Chunk> chunk(DSLContext db, long importId, int number) {
    return db.selectFrom(STOCK_IMPORT_CHUNK)
        .where(STOCK_IMPORT_CHUNK.IMPORT_ID.eq(importId))
        .and(STOCK_IMPORT_CHUNK.NUMBER.eq(number))
        .fetchOptional(row -> new Chunk(
            Bytes.wrap(row.getDigest()),
            row.getAccepted(),
            row.getAlreadyThere(),
            others(db, importId, number)));
  }

  private static List<StockResult> others(DSLContext db, long importId, int number) {
    return db.selectFrom(STOCK_IMPORT_LINE)
        .where(STOCK_IMPORT_LINE.IMPORT_ID.eq(importId))
        .and(STOCK_IMPORT_LINE.NUMBER.eq(number))
        .orderBy(STOCK_IMPORT_LINE.LINE)
        .fetch(row -> new StockResult(
            row.getLine(),
            Optional.ofNullable(row.getIccid()).map(Iccid::new),
            StockVerdict.valueOf(row.getVerdict()),
            row.getDetail()));
  }

  @Override
  public Chunk put(
      Import into, int number, Bytes digest, List<Fit> fits, List<StockResult> refused) {
    var taking = new StockTaking(sealer, into);
    var sealed = fits.stream().map(taking::sealed).toList();
    for (int left = TRIES; ; left--) {
      try {
        return sql.transaction(db -> claim(db, into, number, digest)
            ? take(db, taking, into, number, digest, sealed, refused)
            : stored(db, into, number));
      } catch (DataAccessException e) {
        // Two files with the same numbers in another order: one goes first, the other comes again.
        if (!DEADLOCK.equals(e.sqlState()) || left == 1) {
          throw e;
        }
      }
    }
  }

  /** Two that send one chunk at one time: the second waits here for the first. */
  private static boolean claim(DSLContext db, Import into, int number, Bytes digest) {
    return db.execute("""
            insert into stock_import_chunk (import_id, number, digest)
            select import_id, {0}, {1} from stock_import
            where import_id = {2} and finished_at is null for share
            on conflict do nothing
            """, val(number), val(digest.toArray()), val(into.importId())) == 1;
  }

  private static Chunk stored(DSLContext db, Import into, int number) {
    return chunk(db, into.importId(), number)
        .orElseThrow(() -> new IllegalStateException(
            "import " + into.importId() + " is finished; open a new one for more lines"));
  }

  private static Chunk take(
      DSLContext db,
      StockTaking taking,
      Import into,
      int number,
      Bytes digest,
      List<Sealed> sealed,
      List<StockResult> refused) {
    var left = taking.run(db, sealed);
    var others = new ArrayList<>(refused);
    others.addAll(left);
    others.sort(Comparator.comparingLong(StockResult::line));
    int there = (int) others.stream()
        .filter(line -> line.verdict() == StockVerdict.ALREADY_THERE)
        .count();
    var chunk = new Chunk(digest, sealed.size() - left.size(), there, others);
    keep(db, into.importId(), number, chunk);
    return chunk;
  }

  private static void keep(DSLContext db, long importId, int number, Chunk chunk) {
    db.update(STOCK_IMPORT_CHUNK)
        .set(STOCK_IMPORT_CHUNK.ACCEPTED, chunk.accepted())
        .set(STOCK_IMPORT_CHUNK.ALREADY_THERE, chunk.alreadyThere())
        .set(STOCK_IMPORT_CHUNK.REJECTED, chunk.rejected())
        .where(STOCK_IMPORT_CHUNK.IMPORT_ID.eq(importId))
        .and(STOCK_IMPORT_CHUNK.NUMBER.eq(number))
        .execute();
    var lines = chunk.others().stream()
        .map(line -> {
          var row = db.newRecord(STOCK_IMPORT_LINE);
          row.setImportId(importId);
          row.setNumber(number);
          row.setLine(line.line());
          line.iccid().ifPresent(iccid -> row.setIccid(iccid.digits()));
          row.setVerdict(line.verdict().name());
          row.setDetail(line.detail());
          return row;
        })
        .toList();
    if (!lines.isEmpty()) {
      db.batchInsert(lines).execute();
    }
  }

  @Override
  public Totals totals(long importId) {
    return sql.transaction(db -> {
      var chunks = db.select(STOCK_IMPORT_CHUNK.NUMBER)
          .from(STOCK_IMPORT_CHUNK)
          .where(STOCK_IMPORT_CHUNK.IMPORT_ID.eq(importId))
          .orderBy(STOCK_IMPORT_CHUNK.NUMBER)
          .fetch(STOCK_IMPORT_CHUNK.NUMBER);
      return new Totals(
          chunks,
          total(db, importId, STOCK_IMPORT_CHUNK.ACCEPTED),
          total(db, importId, STOCK_IMPORT_CHUNK.ALREADY_THERE),
          total(db, importId, STOCK_IMPORT_CHUNK.REJECTED));
    });
  }

  private static long total(
      DSLContext db, long importId, TableField<StockImportChunkRecord, Integer> column) {
    return db.select(coalesce(sum(column), inline(0)))
        .from(STOCK_IMPORT_CHUNK)
        .where(STOCK_IMPORT_CHUNK.IMPORT_ID.eq(importId))
        .fetchSingle()
        .value1()
        .longValue();
  }

  @Override
  public void finish(long importId, Instant now) {
    sql.transaction(db -> {
      db.deleteFrom(STOCK_IMPORT_SEEN)
          .where(STOCK_IMPORT_SEEN.IMPORT_ID.eq(importId))
          .execute();
      return db.update(STOCK_IMPORT)
          .set(STOCK_IMPORT.FINISHED_AT, Values.inUtc(now))
          .where(STOCK_IMPORT.IMPORT_ID.eq(importId))
          .and(STOCK_IMPORT.FINISHED_AT.isNull())
          .execute();
    });
  }

  @Override
  public boolean addTransportKey(Operator operator, String name, TransportKey key, Instant now) {
    try (var octets = key.encode()) {
      var sealed = sealer.seal(KEYS, SEALED, row(operator.operatorId(), name), octets);
      return sql.run(db -> db.insertInto(TRANSPORT_KEY)
              .set(TRANSPORT_KEY.OPERATOR_ID, operator.operatorId())
              .set(TRANSPORT_KEY.NAME, name)
              .set(TRANSPORT_KEY.SEALED, sealed.toArray())
              .set(TRANSPORT_KEY.CHECK_VALUE, key.checkValue().toArray())
              .set(TRANSPORT_KEY.ADDED_AT, Values.inUtc(now))
              .onConflictDoNothing()
              .execute())
          == 1;
    }
  }

  private static String row(long operatorId, String name) {
    return operatorId + "/" + name;
  }

  @Override
  public Optional<TransportKey> transportKey(long operatorId, String name) {
    return sql.run(db -> db.selectFrom(TRANSPORT_KEY)
        .where(TRANSPORT_KEY.OPERATOR_ID.eq(operatorId))
        .and(TRANSPORT_KEY.NAME.eq(name))
        .fetchOptional(row -> new TransportKey(
            sealer.open(KEYS, SEALED, row(operatorId, name), Bytes.wrap(row.getSealed())))));
  }

  @Override
  public List<KeyLabel> transportKeys(Operator operator) {
    return sql.run(db -> db.selectFrom(TRANSPORT_KEY)
        .where(TRANSPORT_KEY.OPERATOR_ID.eq(operator.operatorId()))
        .orderBy(TRANSPORT_KEY.NAME)
        .fetch(row -> new KeyLabel(
            row.getName(), Bytes.wrap(row.getCheckValue()), row.getAddedAt().toInstant())));
  }

  @Override
  public void allowClearKeys(Operator operator, boolean allowed) {
    sql.run(db -> db.insertInto(STOCK_POLICY)
        .set(STOCK_POLICY.OPERATOR_ID, operator.operatorId())
        .set(STOCK_POLICY.CLEAR_KEYS, allowed)
        .onDuplicateKeyUpdate()
        .set(STOCK_POLICY.CLEAR_KEYS, allowed)
        .execute());
  }

  @Override
  public List<Level> levels(Instant from, Instant now) {
    return sql.run(db ->
        db.fetch(LEVELS, val(Values.inUtc(from)), val(Values.inUtc(now))).map(JooqStock::level));
  }

  private static Level level(Record row) {
    return new Level(
        row.get("operator", String.class),
        row.get("type", String.class),
        row.get("available", Long.class),
        row.get("per_day", Double.class));
  }

  @Override
  public long forgetImports(Instant openedBefore) {
    return sql.run(db -> (long) db.deleteFrom(STOCK_IMPORT)
        .where(STOCK_IMPORT.OPENED_AT.lt(Values.inUtc(openedBefore)))
        .execute());
  }
}
