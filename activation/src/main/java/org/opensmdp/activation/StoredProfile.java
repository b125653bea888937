package org.opensmdp.activation;

import java.util.Optional;
import org.opensmdp.rsp.Bytes;

/**
 * A profile as it was read, with whose it is.
 *
 * @param lastCall digest of the ES2+ call that moved it last ({@link CallDigest})
 */
public record StoredProfile(
    Profile profile, long operatorId, ProfileType type, Optional<Bytes> lastCall) {}
