package org.opensmdp.persistence;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.opensmdp.activation.AttemptEnd;
import org.opensmdp.activation.Attribution;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.TransactionId;

/**
 * Attempts as those read them who count: many in one statement, off the way of any device. Any thread.
 * Every method may throw {@link org.opensmdp.activation.StorageUnavailable}.
 */
public final class AttemptRows {
  private static final String COLUMNS = """
      select s.transaction_id, o.name as operator, s.mcc, s.eum, s.firmware, s.synthetic,
        t.name || '/' || coalesce(v.number::text, '-') as version, s.created_at, s.delivered_at,
        s.ended_at, s.result, s.attribution, s.cause, s.late_result,
        (select min(first.created_at) from rsp_session first where first.iccid = s.iccid
          and first.state in ('AUTHENTICATED', 'BOUND', 'CLOSED')) as first_contact
      from rsp_session s
        join operator o on o.operator_id = s.operator_id
        join profile_type t on t.profile_type_id = s.profile_type_id
        left join profile_version v on v.profile_version_id = s.version_id
      """;

  private static final String BY_TRANSACTION =
      COLUMNS + "where s.transaction_id = any(?::bytea[]) and s.eum is not null";

  /** The attempt that brought the profile to its card. */
  private static final String INSTALLED = COLUMNS + """
      where s.iccid = ? and s.state in ('AUTHENTICATED', 'BOUND', 'CLOSED')
        and 'SUCCESS' in (s.result, s.late_result)
      order by s.created_at desc limit 1""";

  private static final String COMBINATIONS = """
      select s.eum, s.firmware, t.name || '/' || coalesce(v.number::text, '-') as version
      from rsp_session s
        join profile_type t on t.profile_type_id = s.profile_type_id
        left join profile_version v on v.profile_version_id = s.version_id
      where s.ended_at > ?::timestamptz and s.eum is not null and not s.synthetic
      group by 1, 2, 3 order by count(*) desc limit ?""";

  private final Sql sql;

  public AttemptRows(Database database) {
    this.sql = new Sql(database.jooq());
  }

  /** Returns those of the attempts that are kept. */
  public Map<TransactionId, AttemptRow> find(Collection<TransactionId> attempts) {
    var ids = attempts.stream().map(id -> id.octets().toArray()).toArray(byte[][]::new);
    return sql.run(db -> {
      var found = new HashMap<TransactionId, AttemptRow>();
      db.resultQuery(BY_TRANSACTION, (Object) ids)
          .fetch()
          .forEach(row -> found.put(
              new TransactionId(Bytes.wrap(row.get("transaction_id", byte[].class))), read(row)));
      return found;
    });
  }

  /** Returns the attempt by which a profile came to its card, if that is known. */
  public Optional<AttemptRow> installed(Iccid iccid) {
    return sql.run(
        db -> db.resultQuery(INSTALLED, iccid.digits()).fetchOptional(AttemptRows::read));
  }

  /**
   * What attempts are told apart by where devices are concerned.
   *
   * @param version as in {@link AttemptRow}
   */
  public record Combination(String eum, String firmware, String version) {}

  /** Returns the combinations with the most attempts that ended since then, the most frequent first. */
  public List<Combination> combinations(Instant since, int most) {
    return sql.run(db -> db.resultQuery(COMBINATIONS, since.toString(), most)
        .fetch(row -> new Combination(
            row.get("eum", String.class),
            row.get("firmware", String.class),
            row.get("version", String.class))));
  }

  private static AttemptRow read(Record row) {
    return new AttemptRow(
        row.get("operator", String.class),
        row.get("version", String.class),
        Optional.ofNullable(row.get("mcc", String.class)),
        row.get("eum", String.class),
        row.get("firmware", String.class),
        row.get("synthetic", Boolean.class),
        time(row, "created_at").orElseThrow(),
        time(row, "first_contact").or(() -> time(row, "created_at")).orElseThrow(),
        time(row, "delivered_at"),
        time(row, "ended_at"),
        result(row.get("result", String.class)),
        Optional.ofNullable(row.get("attribution", String.class)).map(Attribution::valueOf),
        Optional.ofNullable(row.get("cause", String.class)).orElse(""),
        result(row.get("late_result", String.class)));
  }

  private static Optional<Instant> time(Record row, String name) {
    return Optional.ofNullable(row.get(name, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
  }

  private static Optional<AttemptEnd.Result> result(@Nullable String name) {
    return Optional.ofNullable(name).map(AttemptEnd.Result::valueOf);
  }
}
