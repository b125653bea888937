package org.opensmdp.activation;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.opensmdp.activation.EventRecord.Presence;
import org.opensmdp.activation.WantedEvents.Row;
import org.opensmdp.rsp.Iccid;

/** The events for SM-DSs of the in-memory store. */
final class InMemoryEventRecords implements EventRecords {
  private final Tables tables;

  InMemoryEventRecords(Tables tables) {
    this.tables = tables;
  }

  private Stream<Row> rows() {
    return tables.wantedEvents.rows.values().stream();
  }

  private Optional<Row> row(EventRecord event) {
    return Optional.ofNullable(tables.wantedEvents.rows.get(event.eventId()))
        .filter(row -> row.turn == event.turn());
  }

  @Override
  public Optional<EventRecord> announce(Profile.Released order, Instant now, Duration lease) {
    synchronized (tables) {
      if (!tables.wantedEvents.isFree(order)) {
        return Optional.empty();
      }
      var row = tables.wantedEvents.rows.computeIfAbsent(
          order.order().matchingId(), id -> new Row(order));
      if (row.leasedUntil.filter(now::isBefore).isPresent()) {
        return Optional.empty();
      }
      row.wish(Presence.ABSENT);
      row.dueSince = Optional.of(now);
      lease(row, now.plus(lease));
      return Optional.of(row.record(now));
    }
  }

  @Override
  public boolean isBeingWithdrawn(Profile.Released order) {
    synchronized (tables) {
      return tables.wantedEvents.rows.containsKey(order.order().matchingId())
          && tables.wantedEvents.isFree(order);
    }
  }

  private static void lease(Row row, Instant until) {
    row.turn++;
    row.known = row.checking ? row.known : Presence.UNKNOWN;
    row.leasedUntil = Optional.of(until);
    row.next = Optional.of(until);
  }

  @Override
  public List<EventRecord> take(Instant now, Duration lease, int most) {
    synchronized (tables) {
      var due = rows()
          .filter(row -> row.next.filter(next -> !next.isAfter(now)).isPresent())
          .sorted(Comparator.comparing(row -> row.next.orElseThrow()))
          .limit(most)
          .toList();
      due.forEach(row -> {
        row.dueSince = Optional.of(row.dueSince.orElse(now));
        lease(row, now.plus(lease));
      });
      return due.stream().map(row -> row.record(now)).toList();
    }
  }

  @Override
  public void settle(
      EventRecord record, Result result, Optional<ActivationEvent> event, Instant now) {
    synchronized (tables) {
      var found = row(record);
      if (found.isEmpty()) {
        return;
      }
      var row = found.get();
      boolean same = row.wanted == record.wanted();
      row.known = result.known();
      row.leasedUntil = Optional.empty();
      row.next = same ? result.nextAttemptAt() : Optional.of(now);
      row.attempts = same ? result.attempts() : 0;
      row.error = same ? result.error() : "";
      row.dead = same && result.dead() ? Optional.of(now) : Optional.empty();
      row.checking = same && row.checking && result.nextAttemptAt().isPresent();
      row.settledAt = result.error().isEmpty() ? Optional.of(now) : row.settledAt;
      if (!row.released && row.wanted == Presence.ABSENT && row.known == Presence.ABSENT) {
        tables.wantedEvents.rows.remove(row.eventId);
      }
      event.ifPresent(tables.events::add);
    }
  }

  @Override
  public void withdraw(EventRecord announced, Instant now) {
    synchronized (tables) {
      row(announced).filter(row -> !row.released).ifPresent(row -> row.next = Optional.of(now));
    }
  }

  @Override
  public int hasten(String smdsAddress, Instant now) {
    synchronized (tables) {
      var waiting = rows()
          .filter(row -> row.smdsAddress.equals(smdsAddress) && row.attempts > 0)
          .filter(row -> row.leasedUntil.isEmpty())
          .filter(row -> row.next.filter(next -> next.isAfter(now)).isPresent())
          .toList();
      waiting.forEach(row -> row.next = Optional.of(now));
      return waiting.size();
    }
  }

  @Override
  public int check(Instant settledBefore, Instant endedAfter, Instant now) {
    synchronized (tables) {
      var settled = rows()
          .filter(row -> row.next.isEmpty() && row.dead.isEmpty())
          .filter(row -> row.settledAt.filter(at -> !at.isAfter(settledBefore)).isPresent())
          .filter(row -> row.wanted == Presence.PRESENT
              || row.settledAt.filter(endedAfter::isBefore).isPresent())
          .toList();
      settled.forEach(row -> {
        row.checking = true;
        row.dueSince = Optional.of(now);
        row.next = Optional.of(now);
        row.attempts = 0;
      });
      return settled.size();
    }
  }

  @Override
  public int replay(Optional<Iccid> order, Instant now) {
    synchronized (tables) {
      var dead = rows()
          .filter(row -> row.dead.isPresent())
          .filter(row -> order.map(row.iccid::equals).orElse(true))
          .toList();
      dead.forEach(row -> {
        row.dead = Optional.empty();
        row.dueSince = Optional.of(now);
        row.next = Optional.of(now);
        row.attempts = 0;
      });
      return dead.size();
    }
  }

  @Override
  public List<EventRecord> pending(int most) {
    synchronized (tables) {
      return rows()
          .filter(row -> row.next.isPresent())
          .limit(most)
          .map(row -> row.record(Instant.MIN))
          .toList();
    }
  }

  @Override
  public List<EventRecord> dead(int most) {
    synchronized (tables) {
      return rows()
          .filter(row -> row.dead.isPresent())
          .limit(most)
          .map(row -> row.record(Instant.MIN))
          .toList();
    }
  }

  @Override
  public Backlog backlog() {
    synchronized (tables) {
      return new Backlog(
          rows().filter(row -> row.next.isPresent()).count(),
          rows().filter(row -> row.dead.isPresent()).count(),
          rows()
              .filter(row -> row.next.isPresent())
              .flatMap(row -> row.dueSince.stream())
              .min(Comparator.naturalOrder()));
    }
  }
}
