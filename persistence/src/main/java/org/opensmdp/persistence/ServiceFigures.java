package org.opensmdp.persistence;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jooq.Record;

/**
 * Figures that only the database knows, the same on every node: silent downloads, rollouts, incidents,
 * the size of the log. Each is one statement over an index or a small table. Any thread.
 */
public final class ServiceFigures {
  private static final String SILENCE = """
      select count(*) as recent,
        count(*) filter (where result = 'UNCONFIRMED' and (?::boolean or late_result is null)) as unconfirmed
      from rsp_session
      where ended_at > ?::timestamptz and ended_at <= ?::timestamptz and delivered_at is not null
        and result <> 'CANCELLED' and not synthetic""";

  /** States that a rollout does not leave, and those that it has had a first stage in. */
  private static final String ROLLOUTS = """
      select lower(state) as "to", count(*) as times from rollout
      where state in ('REJECTED', 'STABLE', 'ROLLED_BACK') group by state
      union all select 'started', count(*) from rollout where stage_since is not null
      union all select 'quarantined', coalesce(sum(jsonb_array_length(quarantined)), 0) from rollout""";

  private static final String RUNNING = """
      select t.name as type, r.stage, r.state = 'PAUSED' as paused,
        (select count(*) from rollout_sample s where s.rollout_id = r.rollout_id and s.arm = 'NEW') as samples,
        (select count(*) from rollout_sample s where s.rollout_id = r.rollout_id and s.arm = 'NEW'
          and s.result = 'SUCCESS') as successes
      from rollout r join profile_type t using (profile_type_id)
      where r.state in ('PREFLIGHT', 'RUNNING', 'PAUSED', 'COMPLETE', 'ROLLING_BACK')
      order by t.name""";

  private static final String INCIDENTS = """
      select severity.name as severity,
        count(i.*) as open,
        coalesce(extract(epoch from ?::timestamptz - min(i.detected_at)
          filter (where i.mitigated_at is null)), 0)::float8 as unmitigated,
        coalesce(extract(epoch from ?::timestamptz - min(i.detected_at)
          filter (where i.acknowledged_at is null and i.mitigated_at is null)), 0)::float8
          as unacknowledged
      from (values ('PAGE'), ('TICKET')) severity (name)
        left join incident i on i.severity = severity.name and i.resolved_at is null
          and i.merged_into is null and not i.drill
      group by severity.name order by severity.name""";

  private static final String MEANS = """
      select kind.name as kind,
        count(i.*) as times,
        coalesce(avg(extract(epoch from i.detected_at - i.started_at)), 0)::float8 as mttd,
        coalesce(avg(extract(epoch from i.acknowledged_at - i.detected_at)), 0)::float8 as mtta,
        coalesce(avg(extract(epoch from coalesce(i.mitigated_at, ?::timestamptz) - i.detected_at)),
          0)::float8 as mttr
      from (values ('rollout'), ('other')) kind (name)
        left join incident i on (i.cause = 'ROLLOUT') = (kind.name = 'rollout')
          and i.detected_at > ?::timestamptz and i.merged_into is null and not i.drill
      group by kind.name""";

  private static final String EVENTS = """
      select coalesce(sum(s.n_tup_ins), 0) as written,
        coalesce(sum(pg_total_relation_size(s.relid)), 0) as octets
      from pg_stat_user_tables s join pg_inherits i on i.inhrelid = s.relid
      where i.inhparent = 'activation_event'::regclass""";

  private final Sql sql;

  public ServiceFigures(Database database) {
    this.sql = new Sql(database.jooq());
  }

  /**
   * Downloads whose time to report has run out.
   *
   * @param recent all that were delivered and ended in that time
   * @param unconfirmed those of them of which nobody has been heard
   */
  public record Silence(long recent, long unconfirmed) {}

  /**
   * Returns how many of the downloads that ended in the time before {@code until} are silent.
   *
   * @param lateCounts whether one that has reported late counts as silent all the same
   */
  public Silence silence(Instant until, Duration window, boolean lateCounts) {
    var since = until.minus(window).toString();
    return sql.run(db -> db.resultQuery(SILENCE, lateCounts, since, until.toString())
        .fetchSingle(
            row -> new Silence(row.get("recent", Long.class), row.get("unconfirmed", Long.class))));
  }

  /** Returns how many rollouts there have been, by what became of them; and of quarantined strata. */
  public Map<String, Long> rollouts() {
    return sql.run(db -> db.resultQuery(ROLLOUTS)
        .fetchMap(row -> row.get("to", String.class), row -> row.get("times", Long.class)));
  }

  /**
   * A rollout that is under way.
   *
   * @param samples verdicts on the new version that the gate has counted
   */
  public record Running(String type, int stage, boolean paused, long samples, long successes) {}

  /** Returns the rollouts that are under way: one for a type. */
  public List<Running> running() {
    return sql.run(db -> db.resultQuery(RUNNING)
        .fetch(row -> new Running(
            row.get("type", String.class),
            row.get("stage", Integer.class),
            row.get("paused", Boolean.class),
            row.get("samples", Long.class),
            row.get("successes", Long.class))));
  }

  /**
   * Incidents that are not resolved, without drills and those that were merged.
   *
   * @param severity PAGE, TICKET
   * @param unmitigatedSeconds how long the oldest has lasted; 0 without one
   * @param unacknowledgedSeconds how long the oldest has waited for somebody; 0 without one
   */
  public record Incidents(
      String severity, long open, double unmitigatedSeconds, double unacknowledgedSeconds) {}

  public List<Incidents> incidents(Instant now) {
    return sql.run(db -> db.resultQuery(INCIDENTS, now.toString(), now.toString())
        .fetch(row -> new Incidents(
            row.get("severity", String.class),
            row.get("open", Long.class),
            seconds(row, "unmitigated"),
            seconds(row, "unacknowledged"))));
  }

  /**
   * How long people and machines took, in the mean; open incidents count to now.
   *
   * @param kind rollout, other
   */
  public record Means(
      String kind, long incidents, double detect, double acknowledge, double repair) {}

  public List<Means> means(Instant now, Duration window) {
    return sql.run(db -> db.resultQuery(MEANS, now.toString(), now.minus(window).toString())
        .fetch(row -> new Means(
            row.get("kind", String.class),
            row.get("times", Long.class),
            seconds(row, "mttd"),
            seconds(row, "mtta"),
            seconds(row, "mttr"))));
  }

  private static double seconds(Record row, String name) {
    return Math.max(0, row.get(name, Double.class));
  }

  /** The log: how many events PostgreSQL has written, and what its partitions occupy. */
  public record Events(long written, long octets) {}

  public Events events() {
    return sql.run(db -> db.resultQuery(EVENTS)
        .fetchSingle(
            row -> new Events(row.get("written", Long.class), row.get("octets", Long.class))));
  }
}
