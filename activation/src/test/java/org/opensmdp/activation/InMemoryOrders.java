package org.opensmdp.activation;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.opensmdp.activation.Tables.Row;
import org.opensmdp.rsp.Iccid;

/** The orders of the in-memory store, as administrators see them. */
final class InMemoryOrders implements Orders {
  private final Tables tables;

  InMemoryOrders(Tables tables) {
    this.tables = tables;
  }

  @Override
  public Optional<OrderView> find(Iccid iccid) {
    synchronized (tables) {
      return tables.find(iccid).map(this::view);
    }
  }

  @Override
  public List<OrderView> search(OrderSearch search, int limit) {
    synchronized (tables) {
      return tables.profiles.values().stream()
          .filter(row -> matches(search, row))
          .map(this::view)
          .sorted(Comparator.comparing(view -> view.profile().iccid().digits()))
          .limit(limit)
          .toList();
    }
  }

  private boolean matches(OrderSearch search, Row row) {
    var profile = row.profile;
    boolean stock =
        profile.state() == ProfileState.AVAILABLE || profile.state() == ProfileState.UNAVAILABLE;
    return search.operatorId().filter(id -> id != row.type.operatorId()).isEmpty()
        && search.type().filter(type -> !type.equals(row.type.name())).isEmpty()
        && search.eid().filter(eid -> !profile.eid().equals(Optional.of(eid))).isEmpty()
        && search
            .matchingId()
            .filter(id -> !(profile instanceof Profile.Ordered ordered
                && ordered.order().matchingId().equals(id)))
            .isEmpty()
        && search.state().map(state -> profile.state() == state).orElse(!stock)
        && search
            .changedBefore()
            .filter(time -> !changedAt(profile).isBefore(time))
            .isEmpty()
        && search
            .after()
            .filter(after -> profile.iccid().digits().compareTo(after.digits()) <= 0)
            .isEmpty();
  }

  @Override
  public boolean limit(Profile.Ordered order, OrderLimits limits, ActivationEvent event) {
    synchronized (tables) {
      if (!tables.isAt(order)) {
        return false;
      }
      var row = tables.row(order.iccid());
      row.limits = new OrderLimits(
          Optional.empty(),
          limits.maxDownloadAttempts().or(row.limits::maxDownloadAttempts),
          limits.maxConfirmationAttempts().or(row.limits::maxConfirmationAttempts));
      limits.expiresAt().ifPresent(time -> row.profile = expiring(order, time));
      tables.events.add(event);
      return true;
    }
  }

  private static Profile expiring(Profile.Ordered profile, Instant time) {
    var before = profile.order();
    var order = new Order(
        before.eid(),
        before.matchingId(),
        before.confirmationCodeHash(),
        before.smdsAddress(),
        before.downloadAttempts(),
        before.confirmationAttempts(),
        Optional.of(time));
    if (profile instanceof Profile.Confirmed) {
      return new Profile.Confirmed(profile.iccid(), order);
    }
    return profile instanceof Profile.Released
        ? new Profile.Released(profile.iccid(), order)
        : new Profile.Downloaded(profile.iccid(), order);
  }

  private Instant changedAt(Profile profile) {
    return tables.events.stream()
        .filter(event -> event.iccid().equals(Optional.of(profile.iccid())))
        .filter(event -> !event.from().equals(event.to()))
        .map(ActivationEvent::happenedAt)
        .max(Comparator.naturalOrder())
        .orElse(Instant.EPOCH);
  }

  private OrderView view(Row row) {
    var operator = tables.operators.values().stream()
        .filter(owner -> owner.operatorId() == row.type.operatorId())
        .findFirst()
        .orElseThrow();
    return new OrderView(
        row.profile, operator, row.typeOfOrder(), changedAt(row.profile), Optional.empty());
  }
}
