package org.opensmdp.activation;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.opensmdp.rsp.Iccid;

/** The events of the in-memory store. */
final class InMemoryTimeline implements Timeline {
  private static final long NOBODY = -1;

  private final Tables tables;
  private final LongPredicate visible;

  InMemoryTimeline(Tables tables) {
    this(tables, operatorId -> true);
  }

  private InMemoryTimeline(Tables tables, LongPredicate visible) {
    this.tables = tables;
    this.visible = visible;
  }

  @Override
  public Timeline ofTenant(long operatorId) {
    return new InMemoryTimeline(tables, owner -> owner == operatorId);
  }

  private boolean isVisible(Iccid iccid) {
    long owner = tables.find(iccid).map(row -> row.type.operatorId()).orElse(NOBODY);
    return visible.test(owner);
  }

  @Override
  public List<ActivationEvent> of(Iccid iccid) {
    synchronized (tables) {
      return tables.events.stream()
          .filter(event -> event.iccid().equals(Optional.of(iccid)) && isVisible(iccid))
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
