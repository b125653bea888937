package org.opensmdp.persistence;

/** Steps and figures of incidents, as SQL. */
final class IncidentQueries {
  static final String COLUMNS = """
      i.incident_id, i.severity, i.cause, i.title, i.description, i.opened_by, i.actor, i.source,
        i.drill, i.rollout_id, i.profile_type_id, i.version, i.region, i.started_at, i.detected_at,
        i.acknowledged_at, i.mitigated_at, i.resolved_at, i.merged_into\
      """;

  /** The log goes on where it ends; who appends holds the incident's row. */
  private static final String NOTE = """
      insert into incident_note (incident_id, position, happened_at, actor, text)
      select %1$s.incident_id, 1 + coalesce((select max(n.position) from incident_note n
          where n.incident_id = %1$s.incident_id), 0), :happened_at, :note_actor, :note_text
      from %1$s\
      """;

  /** Selects the new number, or nothing where the source has one that is open. */
  static final Command OPEN =
      Command.of("""
      with opened as (
        insert into incident (severity, cause, title, description, opened_by, actor, source, drill,
          rollout_id, profile_type_id, version, region, started_at, detected_at)
        values (:severity, :cause, :title, :description, :opened_by, :actor, :source, :drill,
          :rollout_id, :type_id, :version, :region, :started_at, :detected_at)
        on conflict (source) where source <> '' and resolved_at is null do nothing
        returning incident_id),
      noted as (
      """, NOTE.formatted("opened"), ") select incident_id from opened");

  static final Command FIND =
      Command.of("select", COLUMNS, "from incident i where i.incident_id = :incident_id");

  static final Command OPEN_OF_SOURCE = Command.of("select", COLUMNS, """
      from incident named join incident i
        on i.incident_id = coalesce(named.merged_into, named.incident_id)
      where named.source = :source and named.source <> '' and named.resolved_at is null
      """);

  static final Command LIST = Command.of("select", COLUMNS, """
      from incident i
      where i.incident_id < :before
        and (not :open or i.resolved_at is null and i.merged_into is null)
      order by i.incident_id desc limit :most
      """);

  static final Command NOTES = Command.of("""
      select happened_at, actor, text from incident_note where incident_id = :incident_id
      order by position
      """);

  static final Command ADD_NOTE = Command.of(
      "with noted as (select incident_id from incident where incident_id = :incident_id for update),",
      "added as (",
      NOTE.formatted("noted"),
      ") select count(*) from noted");

  private static final String AS_IT_WAS = """
      where %1$s.incident_id = :%2$sincident_id
          and %1$s.acknowledged_at is not distinct from :%2$swas_acknowledged
          and %1$s.mitigated_at is not distinct from :%2$swas_mitigated
          and %1$s.resolved_at is not distinct from :%2$swas_resolved
          and %1$s.merged_into is not distinct from :%2$swas_merged
          and %1$s.severity = :%2$swas_severity and %1$s.cause = :%2$swas_cause\
      """;

  static final Command CHANGE = Command.of(
      """
      with changed as (
        update incident i set severity = :severity, cause = :cause,
          acknowledged_at = :acknowledged_at, mitigated_at = :mitigated_at,
          resolved_at = :resolved_at
      """,
      AS_IT_WAS.formatted("i", ""),
      """
        returning i.incident_id),
      theirs as (
        update incident part set resolved_at = greatest(:resolved_at, part.detected_at) from changed
        where part.merged_into = changed.incident_id and part.resolved_at is null
          and :resolved_at::timestamptz is not null),
      noted as (
      """,
      NOTE.formatted("changed"),
      ") select count(*) from changed");

  /** Both rows are taken in the order of their numbers: two that are merged into each other do not wait for ever. */
  static final Command LOCK = Command.of("""
      with held as (
        select incident_id from incident where incident_id in (:incident_id, :target_incident_id)
        order by incident_id for update)
      select count(*) from held
      """);

  static final Command MERGE = Command.of(
      """
      with target as (
        update incident i set started_at = :started_at, detected_at = :detected_at
      """,
      AS_IT_WAS.formatted("i", "target_"),
      """
        and exists (select from incident of where of.incident_id = :incident_id
          and of.resolved_at is null and of.merged_into is null)
        returning i.incident_id),
      changed as (
        update incident i set merged_into = target.incident_id from target
        where i.incident_id = :incident_id or i.merged_into = :incident_id
        returning i.incident_id),
      orders as (
        insert into incident_order (incident_id, iccid)
        select target.incident_id, of.iccid from incident_order of, target
        where of.incident_id in (
          select incident_id from incident
          where incident_id = :incident_id or merged_into = :incident_id)
        on conflict do nothing),
      log_of as (
        select incident_id from target union all select :incident_id::bigint from target),
      noted as (
      """,
      NOTE.formatted("log_of"),
      ") select count(*) from target");

  /** Values beside: faults, from, to. */
  static final Command COLLECT = Command.of("""
      with hurt as (
        insert into incident_order (incident_id, iccid)
        select distinct :incident_id::bigint, s.iccid from rsp_session s
        where s.ended_at >= :from and s.ended_at <= :to and s.result <> 'SUCCESS'
          and not s.synthetic and s.iccid is not null
          and s.attribution = any (string_to_array(:faults, ','))
          and (:rollout_id::bigint is null or s.rollout_id = :rollout_id)
          and (:type_id::bigint is null or s.profile_type_id = :type_id)
          and (:version::bigint is null or s.version_id = (
            select v.profile_version_id from profile_version v
            where v.profile_type_id = :type_id and v.number = :version))
          and (:mccs::text is null or coalesce(s.mcc, '') = any (string_to_array(:mccs, ',')))
        on conflict do nothing)
      select 1::bigint
      """);

  static final Command COUNT_ORDERS =
      Command.of("select count(*) from incident_order where incident_id = :incident_id");

  static final Command ORDERS = Command.of("""
      select iccid from incident_order where incident_id = :incident_id order by iccid limit :most
      """);

  /** What is not ended counts to now; what ended unseen has no acknowledgement. */
  static final Command DURATIONS = Command.of("""
      with counted as (
        select i.severity, i.cause, i.mitigated_at,
          extract(epoch from i.detected_at - i.started_at)::float8 as unseen,
          extract(epoch from coalesce(i.acknowledged_at,
            case when i.mitigated_at is null and i.resolved_at is null then :now end)
            - i.detected_at)::float8 as unanswered,
          extract(epoch from coalesce(i.mitigated_at, :now) - i.detected_at)::float8 as hurting
        from incident i left join profile_type t on t.profile_type_id = i.profile_type_id
        where i.detected_at >= :from and i.detected_at < :to and not i.drill
          and i.merged_into is null and not coalesce(t.synthetic, false))
      select severity, cause, count(*) as incidents, count(*) - count(mitigated_at) as open,
        avg(unseen) as mttd, avg(unanswered) as mtta, avg(hurting) as mttr,
        percentile_cont(0.5) within group (order by hurting) as median,
        percentile_cont(0.9) within group (order by hurting) as p90
      from counted group by grouping sets ((), (severity), (cause), (severity, cause))
      order by grouping(severity, cause) desc, severity, cause
      """);

  static final Command CHANGES = Command.of("""
      select count(*) as started,
        count(*) filter (where r.state in ('ROLLING_BACK', 'ROLLED_BACK')) as rolled_back
      from rollout r join profile_type t on t.profile_type_id = r.profile_type_id
      where r.created_at >= :from and r.created_at < :to and not t.synthetic
        and r.state not in ('DRAFT', 'PREFLIGHT', 'REJECTED')
      """);

  private IncidentQueries() {}
}
