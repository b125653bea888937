package org.opensmdp.activation;

/**
 * A session with its order, and none of the secrets that a package is made of: what is asked about a
 * session by whoever delivers nothing in it.
 */
public record SessionOfOrder(RspSession session, Profile profile, ProfileType type) {}
