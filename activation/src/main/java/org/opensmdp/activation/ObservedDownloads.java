package org.opensmdp.activation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.opensmdp.activation.AttemptObserver.Step;
import org.opensmdp.activation.rollout.VersionChoice;
import org.opensmdp.crypto.Binding;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.rsp.TransactionId;

/** Downloads that are watched: what has been stored is told, and nothing else. */
public record ObservedDownloads(Downloads stored, AttemptObserver observer) implements Downloads {

  @Override
  public Optional<DownloadOffer> findByMatchingId(MatchingId matchingId) {
    return stored.findByMatchingId(matchingId);
  }

  @Override
  public Optional<DownloadOffer> findByEid(Eid eid) {
    return stored.findByEid(eid);
  }

  @Override
  public Begun begin(
      RspSession.Authenticated session,
      Profile.Downloadable from,
      Profile.Downloadable to,
      VersionChoice version,
      List<ActivationEvent> events) {
    var begun = stored.begin(session, from, to, version, events);
    if (begun == Begun.DONE) {
      var terms = session.terms();
      observer.stepped(terms.transactionId(), Step.AUTHENTICATED, terms.createdAt());
    }
    return begun;
  }

  @Override
  public void refuse(TransactionId transactionId, ActivationEvent event) {
    stored.refuse(transactionId, event);
  }

  @Override
  public void fail(
      TransactionId transactionId,
      Profile.Downloadable from,
      Profile.Failed to,
      ActivationEvent event) {
    stored.fail(transactionId, from, to, event);
  }

  @Override
  public boolean isUsed(TransactionId transactionId) {
    return stored.isUsed(transactionId);
  }

  @Override
  public Optional<DownloadInProgress> find(TransactionId transactionId) {
    return stored.find(transactionId);
  }

  @Override
  public Optional<SessionOfOrder> findSession(TransactionId transactionId) {
    return stored.findSession(transactionId);
  }

  @Override
  public List<SessionOfOrder> sessionsOf(Iccid iccid) {
    return stored.sessionsOf(iccid);
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
    boolean done = stored.bind(from, to, profile, binding, prepared, verdict, event);
    if (done && from instanceof RspSession.Authenticated) {
      observer.stepped(to.terms().transactionId(), Step.DELIVERED, end(event));
    }
    return done;
  }

  @Override
  public boolean refuseInSession(
      RspSession.Open session,
      RefusedRequest refused,
      Profile.Downloadable from,
      Profile to,
      ActivationEvent event) {
    return stored.refuseInSession(session, refused, from, to, event);
  }

  @Override
  public boolean close(
      RspSession.Open session,
      Bytes requestDigest,
      Profile from,
      Profile to,
      ActivationEvent event) {
    boolean done = stored.close(session, requestDigest, from, to, event);
    if (done && event.end().isPresent()) {
      observer.stepped(session.terms().transactionId(), Step.CANCELLED, end(event));
    }
    return done;
  }

  @Override
  public List<Profile.Released> expired(Instant now, int most) {
    return stored.expired(now, most);
  }

  @Override
  public boolean end(Profile.Released from, Profile.Failed to, ActivationEvent event) {
    return stored.end(from, to, event);
  }

  /** The moment that the stored row has. */
  static Instant end(ActivationEvent event) {
    return event.happenedAt().plus(event.duration());
  }
}
