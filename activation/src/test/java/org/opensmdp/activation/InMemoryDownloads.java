package org.opensmdp.activation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.opensmdp.activation.Tables.Row;
import org.opensmdp.activation.rollout.VersionChoice;
import org.opensmdp.crypto.Binding;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.rsp.TransactionId;

/** The sessions and bindings of the in-memory store. */
final class InMemoryDownloads implements Downloads {
  private final Tables tables;

  InMemoryDownloads(Tables tables) {
    this.tables = tables;
  }

  @Override
  public Optional<DownloadOffer> findByMatchingId(MatchingId matchingId) {
    synchronized (tables) {
      return rows(profile ->
              profile.order().matchingId().equals(matchingId) && !matchingId.isNone())
          .findFirst()
          .map(this::offer);
    }
  }

  @Override
  public Optional<DownloadOffer> findByEid(Eid eid) {
    synchronized (tables) {
      Predicate<Profile.Ordered> isItsOwn = profile -> profile.eid().equals(Optional.of(eid));
      var byDefault = rows(isItsOwn
          .and(Profile.Released.class::isInstance)
          .and(profile -> profile.order().matchingId().isNone()));
      var delivered = rows(isItsOwn.and(Profile.Downloaded.class::isInstance));
      var discovered = rows(isItsOwn
          .and(Profile.Released.class::isInstance)
          .and(profile -> profile.order().smdsAddress().isPresent()));
      return Stream.of(byDefault, delivered, discovered)
          .flatMap(rows -> rows)
          .findFirst()
          .map(this::offer);
    }
  }

  private Stream<Row> rows(Predicate<Profile.Ordered> wanted) {
    return tables.profiles.values().stream()
        .filter(row -> row.profile instanceof Profile.Ordered ordered && wanted.test(ordered))
        .sorted(Comparator.comparingLong(row -> row.ordered));
  }

  private DownloadOffer offer(Row row) {
    var before = row.binding.map(binding -> new DownloadOffer.BoundBefore(
        binding.euiccOtpk().curve(), binding.euiccOtpk().point(), row.boundMetadata));
    return new DownloadOffer(
        row.profile,
        row.imsi,
        row.typeOfOrder(),
        tables.versionOf(row),
        row.pinned.isPresent() ? VersionChoice.Pin.HELD : VersionChoice.Pin.NONE,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        row.readyMade,
        before,
        isHeldElsewhere(row));
  }

  private boolean isHeldElsewhere(Row row) {
    return tables.sessionsOf(row.profile.iccid()).stream()
        .flatMap(id -> tables.session(id).stream())
        .anyMatch(
            session -> !row.profile.eid().equals(Optional.of(session.terms().eid())));
  }

  @Override
  public Begun begin(
      RspSession.Authenticated session,
      Profile.Downloadable from,
      Profile.Downloadable to,
      VersionChoice version,
      List<ActivationEvent> events) {
    synchronized (tables) {
      if (isUsed(session.terms().transactionId())) {
        return Begun.TRANSACTION_USED;
      }
      if (!tables.isAt(from)) {
        return Begun.CHANGED_MEANWHILE;
      }
      tables.sessionsOf(from.iccid()).forEach(id -> tables.session(id).ifPresent(tables::close));
      tables.put(session);
      tables.put(to);
      tables.row(from.iccid()).pinned = Optional.of(version.versionId());
      tables.row(from.iccid()).shown = Optional.of(Digest.of(session.terms().profileMetadata()));
      tables.events.addAll(events);
      return Begun.DONE;
    }
  }

  @Override
  public void refuse(TransactionId transactionId, ActivationEvent event) {
    synchronized (tables) {
      if (!isUsed(transactionId)) {
        tables.sessions.put(transactionId, Optional.empty());
        tables.events.add(event);
      }
    }
  }

  @Override
  public void fail(
      TransactionId transactionId,
      Profile.Downloadable from,
      Profile.Failed to,
      ActivationEvent event) {
    synchronized (tables) {
      if (!isUsed(transactionId)) {
        boolean ends = tables.isAt(from);
        if (ends) {
          tables.put(to);
        }
        refuse(transactionId, ends ? event : event.telling(Optional.empty()));
      }
    }
  }

  @Override
  public boolean isUsed(TransactionId transactionId) {
    synchronized (tables) {
      return tables.sessions.containsKey(transactionId);
    }
  }

  @Override
  public Optional<DownloadInProgress> find(TransactionId transactionId) {
    synchronized (tables) {
      return tables.session(transactionId).map(this::inProgress);
    }
  }

  @Override
  public Optional<SessionOfOrder> findSession(TransactionId transactionId) {
    return find(transactionId)
        .map(all -> new SessionOfOrder(all.session(), all.profile(), all.type()));
  }

  private DownloadInProgress inProgress(RspSession session) {
    var row = tables.row(session.terms().iccid());
    var material = tables.materialOf(row);
    var prepared = row.prepared.map(Tables.Prepared::opened);
    return new DownloadInProgress(
        session,
        row.profile,
        row.typeOfOrder(),
        material,
        prepared,
        row.binding,
        row.verdict,
        row.shown);
  }

  @Override
  public boolean bind(
      RspSession.Open from,
      RspSession.Bound to,
      Profile.Downloadable profile,
      Binding binding,
      Optional<PreparedPackage> prepared,
      Optional<ReleaseVerdict> verdict,
      ActivationEvent event) {
    synchronized (tables) {
      var stored = stored(from);
      if (stored.isEmpty() || !tables.isAt(profile)) {
        return false;
      }
      // That it was told Failed before is never forgotten.
      tables.put(new RspSession.Bound(stored.get().terms(), to.requestDigest(), to.smdpSign()));
      tables.put(profile.downloaded());
      var row = tables.row(profile.iccid());
      row.binding = Optional.of(binding);
      row.keep(prepared, verdict);
      row.boundMetadata = to.terms().profileMetadata();
      tables.events.add(event);
      return true;
    }
  }

  @Override
  public boolean refuseInSession(
      RspSession.Open session,
      RefusedRequest refused,
      Profile.Downloadable from,
      Profile to,
      ActivationEvent event) {
    synchronized (tables) {
      var stored = stored(session);
      if (stored.isEmpty() || !tables.isAt(from)) {
        return false;
      }
      tables.put(failed(stored.get(), refused));
      tables.put(to);
      if (!from.equals(to) || !tables.isToldInSession(event)) {
        tables.events.add(event);
      }
      return true;
    }
  }

  @Override
  public List<SessionOfOrder> sessionsOf(Iccid iccid) {
    synchronized (tables) {
      var found = new ArrayList<SessionOfOrder>();
      tables.sessionsOf(iccid).forEach(id -> findSession(id).ifPresent(found::add));
      found.sort(Comparator.comparing(
          (SessionOfOrder session) -> session.session().terms().createdAt(),
          Comparator.reverseOrder()));
      return found;
    }
  }

  @Override
  public List<Profile.Released> expired(Instant now, int most) {
    synchronized (tables) {
      return tables.profiles.values().stream()
          .map(row -> row.profile)
          .filter(Profile.Released.class::isInstance)
          .map(Profile.Released.class::cast)
          .filter(released -> released.order().expiredAt(now))
          .filter(released -> sessionsOf(released.iccid()).stream()
              .map(SessionOfOrder::session)
              .filter(RspSession.Open.class::isInstance)
              .noneMatch(session -> now.isBefore(session.terms().expiresAt())))
          .sorted(Comparator.comparing(
              (Profile.Released released) -> released.order().expiresAt().orElseThrow()))
          .limit(most)
          .toList();
    }
  }

  @Override
  public boolean end(Profile.Released from, Profile.Failed to, ActivationEvent event) {
    synchronized (tables) {
      if (!tables.isAt(from)) {
        return false;
      }
      tables.put(to);
      tables.row(to.iccid()).dropBinding();
      tables.events.add(event);
      return true;
    }
  }

  @Override
  public boolean close(
      RspSession.Open session,
      Bytes requestDigest,
      Profile from,
      Profile to,
      ActivationEvent event) {
    synchronized (tables) {
      var stored = tables.session(session.terms().transactionId());
      if (stored.filter(RspSession.Open.class::isInstance).isEmpty() || !tables.isAt(from)) {
        return false;
      }
      tables.put(((RspSession.Open) stored.get()).cancelledBy(requestDigest));
      tables.put(to);
      if (to instanceof Profile.Failed) {
        tables.row(to.iccid()).dropBinding();
      }
      tables.events.add(event);
      return true;
    }
  }

  /** Returns the session as it is stored, if it is still where it was read. */
  private Optional<RspSession> stored(RspSession.Open read) {
    return tables.session(read.terms().transactionId()).filter(now -> sameStep(now, read));
  }

  private static boolean sameStep(RspSession now, RspSession read) {
    return now instanceof RspSession.Bound bound && read instanceof RspSession.Bound before
        ? bound.requestDigest().equals(before.requestDigest())
        : now.getClass().equals(read.getClass());
  }

  private static RspSession failed(RspSession session, RefusedRequest refused) {
    var terms = session.terms();
    var failed = new SessionTerms(
        terms.transactionId(),
        terms.iccid(),
        terms.eid(),
        terms.credentialSet(),
        terms.requestDigest(),
        terms.euiccKey(),
        terms.smdpSigned2(),
        terms.smdpSignature2(),
        terms.profileMetadata(),
        true,
        Optional.of(refused),
        terms.tac(),
        terms.attempt(),
        terms.recalled(),
        terms.createdAt(),
        terms.expiresAt());
    return session instanceof RspSession.Bound bound
        ? new RspSession.Bound(failed, bound.requestDigest(), bound.smdpSign())
        : new RspSession.Authenticated(failed);
  }
}
