package org.opensmdp.activation;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.opensmdp.rsp.Iccid;

/** The events of the in-memory store. */
final class InMemoryTimeline implements Timeline {
  private final Tables tables;

  InMemoryTimeline(Tables tables) {
    this.tables = tables;
  }

  @Override
  public List<ActivationEvent> of(Iccid iccid) {
    synchronized (tables) {
      return tables.events.stream()
          .filter(event -> event.iccid().equals(Optional.of(iccid)))
          .sorted(Comparator.comparing(ActivationEvent::happenedAt))
          .toList();
    }
  }

  @Override
  public void append(ActivationEvent event) {
    synchronized (tables) {
      if (event.transactionId().isEmpty() || !tables.isToldInSession(event)) {
        tables.events.add(event);
      }
    }
  }
}
