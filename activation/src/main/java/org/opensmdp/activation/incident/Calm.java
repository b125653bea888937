package org.opensmdp.activation.incident;

import java.time.Instant;
import java.time.InstantSource;
import org.opensmdp.activation.slo.Figures;
import org.opensmdp.activation.slo.Health;
import org.opensmdp.activation.slo.Objective;
import org.opensmdp.activation.slo.Scope;
import org.opensmdp.activation.slo.Tally;

/**
 * Sees when an incident does not hurt any more: what it is watched by has been over its target for ten
 * minutes. It was mitigated when the last attempt ended badly, not when that was believed. One thread.
 */
public final class Calm {
  private static final String ACTOR = "opensmdp";
  private static final int MOST = 1000;

  private final Incidents incidents;
  private final IncidentDesk desk;
  private final Figures figures;
  private final InstantSource clock;

  public Calm(Incidents incidents, Figures figures, InstantSource clock) {
    this.incidents = incidents;
    this.desk = new IncidentDesk(incidents, figures, clock);
    this.figures = figures;
    this.clock = clock;
  }

  /** Looks at all that are not mitigated; returns how many are now. */
  public long run() {
    return incidents.list(true, Long.MAX_VALUE, MOST).stream()
        .filter(incident -> incident.mitigatedAt().isEmpty())
        .filter(this::isMitigated)
        .count();
  }

  private boolean isMitigated(Incident incident) {
    var now = clock.instant();
    var objective = Watch.objective(incident.what().cause());
    if (objective.isEmpty()
        || now.isBefore(incident.detectedAt().plus(Watch.CALM))
        || !isCalm(objective.get(), Scope.last(Watch.CALM, now, Watch.part(incident.what())))) {
      return false;
    }
    var since = lastBad(incident, now);
    var why =
        "%s is over its target again for ten minutes".formatted(objective.get().number());
    desk.step(
        incident.incidentId(),
        IncidentNote.step(since, ACTOR, "mitigated", why),
        read -> read.mitigatedByItself(since));
    incidents.collectOrders(incident, incident.startedAt(), now);
    return true;
  }

  private boolean isCalm(Objective objective, Scope lately) {
    var tally = objective == Objective.ACTIVATION
        ? figures.attempts(lately).activation()
        : Health.ofCalls(figures.calls(lately)).getOrDefault(objective, Tally.NONE);
    return tally.valid() >= Watch.FEWEST && tally.ratio().orElse(0) >= objective.target();
  }

  private Instant lastBad(Incident incident, Instant now) {
    var since = new Scope(incident.detectedAt(), now, now, Watch.part(incident.what()));
    return figures
        .lastBad(since, Watch.faults(incident.what().cause()))
        .orElse(incident.detectedAt());
  }
}
