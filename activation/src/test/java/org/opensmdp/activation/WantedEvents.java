package org.opensmdp.activation;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.opensmdp.activation.EventRecord.Presence;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.MatchingId;

/** The events of the in-memory store, and the wishes that moves of profiles leave in them. */
final class WantedEvents {
  final Map<MatchingId, Row> rows = new LinkedHashMap<>();

  /** One event. The moves know no time: what they want is due from the moment somebody asks. */
  static final class Row {
    final Iccid iccid;
    final Eid eid;
    final MatchingId eventId;
    final String smdsAddress;
    Presence wanted = Presence.ABSENT;
    Presence known = Presence.UNKNOWN;
    boolean released;
    boolean checking;
    Optional<Instant> dueSince = Optional.empty();
    Optional<Instant> next = Optional.empty();
    Optional<Instant> leasedUntil = Optional.empty();
    Optional<Instant> dead = Optional.empty();
    Optional<Instant> settledAt = Optional.empty();
    int attempts;
    String error = "";
    long turn;

    Row(Profile.Ordered order) {
      this.iccid = order.iccid();
      this.eid = order.eid().orElseThrow();
      this.eventId = order.order().matchingId();
      this.smdsAddress = order.order().smdsAddress().orElseThrow();
    }

    boolean isOf(Profile.Ordered order) {
      return iccid.equals(order.iccid())
          && order.eid().equals(Optional.of(eid))
          && order.order().smdsAddress().equals(Optional.of(smdsAddress));
    }

    void wish(Presence value) {
      wanted = value;
      dueSince = Optional.empty();
      attempts = 0;
      error = "";
      dead = Optional.empty();
      checking = false;
      boolean nothingToDo = known == value && leasedUntil.isEmpty();
      next = nothingToDo ? Optional.empty() : Optional.of(leasedUntil.orElse(Instant.MIN));
    }

    EventRecord record(Instant now) {
      return new EventRecord(
          iccid,
          eid,
          eventId,
          smdsAddress,
          wanted,
          known,
          checking,
          dueSince.orElse(now),
          attempts,
          error,
          next,
          dead,
          turn);
    }
  }

  /** Whether an order may have the eventId. */
  boolean isFree(Profile.Ordered order) {
    var row = Optional.ofNullable(rows.get(order.order().matchingId()));
    if (order.order().smdsAddress().isEmpty() || row.isEmpty()) {
      return true;
    }
    return !row.get().released && row.get().isOf(order);
  }

  void moved(Profile from, Profile to) {
    boolean lived = from instanceof Profile.Downloadable;
    boolean lives = to instanceof Profile.Downloadable;
    if (lived && !lives) {
      Optional.ofNullable(rows.get(((Profile.Ordered) from).order().matchingId()))
          .filter(row -> row.iccid.equals(from.iccid()) && row.wanted == Presence.PRESENT)
          .ifPresent(row -> row.wish(Presence.ABSENT));
    }
    if (!lived && lives && hasEvent((Profile.Ordered) to)) {
      var order = (Profile.Ordered) to;
      var row = rows.computeIfAbsent(order.order().matchingId(), id -> fresh(order));
      row.released = true;
      row.wish(Presence.PRESENT);
    }
  }

  private static boolean hasEvent(Profile.Ordered to) {
    return to.order().smdsAddress().isPresent()
        && to.eid().isPresent()
        && !to.order().matchingId().isNone();
  }

  private static Row fresh(Profile.Ordered order) {
    var row = new Row(order);
    row.known = Presence.ABSENT;
    return row;
  }
}
