package org.opensmdp.activation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Eid;

/**
 * A profile as it was read, with whose it is.
 *
 * @param calls digests of the ES2+ calls that moved it in its order ({@link CallDigest}), the oldest
 *     first; in front of them the cancelOrder that ended the order before
 * @param namedEid the EID that the operator has named for the order; none where only the device did
 * @param quarantinedUntil until when it is not offered: it has been delivered and may be on a card
 */
public record StoredProfile(
    Profile profile,
    long operatorId,
    ProfileType type,
    List<Bytes> calls,
    Optional<Eid> namedEid,
    Optional<Instant> quarantinedUntil) {
  public StoredProfile {
    calls = List.copyOf(calls);
  }

  /** Makes one that has never been in quarantine. */
  public StoredProfile(
      Profile profile,
      long operatorId,
      ProfileType type,
      List<Bytes> calls,
      Optional<Eid> namedEid) {
    this(profile, operatorId, type, calls, namedEid, Optional.empty());
  }

  /** Whether this very call has been answered before: its parameters and its call identifier. */
  boolean hasAnswered(CallDigest call) {
    return calls.contains(call.octets());
  }

  /** Whether a call with these parameters has been answered in this order. */
  boolean hasAnsweredAlike(CallDigest call) {
    return calls.stream().anyMatch(call::hasParametersOf);
  }

  /** Whether the order goes on: none of its calls would begin another one. */
  boolean isUnderWay() {
    return profile instanceof Profile.Cancellable && !(profile instanceof Profile.Failed);
  }

  /** Whether the call is a re-send of one that made this order what it is. */
  boolean isRepeatedBy(CallDigest call) {
    return hasAnswered(call) || (isUnderWay() && hasAnsweredAlike(call));
  }

  /** Returns when the quarantine ends, if it has not. */
  Optional<Instant> quarantineAt(Instant now) {
    return quarantinedUntil.filter(now::isBefore);
  }
}
