package org.opensmdp.persistence;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.opensmdp.activation.Attribution;
import org.opensmdp.activation.Region;
import org.opensmdp.activation.incident.Changes;
import org.opensmdp.activation.incident.Durations;
import org.opensmdp.activation.incident.Incident;
import org.opensmdp.activation.incident.Incident.Cause;
import org.opensmdp.activation.incident.Incident.OpenedBy;
import org.opensmdp.activation.incident.Incident.Severity;
import org.opensmdp.activation.incident.Incident.What;
import org.opensmdp.activation.incident.IncidentNote;
import org.opensmdp.activation.incident.Incidents;
import org.opensmdp.rsp.Iccid;

/** Incidents in PostgreSQL. */
final class JooqIncidents implements Incidents {
  private final Sql sql;

  JooqIncidents(Sql sql) {
    this.sql = sql;
  }

  @Override
  public Incident open(Incident incident, IncidentNote note) {
    var values = put(new Values(), incident).text("source", incident.source());
    put(values, note);
    var number = sql.run(db -> IncidentQueries.OPEN.run(db, values, Long.class));
    return number
        .flatMap(this::find)
        .or(() -> open(incident.source()))
        .orElseGet(() -> open(incident, note)); // the one that was open has been resolved meanwhile
  }

  @Override
  public Optional<Incident> find(long incidentId) {
    return list(IncidentQueries.FIND, of(incidentId)).stream().findFirst();
  }

  @Override
  public Optional<Incident> open(String source) {
    return list(IncidentQueries.OPEN_OF_SOURCE, new Values().text("source", source)).stream()
        .findFirst();
  }

  @Override
  public List<Incident> list(boolean open, long before, int most) {
    var values = new Values().flag("open", open).number("before", before).number("most", most);
    return list(IncidentQueries.LIST, values);
  }

  private List<Incident> list(Command command, Values values) {
    return sql.run(db -> command.list(db, values, JooqIncidents::incident));
  }

  @Override
  public List<IncidentNote> notes(long incidentId) {
    return sql.run(db -> IncidentQueries.NOTES.list(
        db,
        of(incidentId),
        row -> new IncidentNote(
            JooqFigures.time(row, "happened_at").orElseThrow(),
            row.getString("actor"),
            row.getString("text"))));
  }

  @Override
  public void note(long incidentId, IncidentNote note) {
    sql.moved(IncidentQueries.ADD_NOTE, put(of(incidentId), note));
  }

  @Override
  public boolean change(Incident from, Incident to, IncidentNote note) {
    var values = was(put(new Values(), to), "", from);
    return sql.moved(IncidentQueries.CHANGE, put(values, note));
  }

  @Override
  public boolean merge(Incident from, Incident merged, Incident target, IncidentNote note) {
    var values = put(was(was(put(new Values(), target), "", from), "target_", target), note)
        .number("incident_id", from.incidentId());
    return sql.transaction(db -> {
      IncidentQueries.LOCK.run(db, values, Long.class);
      return IncidentQueries.MERGE.run(db, values, Long.class).orElse(0L) > 0;
    });
  }

  @Override
  public long collectOrders(Incident incident, Instant from, Instant to) {
    var what = incident.what();
    var values = of(incident.incidentId())
        .time("from", from)
        .time("to", to)
        .text("faults", names(incident))
        .number("rollout_id", what.rolloutId())
        .number("type_id", what.profileTypeId())
        .number("version", what.version().map(Integer::longValue))
        .text("mccs", what.region().map(JooqFigures::mccs));
    sql.run(db -> IncidentQueries.COLLECT.run(db, values, Long.class));
    return countOrders(incident.incidentId());
  }

  private static String names(Incident incident) {
    return incident.faults().stream().map(Attribution::name).collect(Collectors.joining(","));
  }

  @Override
  public List<Iccid> orders(long incidentId, int most) {
    var values = of(incidentId).number("most", most);
    return sql.run(
        db -> IncidentQueries.ORDERS.list(db, values, row -> new Iccid(row.getString("iccid"))));
  }

  @Override
  public long countOrders(long incidentId) {
    return sql.run(db -> IncidentQueries.COUNT_ORDERS.run(db, of(incidentId), Long.class))
        .orElse(0L);
  }

  @Override
  public List<Durations> durations(Instant from, Instant to, Instant now) {
    var values = new Values().time("from", from).time("to", to).time("now", now);
    return sql.run(db -> IncidentQueries.DURATIONS.list(db, values, JooqIncidents::durations));
  }

  private static Durations durations(ResultSet row) throws SQLException {
    return new Durations(
        Optional.ofNullable(row.getString("severity")).map(Severity::valueOf),
        Optional.ofNullable(row.getString("cause")).map(Cause::valueOf),
        row.getLong("incidents"),
        row.getLong("open"),
        JooqFigures.number(row, "mttd"),
        JooqFigures.number(row, "mtta"),
        JooqFigures.number(row, "mttr"),
        JooqFigures.number(row, "median"),
        JooqFigures.number(row, "p90"));
  }

  @Override
  public Changes changes(Instant from, Instant to) {
    var values = new Values().time("from", from).time("to", to);
    return sql.run(db -> IncidentQueries.CHANGES.list(
            db, values, row -> new Changes(row.getLong("started"), row.getLong("rolled_back"))))
        .get(0);
  }

  private static Values of(long incidentId) {
    return new Values().number("incident_id", incidentId);
  }

  private static Values put(Values values, IncidentNote note) {
    return values
        .time("happened_at", note.happenedAt())
        .text("note_actor", note.actor())
        .text("note_text", note.text());
  }

  private static Values put(Values values, Incident incident) {
    var what = incident.what();
    return values
        .text("severity", what.severity().name())
        .text("cause", what.cause().name())
        .text("title", what.title())
        .text("description", what.description())
        .text("opened_by", incident.openedBy().name())
        .text("actor", incident.actor())
        .flag("drill", what.drill())
        .number("rollout_id", what.rolloutId())
        .number("type_id", what.profileTypeId())
        .number("version", what.version().map(Integer::longValue))
        .text("region", what.region().map(Region::name))
        .time("started_at", incident.startedAt())
        .time("detected_at", incident.detectedAt())
        .time("acknowledged_at", incident.acknowledgedAt())
        .time("mitigated_at", incident.mitigatedAt())
        .time("resolved_at", incident.resolvedAt());
  }

  private static Values was(Values values, String prefix, Incident read) {
    return values
        .number(prefix + "incident_id", read.incidentId())
        .time(prefix + "was_acknowledged", read.acknowledgedAt())
        .time(prefix + "was_mitigated", read.mitigatedAt())
        .time(prefix + "was_resolved", read.resolvedAt())
        .number(prefix + "was_merged", read.mergedInto())
        .text(prefix + "was_severity", read.what().severity().name())
        .text(prefix + "was_cause", read.what().cause().name());
  }

  private static Incident incident(ResultSet row) throws SQLException {
    return new Incident(
        row.getLong("incident_id"),
        what(row),
        OpenedBy.valueOf(row.getString("opened_by")),
        row.getString("actor"),
        row.getString("source"),
        JooqFigures.time(row, "started_at").orElseThrow(),
        JooqFigures.time(row, "detected_at").orElseThrow(),
        JooqFigures.time(row, "acknowledged_at"),
        JooqFigures.time(row, "mitigated_at"),
        JooqFigures.time(row, "resolved_at"),
        number(row, "merged_into"));
  }

  private static What what(ResultSet row) throws SQLException {
    return new What(
        Severity.valueOf(row.getString("severity")),
        Cause.valueOf(row.getString("cause")),
        row.getString("title"),
        row.getString("description"),
        row.getBoolean("drill"),
        number(row, "rollout_id"),
        number(row, "profile_type_id"),
        number(row, "version").map(Long::intValue),
        Optional.ofNullable(row.getString("region")).map(Region::valueOf));
  }

  private static Optional<Long> number(ResultSet row, String column) throws SQLException {
    long number = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(number);
  }
}
