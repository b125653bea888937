package org.opensmdp.simulator;

import static org.opensmdp.rsp.StatusCode.EVENT_RECORD_IN_USE;
import static org.opensmdp.rsp.StatusCode.EVENT_RECORD_UNKNOWN;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.rsp.RspException;
import org.opensmdp.rsp.SmdpOid;

/** The event records of an SM-DS, in the order they came in. Any thread. */
final class SmdsEventStore {
  private final List<SmdsEvent> events = new ArrayList<>();

  /** Takes an event; EVENT_RECORD_IN_USE if the card has one with this id, whoever registered it. */
  synchronized void register(SmdsEvent event) {
    if (find(event.eid(), event.eventId()).isPresent()) {
      throw new RspException(EVENT_RECORD_IN_USE, "the EID has an event with this id");
    }
    events.add(event);
  }

  /** Removes an event; EVENT_RECORD_UNKNOWN if there is none of this owner. */
  synchronized void delete(Eid eid, MatchingId eventId, SmdpOid owner) {
    var mine = find(eid, eventId).filter(event -> event.owner().equals(owner));
    if (mine.isEmpty()) {
      throw new RspException(EVENT_RECORD_UNKNOWN, "no event of yours has this id for the EID");
    }
    events.remove(mine.get());
  }

  synchronized List<SmdsEvent> of(Eid eid) {
    return events.stream().filter(event -> event.eid().equals(eid)).toList();
  }

  synchronized Optional<SmdsEvent> find(Eid eid, MatchingId eventId) {
    return events.stream()
        .filter(event -> event.eid().equals(eid) && event.eventId().equals(eventId))
        .findFirst();
  }

  synchronized void forget(SmdsEvent event) {
    events.remove(event);
  }

  synchronized List<SmdsEvent> all() {
    return List.copyOf(events);
  }
}
