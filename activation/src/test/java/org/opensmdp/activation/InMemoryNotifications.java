package org.opensmdp.activation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.opensmdp.activation.Tables.Report;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Iccid;

/** The reports of the in-memory store. */
final class InMemoryNotifications implements Notifications {
  private final Tables tables;

  InMemoryNotifications(Tables tables) {
    this.tables = tables;
  }

  @Override
  public Optional<Long> store(Bytes raw, Instant receivedAt) {
    synchronized (tables) {
      if (tables.reports.values().stream().anyMatch(report -> report.raw().equals(raw))) {
        return Optional.empty();
      }
      long number = tables.nextNumber();
      tables.reports.put(number, new Report(raw, receivedAt, Optional.empty(), Optional.empty()));
      return Optional.of(number);
    }
  }

  @Override
  public List<Unjudged> unjudged(int most) {
    synchronized (tables) {
      return tables.reports.entrySet().stream()
          .filter(entry -> entry.getValue().verdict().isEmpty())
          .limit(most)
          .map(entry -> new Unjudged(
              entry.getKey(), entry.getValue().raw(), entry.getValue().receivedAt()))
          .toList();
    }
  }

  @Override
  public void judge(long notificationId, Verdict verdict, String why, ActivationEvent event) {
    synchronized (tables) {
      record(notificationId, verdict, Optional.empty());
      if (event.iccid().isPresent()
          && tables.events.stream().noneMatch(told -> same(told, event))) {
        tables.events.add(event);
      }
    }
  }

  private static boolean same(ActivationEvent told, ActivationEvent event) {
    return told.iccid().equals(event.iccid())
        && told.transactionId().equals(event.transactionId())
        && told.function().equals(event.function())
        && told.detail().equals(event.detail());
  }

  @Override
  public boolean accept(
      long notificationId,
      Origin origin,
      SessionOfOrder read,
      Profile to,
      Optional<Bytes> isdpAid,
      ActivationEvent event) {
    synchronized (tables) {
      if (counts(origin) || !tables.isAt(read.profile())) {
        return false;
      }
      record(notificationId, Verdict.ACCEPTED, Optional.of(origin));
      tables.session(read.session().terms().transactionId()).ifPresent(tables::close);
      tables.put(to);
      var row = tables.row(to.iccid());
      row.isdpAid = isdpAid.or(() -> row.isdpAid);
      if (!(to instanceof Profile.Downloadable)) {
        row.dropBinding();
      }
      tables.events.add(event);
      return true;
    }
  }

  @Override
  public Acceptance accept(
      long notificationId, Origin origin, Optional<Iccid> iccid, ActivationEvent event) {
    synchronized (tables) {
      var profile = iccid.flatMap(tables::find).map(row -> row.profile);
      if (profile
          .filter(known -> !known.eid().equals(Optional.of(origin.eid())))
          .isPresent()) {
        return Acceptance.FOREIGN;
      }
      if (counts(origin)) {
        return Acceptance.DUPLICATE;
      }
      record(notificationId, Verdict.ACCEPTED, Optional.of(origin));
      tables.events.add(event);
      return Acceptance.DONE;
    }
  }

  private boolean counts(Origin origin) {
    return tables.reports.values().stream()
        .anyMatch(report -> report.origin().equals(Optional.of(origin)));
  }

  private void record(long notificationId, Verdict verdict, Optional<Origin> origin) {
    var report = Optional.ofNullable(tables.reports.get(notificationId)).orElseThrow();
    tables.reports.put(
        notificationId,
        new Report(report.raw(), report.receivedAt(), Optional.of(verdict), origin));
  }
}
