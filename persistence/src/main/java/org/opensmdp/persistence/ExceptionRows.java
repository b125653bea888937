package org.opensmdp.persistence;

import static org.opensmdp.persistence.db.Tables.PROFILE_TYPE;
import static org.opensmdp.persistence.db.Tables.PROFILE_VERSION;
import static org.opensmdp.persistence.db.Tables.ROLLOUT_SAMPLE;
import static org.opensmdp.persistence.db.Tables.VERSION_EXCEPTION;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.Record;
import org.opensmdp.activation.gate.Stratum;
import org.opensmdp.activation.rollout.Excepted;
import org.opensmdp.activation.rollout.Rollout;
import org.opensmdp.activation.rollout.RolloutStep;
import org.opensmdp.activation.rollout.Settlement;
import org.opensmdp.activation.rollout.VersionException;
import org.opensmdp.activation.rollout.VersionException.Lifted;

/** Exceptions of types: as they are kept, and as the offer of an order tells them. */
final class ExceptionRows {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NONE = "[]";

  private ExceptionRows() {}

  /** Reads what a type tells of its exceptions. */
  static List<Excepted> offered(JSONB told) {
    return told.data().equals(NONE)
        ? List.of()
        : StreamSupport.stream(parsed(told).spliterator(), false)
            .map(ExceptionRows::excepted)
            .toList();
  }

  private static JsonNode parsed(JSONB told) {
    try {
      return JSON.readTree(told.data());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a type's exceptions are no JSON", e);
    }
  }

  private static Excepted excepted(JsonNode told) {
    var failed = new HashSet<Long>();
    told.path("failed").forEach(version -> failed.add(version.asLong()));
    var instead = told.path("get");
    return new Excepted(
        Stratum.of(told.path("stratum").asText()),
        instead.isNumber() ? OptionalLong.of(instead.asLong()) : OptionalLong.empty(),
        failed,
        Instant.EPOCH.plus(told.path("since").asLong(), ChronoUnit.MICROS));
  }

  /** Returns all of a type, the newest first. */
  static List<VersionException> of(DSLContext db, long profileTypeId) {
    return db.selectFrom(VERSION_EXCEPTION)
        .where(VERSION_EXCEPTION.PROFILE_TYPE_ID.eq(profileTypeId))
        .orderBy(VERSION_EXCEPTION.EXCEPTION_ID.desc())
        .fetch(ExceptionRows::exception);
  }

  private static VersionException exception(Record row) {
    return new VersionException(
        row.get(VERSION_EXCEPTION.EXCEPTION_ID),
        row.get(VERSION_EXCEPTION.PROFILE_TYPE_ID),
        new Stratum(
            row.get(VERSION_EXCEPTION.EUM),
            row.get(VERSION_EXCEPTION.FIRMWARE),
            row.get(VERSION_EXCEPTION.PACKAGE_VERSION)),
        row.get(VERSION_EXCEPTION.VERSION_ID),
        Set.copyOf(Arrays.asList(row.get(VERSION_EXCEPTION.FAILED))),
        row.get(VERSION_EXCEPTION.ROLLOUT_ID),
        row.get(VERSION_EXCEPTION.WHY),
        row.get(VERSION_EXCEPTION.CREATED_AT).toInstant(),
        Optional.ofNullable(row.get(VERSION_EXCEPTION.LIFTED_AT)).map(at -> lifted(at, row)));
  }

  private static Lifted lifted(OffsetDateTime at, Record row) {
    var rollout = row.get(VERSION_EXCEPTION.LIFTED_ROLLOUT);
    return new Lifted(
        at.toInstant(),
        row.get(VERSION_EXCEPTION.LIFTED_BY),
        Optional.ofNullable(row.get(VERSION_EXCEPTION.LIFTED_WHY)).orElse(""),
        rollout == null ? OptionalLong.empty() : OptionalLong.of(rollout));
  }

  /** Whoever moves versions or exceptions of a type does so alone, and takes the type first. */
  static void lock(DSLContext db, long profileTypeId) {
    db.select(PROFILE_TYPE.PROFILE_TYPE_ID)
        .from(PROFILE_TYPE)
        .where(PROFILE_TYPE.PROFILE_TYPE_ID.eq(profileTypeId))
        .forNoKeyUpdate()
        .fetchSingle();
  }

  /** Writes what becomes of exceptions when a rollout has become stable; its type is locked. */
  static void settle(DSLContext db, Rollout stable, RolloutStep step) {
    var settlement =
        Settlement.of(stable, step.actor(), of(db, stable.profileTypeId()), proven(db, stable));
    settlement.lifted().forEach(it -> {
      lift(db, it, it.lifted().orElseThrow());
      if (!stable.quarantined().contains(it.stratum())) {
        tell(db, stable, step, RolloutStep.Kind.LIFTED, lifted(db, it));
      }
    });
    settlement.made().forEach(it -> {
      insert(db, it);
      tell(db, stable, step, RolloutStep.Kind.EXCEPTED, made(db, it));
    });
  }

  private static Set<Stratum> proven(DSLContext db, Rollout rollout) {
    return db
        .selectDistinct(ROLLOUT_SAMPLE.STRATUM)
        .from(ROLLOUT_SAMPLE)
        .where(ROLLOUT_SAMPLE.ROLLOUT_ID.eq(rollout.rolloutId()))
        .and(ROLLOUT_SAMPLE.ARM.eq("NEW"))
        .and(ROLLOUT_SAMPLE.RESULT.eq("SUCCESS"))
        .fetch(row -> Stratum.of(row.value1()))
        .stream()
        .collect(Collectors.toUnmodifiableSet());
  }

  private static void insert(DSLContext db, VersionException made) {
    db.insertInto(VERSION_EXCEPTION)
        .set(VERSION_EXCEPTION.PROFILE_TYPE_ID, made.profileTypeId())
        .set(VERSION_EXCEPTION.EUM, made.stratum().eum())
        .set(VERSION_EXCEPTION.FIRMWARE, made.stratum().firmware())
        .set(VERSION_EXCEPTION.PACKAGE_VERSION, made.stratum().packageVersion())
        .set(VERSION_EXCEPTION.VERSION_ID, made.versionId())
        .set(VERSION_EXCEPTION.FAILED, made.failed().stream().sorted().toArray(Long[]::new))
        .set(VERSION_EXCEPTION.ROLLOUT_ID, made.rolloutId())
        .set(VERSION_EXCEPTION.WHY, Values.storable(made.why()))
        .set(VERSION_EXCEPTION.CREATED_AT, Values.inUtc(made.createdAt()))
        .execute();
  }

  /** Ends an exception that holds; returns whether it did. */
  static boolean lift(DSLContext db, VersionException exception, Lifted lifted) {
    var rollout = lifted.rolloutId();
    return db.update(VERSION_EXCEPTION)
            .set(VERSION_EXCEPTION.LIFTED_AT, Values.inUtc(lifted.at()))
            .set(VERSION_EXCEPTION.LIFTED_BY, Values.storable(lifted.by()))
            .set(VERSION_EXCEPTION.LIFTED_WHY, Values.storable(lifted.why()))
            .set(VERSION_EXCEPTION.LIFTED_ROLLOUT, rollout.isPresent() ? rollout.getAsLong() : null)
            .where(VERSION_EXCEPTION.EXCEPTION_ID.eq(exception.exceptionId()))
            .and(VERSION_EXCEPTION.LIFTED_AT.isNull())
            .execute()
        > 0;
  }

  private static String made(DSLContext db, VersionException made) {
    return "from now on cards %s get version %d, until a rollout reaches them or somebody lifts it"
        .formatted(made.stratum(), number(db, made.versionId()));
  }

  private static String lifted(DSLContext db, VersionException ended) {
    return "cards %s get what everybody gets, and version %d no more: %s"
        .formatted(
            ended.stratum(),
            number(db, ended.versionId()),
            ended.lifted().map(Lifted::why).orElse(""));
  }

  private static int number(DSLContext db, long versionId) {
    return db.select(PROFILE_VERSION.NUMBER)
        .from(PROFILE_VERSION)
        .where(PROFILE_VERSION.PROFILE_VERSION_ID.eq(versionId))
        .fetchSingle(PROFILE_VERSION.NUMBER);
  }

  /** Says it in the rollout's steps and in its incident. */
  private static void tell(
      DSLContext db, Rollout rollout, RolloutStep of, RolloutStep.Kind kind, String words) {
    var step = new RolloutStep(of.happenedAt(), of.actor(), kind, of.stage(), words);
    JooqRollouts.note(db, rollout.rolloutId(), step);
    var values = new Values()
        .text("source", JooqRecalls.source(rollout.rolloutId()))
        .time("now", step.happenedAt())
        .text("actor", step.actor())
        .text("text", words);
    RecallCommands.NOTE_INCIDENT.run(db, values, Long.class);
  }

  /**
   * A version was withdrawn by hand: exceptions from it and no other end, where the type is back at what they get
   * instead. Others stay: nobody has seen the stable version on these cards.
   */
  static void withdrawn(DSLContext db, long versionId, String why, OffsetDateTime at) {
    db.execute("""
        update version_exception held set lifted_at = ?::timestamptz, lifted_by = 'version withdraw', lifted_why = ?
        where lifted_at is null and failed @> array[?::bigint]
          and not exists (select from profile_version bad
            where bad.profile_version_id = any (failed) and bad.state <> 'WITHDRAWN')
          and exists (select from profile_version back
            where back.profile_version_id = version_id and back.state = 'STABLE')
        """, at, Values.storable(why), versionId);
  }

  /**
   * A version was made stable by hand: cards that it is known to fail on, and that a later version has reached
   * since, are excepted again.
   */
  static void reinstate(DSLContext db, long versionId, OffsetDateTime at) {
    db.execute("""
        insert into version_exception (profile_type_id, eum, firmware, package_version, version_id, failed,
          rollout_id, why, created_at)
        select distinct on (profile_type_id, eum, firmware, package_version)
          profile_type_id, eum, firmware, package_version, version_id, failed, rollout_id,
          'a version that fails on these cards was made stable again', ?::timestamptz
        from version_exception
        where failed @> array[?::bigint] and lifted_rollout is not null
        order by profile_type_id, eum, firmware, package_version, exception_id desc
        on conflict do nothing
        """, at, versionId);
  }
}
