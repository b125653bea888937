package org.opensmdp.console;

import java.util.LinkedHashMap;
import java.util.Map;
import org.opensmdp.activation.incident.Changes;
import org.opensmdp.activation.incident.Durations;
import org.opensmdp.activation.incident.Incident;
import org.opensmdp.activation.incident.IncidentNote;

/** Incidents as JSON; absent times are null. */
final class IncidentJson {
  private IncidentJson() {}

  static Map<String, Object> of(Incident incident) {
    var what = incident.what();
    var members = new LinkedHashMap<String, Object>();
    members.put("incident", incident.incidentId());
    members.put("state", state(incident));
    members.put("severity", Words.of(what.severity()));
    members.put("cause", Words.of(what.cause()));
    members.put("title", what.title());
    members.put("description", what.description());
    members.put("openedBy", Words.of(incident.openedBy()));
    members.put("actor", incident.actor());
    members.put("source", incident.source());
    members.put("drill", what.drill());
    members.put("rollout", what.rolloutId());
    members.put("version", what.version());
    members.put("region", what.region().map(Words::of));
    members.put("startedAt", incident.startedAt());
    members.put("detectedAt", incident.detectedAt());
    members.put("acknowledgedAt", incident.acknowledgedAt());
    members.put("mitigatedAt", incident.mitigatedAt());
    members.put("resolvedAt", incident.resolvedAt());
    members.put("mergedInto", incident.mergedInto());
    return members;
  }

  private static String state(Incident incident) {
    if (incident.mergedInto().isPresent()) {
      return "merged";
    }
    if (incident.resolvedAt().isPresent()) {
      return "resolved";
    }
    if (incident.mitigatedAt().isPresent()) {
      return "mitigated";
    }
    return incident.acknowledgedAt().isPresent() ? "acknowledged" : "detected";
  }

  static Map<String, Object> of(IncidentNote note) {
    var members = new LinkedHashMap<String, Object>();
    members.put("happenedAt", note.happenedAt());
    members.put("actor", note.actor());
    members.put("text", note.text());
    return members;
  }

  static Map<String, Object> of(Durations durations) {
    var members = new LinkedHashMap<String, Object>();
    members.put("severity", durations.severity().map(Words::of));
    members.put("cause", durations.cause().map(Words::of));
    members.put("count", durations.count());
    members.put("open", durations.open());
    members.put("mttdSeconds", FigureJson.number(durations.mttd()));
    members.put("mttaSeconds", FigureJson.number(durations.mtta()));
    members.put("mttrSeconds", FigureJson.number(durations.mttr()));
    members.put("medianSeconds", FigureJson.number(durations.median()));
    members.put("p90Seconds", FigureJson.number(durations.p90()));
    return members;
  }

  static Map<String, Object> of(Changes changes) {
    var members = new LinkedHashMap<String, Object>();
    members.put("started", changes.started());
    members.put("rolledBack", changes.rolledBack());
    members.put("failureRate", FigureJson.number(changes.failureRate()));
    return members;
  }
}
