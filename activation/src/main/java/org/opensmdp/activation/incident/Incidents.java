package org.opensmdp.activation.incident;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.opensmdp.rsp.Iccid;

/** Where incidents are kept, with their log. Every method is one transaction. */
public interface Incidents {

  /**
   * Keeps an incident.
   *
   * @return with its number; if its source has one that is open, that one, and nothing is kept
   */
  Incident open(Incident incident, IncidentNote note);

  Optional<Incident> find(long incidentId);

  /** Returns the one that is not resolved of a source; one that was merged is what it was merged into. */
  Optional<Incident> open(String source);

  /**
   * Returns incidents, the latest first.
   *
   * @param open only those that are not resolved, and not merged
   * @param before only those with smaller numbers
   */
  List<Incident> list(boolean open, long before, int most);

  /** Returns the log, oldest first. */
  List<IncidentNote> notes(long incidentId);

  void note(long incidentId, IncidentNote note);

  /**
   * Takes a step, if nobody has changed the incident since it was read. Those that were merged into one
   * are resolved with it.
   *
   * @return false if somebody has, and nothing is changed
   */
  boolean change(Incident from, Incident to, IncidentNote note);

  /** Merges one into another, which takes the earlier times; its orders are those of both. */
  boolean merge(Incident from, Incident merged, Incident target, IncidentNote note);

  /** Adds the orders whose attempts ended badly in a time, as far as it is about them; returns how many there are. */
  long collectOrders(Incident incident, Instant from, Instant to);

  /** Returns orders that were hurt, by ICCID. */
  List<Iccid> orders(long incidentId, int most);

  long countOrders(long incidentId);

  /**
   * Returns how long it took: of incidents detected in a time, all together first, then by severity, by
   * cause, and by both. Drills and synthetic types are left out, merged ones counted once, those that are
   * not ended count to {@code now}.
   */
  List<Durations> durations(Instant from, Instant to, Instant now);

  /** Returns how many rollouts were started in a time, and how many of them were rolled back. */
  Changes changes(Instant from, Instant to);
}
