package org.opensmdp.activation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.opensmdp.activation.rollout.VersionChoice;
import org.opensmdp.crypto.Binding;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.rsp.TransactionId;

/** Where sessions and bindings live between two calls of a device. Every method is one transaction. */
public interface Downloads {

  /** Returns the order with this matchingId, in any state. */
  Optional<DownloadOffer> findByMatchingId(MatchingId matchingId);

  /**
   * Returns the order to offer a card that names none: the oldest Released one of the default SM-DP+
   * case, else one delivered to it before, else one it is discovered for.
   */
  Optional<DownloadOffer> findByEid(Eid eid);

  /** As below, with a version that no rollout has a part in. */
  default Begun begin(
      RspSession.Authenticated session,
      Profile.Downloadable from,
      Profile.Downloadable to,
      long versionId,
      List<ActivationEvent> events) {
    return begin(session, from, to, VersionChoice.plain(versionId), events);
  }

  /**
   * Records a session that begins: stores it, moves the profile from the state it was read in, pins
   * the version, closes the order's older sessions, appends the events. An order that gets another version
   * than before loses what was bound with that.
   *
   * <p>Unless it is done, nothing is changed.
   */
  Begun begin(
      RspSession.Authenticated session,
      Profile.Downloadable from,
      Profile.Downloadable to,
      VersionChoice version,
      List<ActivationEvent> events);

  /** How the beginning of a session ended. */
  enum Begun {
    DONE,
    /** Somebody has moved the profile, or the rollout, or has withdrawn the version, since they were read. */
    CHANGED_MEANWHILE,
    /** As many attempts with the rollout's version are undecided as may be. */
    NO_ROOM,
    /** The transactionId is known already. */
    TRANSACTION_USED
  }

  /**
   * Records that a session ended before it began: its transactionId is used up. Does nothing if the
   * transactionId is known already.
   */
  void refuse(TransactionId transactionId, ActivationEvent event);

  /**
   * Ends an order for good and records the refused session as {@link #refuse}. Does nothing if the
   * transactionId is known already, and nothing to a profile that somebody has moved meanwhile.
   */
  void fail(
      TransactionId transactionId,
      Profile.Downloadable from,
      Profile.Failed to,
      ActivationEvent event);

  /** Returns whether the transactionId has been used: refused, open or closed. */
  boolean isUsed(TransactionId transactionId);

  /**
   * Returns the session with its order and all that a package is made of, unless it was refused or is
   * unknown.
   */
  Optional<DownloadInProgress> find(TransactionId transactionId);

  /** Returns the session with its order alone, unless it was refused or is unknown. */
  Optional<SessionOfOrder> findSession(TransactionId transactionId);

  /**
   * Returns the sessions of an order, the latest first and no more than a handful, with the order
   * alone.
   */
  List<SessionOfOrder> sessionsOf(Iccid iccid);

  /**
   * Records a package that is delivered: the session becomes Bound, the profile Downloaded, the
   * binding is kept, the event appended.
   *
   * @param prepared the package that had to be protected only now, to be kept for the next binding
   * @param verdict on the package, to be kept; empty leaves the one there is
   * @return false if session or profile have moved meanwhile, and nothing is changed
   */
  boolean bind(
      RspSession.Open from,
      RspSession.Bound to,
      Profile.Downloadable profile,
      Binding binding,
      Optional<PreparedPackage> prepared,
      Optional<ReleaseVerdict> verdict,
      ActivationEvent event);

  /**
   * Records a refusal inside a session: marks it failed, moves the profile (which may stay as it is),
   * appends the event, unless nothing moves and the same function has refused with the same status in
   * this session before.
   *
   * @return false if session or profile have moved meanwhile, and nothing is changed: of two wrong
   *     confirmation codes at a time both must count
   */
  boolean refuseInSession(
      RspSession.Open session,
      RefusedRequest refused,
      Profile.Downloadable from,
      Profile to,
      ActivationEvent event);

  /**
   * Closes a session and moves the profile, which may stay as it is; a Failed one loses its binding
   * and the package prepared for it.
   *
   * @param requestDigest of the cancelSessionResponse, to know a repetition by
   * @return false if the session was closed or the profile moved meanwhile
   */
  boolean close(
      RspSession.Open session,
      Bytes requestDigest,
      Profile from,
      Profile to,
      ActivationEvent event);

  /**
   * Returns released orders whose time is up, those first that ended first. Left out are those that a
   * device has a session for: it is told itself.
   */
  List<Profile.Released> expired(Instant now, int most);

  /**
   * Ends an order that no device has come for, and drops what was kept for one.
   *
   * @return false if somebody has moved the profile meanwhile, and nothing is changed
   */
  boolean end(Profile.Released from, Profile.Failed to, ActivationEvent event);
}
