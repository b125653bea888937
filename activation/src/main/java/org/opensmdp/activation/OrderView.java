package org.opensmdp.activation;

import java.time.Instant;
import java.util.Optional;

/**
 * A profile and its order as administrators see it.
 *
 * @param type with the limits of the order where it has its own
 * @param changedAt when it came into its state
 * @param quarantinedUntil until when it is not offered, if it was delivered before
 */
public record OrderView(
    Profile profile,
    Operator operator,
    ProfileType type,
    Instant changedAt,
    Optional<Instant> quarantinedUntil) {}
