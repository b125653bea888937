package org.opensmdp.activation;

import java.time.Instant;

/**
 * A profile and its order as administrators see it.
 *
 * @param type with the limits of the order where it has its own
 * @param changedAt when it came into its state
 */
public record OrderView(Profile profile, Operator operator, ProfileType type, Instant changedAt) {}
