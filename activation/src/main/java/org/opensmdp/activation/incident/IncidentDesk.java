package org.opensmdp.activation.incident;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.opensmdp.activation.incident.Incident.Cause;
import org.opensmdp.activation.incident.Incident.OpenedBy;
import org.opensmdp.activation.incident.Incident.Severity;
import org.opensmdp.activation.incident.Incident.What;
import org.opensmdp.activation.slo.Figures;
import org.opensmdp.activation.slo.Scope;

/** Opens incidents and takes their steps, each with a note of who took it and why. Any thread. */
public final class IncidentDesk {
  private static final int TRIES = 3;

  private final Incidents incidents;
  private final Figures figures;
  private final InstantSource clock;

  public IncidentDesk(Incidents incidents, Figures figures, InstantSource clock) {
    this.incidents = incidents;
    this.figures = figures;
    this.clock = clock;
  }

  /**
   * Opens an incident; its beginning is looked for in what happened before, its orders are collected.
   *
   * @param detectedAt when it was noticed; not in the future
   * @return the one that is open of this source, if there is one
   */
  public Incident open(What what, OpenedBy by, String actor, String source, Instant detectedAt) {
    var now = clock.instant();
    var detected = detectedAt.isAfter(now) ? now : detectedAt;
    var incident = new Incident(
        0,
        what,
        by,
        actor,
        source,
        beginning(what, detected),
        detected,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
    var kept = incidents.open(incident, IncidentNote.step(detected, actor, "opened", what.title()));
    incidents.collectOrders(kept, kept.startedAt(), now);
    return kept;
  }

  /** Returns when the first attempt ended badly by which this shows, up to a day back. */
  Instant beginning(What what, Instant detected) {
    var faults = Watch.faults(what.cause());
    if (faults.isEmpty()) {
      return detected;
    }
    var before = new Scope(detected.minus(Watch.LOOK_BACK), detected, detected, Watch.part(what));
    return figures.firstBad(before, faults).orElse(detected);
  }

  public Incident acknowledge(long incident, String actor, String why) {
    var now = clock.instant();
    return step(
        incident,
        IncidentNote.step(now, actor, "acknowledged", why),
        read -> read.acknowledged(now));
  }

  /**
   * Takes note that it does not hurt any more.
   *
   * @param since since when; not in the future
   */
  public Incident mitigate(long incident, String actor, String why, Instant since) {
    if (since.isAfter(clock.instant())) {
      throw new IncidentRefusal("the mitigation lies in the future; say it when it is done");
    }
    var done = step(
        incident, IncidentNote.step(since, actor, "mitigated", why), read -> read.mitigated(since));
    incidents.collectOrders(done, done.startedAt(), since);
    return done;
  }

  public Incident resolve(long incident, String actor, String why) {
    var now = clock.instant();
    return step(
        incident, IncidentNote.step(now, actor, "resolved", why), read -> read.resolved(now));
  }

  public Incident classify(
      long incident, Severity severity, Cause cause, String actor, String why) {
    if (why.isBlank()) {
      throw new IncidentRefusal("say why severity or cause change; it goes into the log");
    }
    var note = IncidentNote.step(
        clock.instant(), actor, "classified as %s, %s".formatted(severity, cause), why);
    return step(incident, note, read -> read.classified(severity, cause));
  }

  /**
   * Adds a line to its log.
   *
   * @throws IncidentRefusal if there is none of that number
   */
  public Incident note(long incident, String actor, String text) {
    var read = find(incident);
    incidents.note(incident, new IncidentNote(clock.instant(), actor, text));
    return read;
  }

  /** Says that one turned out to be another; returns that one. */
  public Incident merge(long incident, long into, String actor, String why) {
    var note = IncidentNote.step(
        clock.instant(), actor, "merged incident %d into %d".formatted(incident, into), why);
    for (int i = 0; i < TRIES; i++) {
      var read = find(incident);
      var target = find(into);
      if (incidents.merge(read, read.merged(target), target.absorbing(read), note)) {
        return find(into);
      }
    }
    throw contended(incident);
  }

  Incident step(long incident, IncidentNote note, UnaryOperator<Incident> step) {
    for (int i = 0; i < TRIES; i++) {
      var read = find(incident);
      var next = step.apply(read);
      if (incidents.change(read, next, note)) {
        return next;
      }
    }
    throw contended(incident);
  }

  /**
   * Returns an incident.
   *
   * @throws IncidentRefusal if there is none of that number
   */
  public Incident find(long incident) {
    return incidents
        .find(incident)
        .orElseThrow(() -> new IncidentRefusal(
            "there is no incident %d; list them to see which there are".formatted(incident)));
  }

  private static IncidentRefusal contended(long incident) {
    return new IncidentRefusal(
        "incident %d is being changed by others; look at it and try again".formatted(incident));
  }
}
