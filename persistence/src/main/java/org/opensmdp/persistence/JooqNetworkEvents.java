package org.opensmdp.persistence;

import static org.opensmdp.persistence.db.Tables.PROFILE;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.opensmdp.activation.ActivationEvent;
import org.opensmdp.activation.NetworkEvent;
import org.opensmdp.activation.NetworkEvents;
import org.opensmdp.activation.Operator;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.Imsi;

/** What operators' networks have said, in PostgreSQL. */
final class JooqNetworkEvents implements NetworkEvents {
  private static final Command PUT =
      Command.of("""
      with written as (
        insert into network_event (operator_id, imsi, kind, happened_at, received_at, network,
          said_iccid, cause, correlation_id, iccid)
        values (:operator_id, :imsi, :kind, :happened_at, :received_at, :network,
          :said_iccid, :cause, :correlation_id, :ours)
        on conflict (operator_id, imsi, kind, happened_at) do nothing
        returning network_event_id),
      """, "told as (", Events.append("written where :e0_iccid::text is not null"), """
      )
      select count(*) from written
      """);

  private static final Command UNTOLD = Command.of("""
      with written as (
        insert into network_event (operator_id, imsi, kind, happened_at, received_at, network,
          said_iccid, cause, correlation_id)
        values (:operator_id, :imsi, :kind, :happened_at, :received_at, :network,
          :said_iccid, :cause, :correlation_id)
        on conflict (operator_id, imsi, kind, happened_at) do nothing
        returning network_event_id)
      select count(*) from written
      """);

  /** The title goes to alert channels and names nobody; the source tells the incidents apart. */
  private static final Command OPEN = Command.of("""
      with opened as (
        insert into incident (severity, cause, title, description, opened_by, actor, source,
          profile_type_id, started_at, detected_at)
        select 'PAGE', 'INTEGRITY', 'A network and the inventory disagree about an identity',
          :description, 'ALERT', :actor, :source, profile_type_id, least(:started_at, :now), :now
        from profile where iccid = :ours
        on conflict (source) where source <> '' and resolved_at is null do nothing
        returning incident_id),
      hurt as (
        insert into incident_order (incident_id, iccid) select incident_id, :ours from opened)
      select count(*) from opened
      """);

  private static final String NEVER_ATTACHED = """
      from (
        select iccid, max(ended_at) as installed_at from rsp_session
        where result = 'SUCCESS' and not synthetic
          and ended_at >= ?::timestamptz and ended_at < ?::timestamptz
          and (?::bigint is null or operator_id = ?::bigint)
        group by iccid) installed
      where not exists (
        select from network_event attached where attached.iccid = installed.iccid
          and attached.kind = 'ATTACH' and attached.happened_at >= installed.installed_at)
      """;

  private static final String DROPS = """
      select t.name as type, v.number as version, installed.mcc, count(*) as drops,
        count(distinct dropped.iccid) as profiles
      from network_event dropped
      left join lateral (
        select profile_type_id, version_id, mcc from rsp_session
        where rsp_session.iccid = dropped.iccid and result = 'SUCCESS'
        order by ended_at desc limit 1) installed on true
      left join profile_type t on t.profile_type_id = installed.profile_type_id
      left join profile_version v on v.profile_version_id = installed.version_id
      where dropped.kind = 'SESSION_DROP' and dropped.iccid is not null
        and dropped.happened_at >= ?::timestamptz
        and (?::bigint is null or dropped.operator_id = ?::bigint)
      group by 1, 2, 3 order by drops desc, 1, 2, 3
      """;

  private final Sql sql;
  private final Events events;

  JooqNetworkEvents(Sql sql, Events events) {
    this.sql = sql;
    this.events = events;
  }

  @Override
  public Optional<Iccid> find(Operator operator, Imsi imsi) {
    return sql.run(db -> db.select(PROFILE.ICCID)
        .from(PROFILE)
        .where(PROFILE.IMSI.eq(imsi.digits()))
        .and(PROFILE.OPERATOR_ID.eq(operator.operatorId()))
        .orderBy(PROFILE.CHANGED_AT.desc())
        .limit(1)
        .fetchOptional(row -> new Iccid(row.value1())));
  }

  @Override
  public boolean put(
      Operator operator,
      NetworkEvent event,
      Optional<Iccid> ours,
      Optional<ActivationEvent> told,
      Instant receivedAt) {
    var values = new Values()
        .number("operator_id", operator.operatorId())
        .text("imsi", event.imsi().digits())
        .text("kind", event.kind().name())
        .time("happened_at", event.happenedAt())
        .time("received_at", receivedAt)
        .text("network", event.network())
        .text("said_iccid", event.saidIccid().map(Iccid::digits))
        .text("cause", event.cause())
        .text("correlation_id", event.correlationId())
        .text("ours", ours.map(Iccid::digits));
    told.ifPresent(what -> events.put(values, what));
    return sql.moved(told.isPresent() ? PUT : UNTOLD, values);
  }

  @Override
  public void openCrossing(Iccid ours, NetworkEvent event, String actor, Instant now) {
    sql.moved(
        OPEN,
        new Values()
            .text("ours", ours.digits())
            .text("source", "identity " + ours.digits())
            .text("actor", actor)
            .text(
                "description",
                "The core network believes in ICCID "
                    + event.saidIccid().map(Iccid::digits).orElse("?"))
            .time("started_at", event.happenedAt())
            .time("now", now));
  }

  @Override
  public List<Unattached> neverAttached(
      Optional<Long> operatorId, Instant installedFrom, Instant installedBefore, int most) {
    return sql.run(db -> db.resultQuery(
            "select iccid, installed_at " + NEVER_ATTACHED + " order by installed_at limit " + most,
            span(operatorId, installedFrom, installedBefore))
        .fetch(row -> new Unattached(
            new Iccid(row.get("iccid", String.class)),
            row.get("installed_at", OffsetDateTime.class).toInstant())));
  }

  @Override
  public long countNeverAttached(
      Optional<Long> operatorId, Instant installedFrom, Instant installedBefore) {
    return sql.run(db -> db.resultQuery(
            "select count(*) " + NEVER_ATTACHED, span(operatorId, installedFrom, installedBefore))
        .fetchSingle(0, Long.class));
  }

  private static Object[] span(Optional<Long> operatorId, Instant from, Instant before) {
    var operator = operatorId.orElse(null);
    return new Object[] {Values.inUtc(from), Values.inUtc(before), operator, operator};
  }

  @Override
  public List<Drops> drops(Optional<Long> operatorId, Instant since) {
    var operator = operatorId.orElse(null);
    return sql.run(db -> db.resultQuery(DROPS, Values.inUtc(since), operator, operator)
        .fetch(row -> new Drops(
            Optional.ofNullable(row.get("type", String.class)),
            Optional.ofNullable(row.get("version", Integer.class)),
            Optional.ofNullable(row.get("mcc", String.class)),
            row.get("drops", Long.class),
            row.get("profiles", Long.class))));
  }
}
