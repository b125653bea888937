package org.opensmdp.activation;

import static org.opensmdp.rsp.StatusCode.EID_INVALID_ASSOCIATION;
import static org.opensmdp.rsp.StatusCode.EID_MISSING;
import static org.opensmdp.rsp.StatusCode.ICCID_IN_USE;
import static org.opensmdp.rsp.StatusCode.MATCHING_ID_INVALID_ASSOCIATION;
import static org.opensmdp.rsp.StatusCode.MATCHING_ID_MISSING;

import java.time.InstantSource;
import java.util.Optional;
import org.opensmdp.activation.Profile.Cancellable;
import org.opensmdp.activation.Profiles.Moved;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.MatchingId;

/**
 * ES2+.CancelOrder (SGP.22 v2 §5.3.3): an order is given up. Its token, its code and its packages are
 * wiped, its sessions end.
 */
public final class CancelOrder {
  private static final String FUNCTION = "ES2+.CancelOrder";

  private final Profiles profiles;
  private final OwnProfile own;

  public CancelOrder(Profiles profiles, Timeline timeline, InstantSource clock) {
    this.profiles = profiles;
    this.own = new OwnProfile(profiles, timeline, clock);
  }

  /** What becomes of the profile (finalProfileStatusIndicator). */
  public enum FinalStatus {
    AVAILABLE,
    UNAVAILABLE
  }

  /** The parameters. */
  public record Request(
      Iccid iccid, Optional<Eid> eid, Optional<MatchingId> matchingId, FinalStatus finalStatus) {}

  public void run(Caller caller, Request request) {
    var digest = CallDigest.of(caller, FUNCTION, request);
    own.apply(
        caller,
        request.iccid(),
        FUNCTION,
        (stored, event) -> cancel(caller, request, stored, digest, event));
  }

  private ProfileState cancel(
      Caller caller,
      Request request,
      StoredProfile stored,
      CallDigest digest,
      ActivationEvent event) {
    if (isRepeated(stored, digest)) {
      return stored.profile().state();
    }
    Refuse.unless(
        !(stored.profile() instanceof Profile.Installed),
        ICCID_IN_USE,
        "the profile is installed, the order has been executed");
    if (!(stored.profile() instanceof Cancellable cancellable)) {
      throw OwnProfile.wrongState(stored.profile(), "ordered");
    }
    checkEid(request, cancellable, stored.namedEid());
    if (cancellable instanceof Profile.Ordered ordered) {
      checkMatchingId(request, ordered.order().matchingId());
    }
    var after = request.finalStatus() == FinalStatus.AVAILABLE
        ? cancellable.returnedToStock()
        : cancellable.withdrawn();
    var moved = profiles
        .ofTenant(caller.operator().operatorId())
        .move(cancellable, after, digest.octets(), event.moving(cancellable, after));
    if (moved != Moved.DONE) {
      throw OwnProfile.changing();
    }
    return after.state();
  }

  /** The same call as the one before an order that followed must not end that order, too. */
  private static boolean isRepeated(StoredProfile stored, CallDigest digest) {
    boolean over = !(stored.profile() instanceof Profile.Cancellable)
        && !(stored.profile() instanceof Profile.Installed);
    return stored.hasAnswered(digest) || (over && stored.hasAnsweredAlike(digest));
  }

  /** A card that came by itself has an EID that the operator has never been told: it may be missing. */
  private static void checkEid(Request request, Cancellable profile, Optional<Eid> named) {
    if (profile.eid().isEmpty()) {
      return;
    }
    Refuse.unless(
        request.eid().isPresent() || named.isEmpty(),
        EID_MISSING,
        "the order is linked to an EID, name it");
    Refuse.unless(
        request.eid().isEmpty() || request.eid().equals(profile.eid()),
        EID_INVALID_ASSOCIATION,
        "the order is linked to another EID");
  }

  private static void checkMatchingId(Request request, MatchingId expected) {
    if (expected.isNone()) {
      return;
    }
    Refuse.unless(
        request.matchingId().isPresent(),
        MATCHING_ID_MISSING,
        "the order has a matchingId, name it");
    Refuse.unless(
        request.matchingId().get().equals(expected),
        MATCHING_ID_INVALID_ASSOCIATION,
        "the order has another matchingId");
  }
}
