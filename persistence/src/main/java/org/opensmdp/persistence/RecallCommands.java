package org.opensmdp.persistence;

/** What taking a version back, and counting its verdicts, is in SQL. */
final class RecallCommands {
  private static final String SAMPLED = """
      transaction_id, %s as arm, eum || '/' || firmware || '/' || package_version as stratum,
          result, attribution, cause, ended_at,
          extract(epoch from ended_at - delivered_at)::float8 as seconds
        from rsp_session ended
        where result is not null and delivered_at is not null and not exists (
          select from rollout_sample before where before.rollout_id = :rollout_id
            and before.transaction_id = ended.transaction_id)
      """;

  /**
   * Values: rollout_id, stage, type_id, from_version, begun_at, lately, now, most, most_beside. Whoever runs it
   * holds the rollout: positions follow each other.
   */
  static final Command COUNT = Command.of(
      "with fresh as ((select",
      SAMPLED.formatted("'NEW'"),
      """
          and rollout_id = :rollout_id
        order by ended_at, transaction_id limit :most)
        union all (select
      """,
      SAMPLED.formatted("'STABLE'"),
      """
          and profile_type_id = :type_id and version_id = :from_version and rollout_id is null
          and ended_at >= :begun_at and ended_at >= :lately and eum is not null
          and (select count(*) from rollout_sample beside where beside.rollout_id = :rollout_id
            and beside.arm = 'STABLE') < :most_beside
        order by ended_at, transaction_id limit :most)),
      counted as (
        insert into rollout_sample (rollout_id, position, transaction_id, arm, stage, stratum, result,
          attribution, cause, seconds, counted_at)
        select :rollout_id,
          (select coalesce(max(position), 0) from rollout_sample where rollout_id = :rollout_id)
            + row_number() over (order by ended_at, transaction_id),
          transaction_id, arm, :stage, stratum, result, attribution, cause, seconds, :now
        from fresh
        returning arm, result),
      known as (
        update rollout set verdicts = verdicts + (
          select count(*) from counted where arm = 'NEW' and result in ('SUCCESS', 'FAILURE'))
        where rollout_id = :rollout_id and exists (select from counted where arm = 'NEW'))
      select count(*) from counted
      """);

  /** What says that a version hurt an attempt. */
  static final String HURT = """
      (result = 'FAILURE' and attribution in ('TEMPLATE', 'SERVER', 'UNKNOWN')
        or late_result = 'FAILURE')\
      """;

  private static final String OF_STRATUM = """
      (:stratum::text is null
        or eum || '/' || firmware || '/' || package_version = :stratum)\
      """;

  /**
   * Values: rollout_id, stratum, source, type_id, now, opened_by, actor, title, description. An open incident of
   * the same source gets a note.
   */
  static final Command OPEN_INCIDENT = Command.of("""
      with bad as (
        select iccid, ended_at from rsp_session where rollout_id = :rollout_id and
      """, HURT + " and " + OF_STRATUM, """
      ),
      known as (
        select incident_id from incident where source = :source and resolved_at is null),
      opened as (
        insert into incident (severity, cause, title, description, opened_by, actor, source,
          rollout_id, profile_type_id, started_at, detected_at)
        select 'PAGE', 'ROLLOUT', :title, :description, :opened_by, :actor, :source, :rollout_id,
          :type_id, least((select min(ended_at) from bad), :now), :now
        where not exists (select from known)
        returning incident_id),
      noted as (
        insert into incident_note (incident_id, position, happened_at, actor, text)
        select incident_id, (select coalesce(max(position), 0) + 1 from incident_note
            where incident_note.incident_id = known.incident_id), :now, :actor,
          left(:title || E'\\n' || :description, 2000)
        from known),
      hurt as (
        insert into incident_order (incident_id, iccid)
        select distinct incident_id, bad.iccid
        from (select incident_id from opened union all select incident_id from known) as incidents,
          bad join profile on profile.iccid = bad.iccid
        on conflict do nothing)
      select count(*) from bad
      """);

  /** Values: source, now, actor, text. A note in the latest incident of a source, if it has one. */
  static final Command NOTE_INCIDENT = Command.of("""
      with noted as (
        insert into incident_note (incident_id, position, happened_at, actor, text)
        select incident_id, (select coalesce(max(position), 0) + 1 from incident_note
            where incident_note.incident_id = incident.incident_id), :now, :actor, :text
        from incident where source = :source order by incident_id desc limit 1
        returning incident_id)
      select count(*) from noted
      """);

  /** Values: rollout_id, version_id, stratum, most. */
  static final String PINNED = """
      select distinct profile.iccid from rsp_session join profile on profile.iccid = rsp_session.iccid
      where rollout_id = ? and (?::text is null
          or eum || '/' || firmware || '/' || package_version = ?)
        and (profile.profile_version_id = ? and profile.state in ('RELEASED', 'DOWNLOADED', 'ERROR')
          or rsp_session.state in ('AUTHENTICATED', 'BOUND') and version_id = ? and not recalled)
      limit ?
      """;

  /** Values: those of the move, rollout_id, source, an event. */
  static final Command REARM = Command.of(
      "with armed as (update profile set",
      ProfileMove.TARGET,
      """
        , profile_version_id = null, isdp_aid = null, device_state = null, rearmed = rearmed + 1
      where
      """,
      ProfileMove.GUARD,
      """
        and not exists (select from rollout_order before
          where before.rollout_id = :rollout_id and before.iccid = profile.iccid)
      returning iccid),
      once as (
        insert into rollout_order (rollout_id, iccid, outcome, happened_at)
        select :rollout_id, iccid, 'REARMED', :now from armed),
      dropped as (delete from binding using armed where binding.iccid = armed.iccid),
      closed as (
        update rsp_session set state = 'CLOSED', recalled = true from armed
        where rsp_session.iccid = armed.iccid
          and rsp_session.state in ('AUTHENTICATED', 'BOUND')),
      hurt as (
        insert into incident_order (incident_id, iccid)
        select incident_id, armed.iccid from incident, armed
        where source = :source and resolved_at is null
        on conflict do nothing),
      told as (
      """,
      Events.append("armed"),
      ") select count(*) from armed");

  /** Values: an event. */
  static final Command TELL =
      Command.of("with told as (", Events.append("(values (1)) as once"), ") select 1::bigint");

  private RecallCommands() {}
}
