package org.opensmdp.persistence;

import static org.opensmdp.persistence.db.Tables.BASELINE_CARD;
import static org.opensmdp.persistence.db.Tables.PROFILE_VERSION;
import static org.opensmdp.persistence.db.Tables.ROLLOUT;
import static org.opensmdp.persistence.db.Tables.ROLLOUT_PREFLIGHT;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.opensmdp.activation.AttemptEnd;
import org.opensmdp.activation.Attribution;
import org.opensmdp.activation.rollout.BaselineCard;
import org.opensmdp.activation.rollout.PreflightReport;
import org.opensmdp.activation.rollout.RolloutEvidence;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Iccid;

/** Baseline cards, pre-flight reports and touched orders in PostgreSQL. */
final class JooqRolloutEvidence implements RolloutEvidence {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** A verdict is a success, or a failure that may be the version's fault. Silence is none. */
  private static final String MEASURE = """
      select eum || '/' || firmware || '/' || package_version as stratum,
        count(*) filter (where result = 'SUCCESS'
          or (result = 'FAILURE' and attribution in ('TEMPLATE', 'SERVER', 'UNKNOWN'))) as verdicts,
        count(*) filter (where result = 'SUCCESS') as successes,
        coalesce(percentile_cont(0.5) within group (
          order by extract(epoch from ended_at - delivered_at)) filter (where result = 'SUCCESS'), 0) as p50,
        coalesce(percentile_cont(0.95) within group (
          order by extract(epoch from ended_at - delivered_at)) filter (where result = 'SUCCESS'), 0) as p95,
        coalesce(round(avg(delivered_octets)), 0) as octets
      from rsp_session
      where version_id = :version and not synthetic
        and ended_at > cast(:since as timestamptz) and ended_at <= cast(:until as timestamptz)
        and eum is not null and firmware is not null and package_version is not null
      group by 1
      order by 2 desc, 1
      limit 1000""";

  private static final String TOUCHED = """
      select iccid, eid, result, attribution, cause, ended_at
      from (
        select distinct on (s.iccid) s.iccid, s.eid, s.result, s.attribution, s.cause, s.ended_at
        from rsp_session s join rollout r on r.rollout_id = s.rollout_id and r.to_version_id = s.version_id
        where s.rollout_id = :rollout and s.result is not null and s.eid is not null and not s.synthetic
          and s.iccid > :after
        order by s.iccid, s.ended_at desc
      ) latest
      where result = 'SUCCESS' or result = 'UNCONFIRMED'
        or (result = 'FAILURE' and attribution in ('TEMPLATE', 'SERVER', 'UNKNOWN'))
      order by iccid
      limit :most""";

  private final Sql sql;

  JooqRolloutEvidence(Sql sql) {
    this.sql = sql;
  }

  @Override
  public BaselineCard measure(long versionId, Instant since, Instant until, String actor) {
    return sql.transaction(db -> {
      var lines = db.resultQuery(
              MEASURE,
              DSL.param("version", versionId),
              DSL.param("since", time(since)),
              DSL.param("until", time(until)))
          .fetch(JooqRolloutEvidence::line);
      var card = new BaselineCard(versionId, since, until, actor, lines);
      keep(db, card);
      return card;
    });
  }

  private static BaselineCard.Line line(Record row) {
    return new BaselineCard.Line(
        row.get("stratum", String.class),
        row.get("verdicts", Integer.class),
        row.get("successes", Integer.class),
        row.get("p50", Double.class),
        row.get("p95", Double.class),
        row.get("octets", Long.class));
  }

  private static void keep(DSLContext db, BaselineCard card) {
    db.insertInto(BASELINE_CARD)
        .set(
            BASELINE_CARD.PROFILE_TYPE_ID,
            db.select(PROFILE_VERSION.PROFILE_TYPE_ID)
                .from(PROFILE_VERSION)
                .where(PROFILE_VERSION.PROFILE_VERSION_ID.eq(card.versionId()))
                .fetchSingle()
                .value1())
        .set(BASELINE_CARD.PROFILE_VERSION_ID, card.versionId())
        .set(BASELINE_CARD.SINCE, time(card.since()))
        .set(BASELINE_CARD.TAKEN_AT, time(card.takenAt()))
        .set(BASELINE_CARD.ACTOR, card.actor())
        .set(BASELINE_CARD.STRATA, json(card.strata()))
        .execute();
  }

  @Override
  public Optional<BaselineCard> newest(long versionId) {
    return sql.run(db -> db.selectFrom(BASELINE_CARD)
        .where(BASELINE_CARD.PROFILE_VERSION_ID.eq(versionId))
        .orderBy(BASELINE_CARD.TAKEN_AT.desc(), BASELINE_CARD.CARD_ID.desc())
        .limit(1)
        .fetchOptional(row -> new BaselineCard(
            versionId,
            row.getSince().toInstant(),
            row.getTakenAt().toInstant(),
            row.getActor(),
            read(row.getStrata(), new TypeReference<List<BaselineCard.Line>>() {}))));
  }

  @Override
  public void add(long rolloutId, Preflight preflight) {
    var report = preflight.report();
    sql.transaction(db -> db.insertInto(ROLLOUT_PREFLIGHT)
        .set(ROLLOUT_PREFLIGHT.ROLLOUT_ID, rolloutId)
        .set(
            ROLLOUT_PREFLIGHT.POSITION,
            1 + db.fetchCount(ROLLOUT_PREFLIGHT, ROLLOUT_PREFLIGHT.ROLLOUT_ID.eq(rolloutId)))
        .set(ROLLOUT_PREFLIGHT.HAPPENED_AT, time(preflight.happenedAt()))
        .set(ROLLOUT_PREFLIGHT.ACTOR, preflight.actor())
        .set(ROLLOUT_PREFLIGHT.CONTENT_HASH, report.contentHash().toArray())
        .set(ROLLOUT_PREFLIGHT.PASSED, preflight.passed())
        .set(ROLLOUT_PREFLIGHT.REPORT, json(report.packs()))
        .execute());
  }

  @Override
  public List<Preflight> preflights(long rolloutId) {
    return sql.run(db -> db.selectFrom(ROLLOUT_PREFLIGHT)
        .where(ROLLOUT_PREFLIGHT.ROLLOUT_ID.eq(rolloutId))
        .orderBy(ROLLOUT_PREFLIGHT.POSITION)
        .fetch(row -> new Preflight(
            row.getHappenedAt().toInstant(),
            row.getActor(),
            row.getPassed(),
            new PreflightReport(
                Bytes.wrap(row.getContentHash()),
                read(row.getReport(), new TypeReference<List<PreflightReport.Pack>>() {})))));
  }

  @Override
  public List<TouchedOrder> touched(long rolloutId, Optional<Iccid> after, int most) {
    return sql.run(db -> db.resultQuery(
            TOUCHED,
            DSL.param("rollout", rolloutId),
            DSL.param("after", after.map(Iccid::digits).orElse("")),
            DSL.param("most", most))
        .fetch(row -> new TouchedOrder(
            new Iccid(row.get("iccid", String.class)),
            new Eid(row.get("eid", String.class)),
            AttemptEnd.Result.valueOf(row.get("result", String.class)),
            Optional.ofNullable(row.get("attribution", String.class)).map(Attribution::valueOf),
            Optional.ofNullable(row.get("cause", String.class)).orElse(""),
            row.get("ended_at", OffsetDateTime.class).toInstant())));
  }

  @Override
  public boolean hasFinished(long versionId) {
    return sql.run(db -> db.fetchExists(
        ROLLOUT, ROLLOUT.TO_VERSION_ID.eq(versionId).and(ROLLOUT.STATE.eq("STABLE"))));
  }

  private static OffsetDateTime time(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  private static JSONB json(Object value) {
    try {
      return JSONB.valueOf(JSON.writeValueAsString(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("plain values can be written", e);
    }
  }

  private static <T> T read(JSONB stored, TypeReference<T> type) {
    try {
      return JSON.readValue(stored.data(), type);
    } catch (JsonProcessingException e) {
      throw new StorageException("a stored document cannot be read", e);
    }
  }
}
