package org.opensmdp.simulator.device;

/** A certificate issuer, as a description names it. */
public enum Ci {
  /** The CI of the server's PKI on P-256. */
  NIST,
  /** The CI of the server's PKI on brainpoolP256r1. */
  BRAINPOOL,
  /** A CI on P-256 that no server knows. */
  PRIVATE
}
