package org.opensmdp.activation.incident;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.opensmdp.activation.incident.Incident.OpenedBy;

/**
 * Makes incidents of alerts: one that fires opens an incident or is a part of the open one, one that
 * stopped mitigates it. The same again changes nothing, and what comes late undoes nothing.
 */
public final class Alerts {
  private final Incidents incidents;
  private final IncidentDesk desk;
  private final InstantSource clock;

  public Alerts(Incidents incidents, IncidentDesk desk, InstantSource clock) {
    this.incidents = incidents;
    this.desk = desk;
    this.clock = clock;
  }

  /** Returns the incident that an alert has changed; empty if it changed none. */
  public Optional<Incident> tell(Alert alert, String actor) {
    var open = incidents.open(alert.source());
    if (alert.isFiring()) {
      return open.isPresent()
          ? again(open.get(), alert, actor)
          : Optional.of(
              desk.open(alert.what(), OpenedBy.ALERT, actor, alert.source(), alert.startsAt()));
    }
    return open.filter(incident -> isItsOwn(incident, alert))
        .flatMap(incident -> over(incident, alert.endsAt().orElseThrow(), actor));
  }

  /** It fires for another time: what was over hurts again. */
  private Optional<Incident> again(Incident incident, Alert alert, String actor) {
    boolean isNews = incident.mitigatedAt().filter(alert.startsAt()::isAfter).isPresent();
    return isNews && isItsOwn(incident, alert)
        ? Optional.of(desk.step(
            incident.incidentId(),
            IncidentNote.step(
                earlier(alert.startsAt()), actor, "hurts again", "the alert fires again"),
            Incident::hurtsAgain))
        : Optional.empty();
  }

  private Optional<Incident> over(Incident incident, Instant endsAt, String actor) {
    if (incident.mitigatedAt().isPresent() || endsAt.isBefore(incident.detectedAt())) {
      return Optional.empty();
    }
    var since = earlier(endsAt);
    return Optional.of(desk.step(
        incident.incidentId(),
        IncidentNote.step(since, actor, "mitigated", "the alert has stopped"),
        read -> read.mitigatedByItself(since)));
  }

  /** Of those that were merged, the one that they were merged into goes on by itself. */
  private static boolean isItsOwn(Incident incident, Alert alert) {
    return incident.source().equals(alert.source());
  }

  private Instant earlier(Instant time) {
    var now = clock.instant();
    return time.isAfter(now) ? now : time;
  }
}
