package org.opensmdp.activation;

import java.time.Instant;
import java.util.Optional;
import org.opensmdp.rsp.Bytes;

/**
 * A profile as it was read, with whose it is.
 *
 * @param lastCall digest of the ES2+ call that moved it last ({@link CallDigest})
 * @param quarantinedUntil until when it is not offered: it has been delivered and may be on a card
 */
public record StoredProfile(
    Profile profile,
    long operatorId,
    ProfileType type,
    Optional<Bytes> lastCall,
    Optional<Instant> quarantinedUntil) {

  /** Makes one that has never been in quarantine. */
  public StoredProfile(
      Profile profile, long operatorId, ProfileType type, Optional<Bytes> lastCall) {
    this(profile, operatorId, type, lastCall, Optional.empty());
  }

  /** Returns when the quarantine ends, if it has not. */
  Optional<Instant> quarantineAt(Instant now) {
    return quarantinedUntil.filter(now::isBefore);
  }
}
