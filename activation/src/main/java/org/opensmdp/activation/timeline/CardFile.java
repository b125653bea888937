package org.opensmdp.activation.timeline;

import java.util.List;
import org.opensmdp.activation.ActivationEvent;
import org.opensmdp.rsp.Eid;

/** What a card did outside of any order, oldest first. */
public record CardFile(Eid eid, List<ActivationEvent> events, List<ClientLogEntry> said) {
  public CardFile {
    events = List.copyOf(events);
    said = List.copyOf(said);
  }
}
