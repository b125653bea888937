package org.opensmdp.simulator.conformance;

/**
 * The kinds of profile a run orders. Whoever runs the suite names a profile type of the server for each
 * kind it has; a case about another is not applicable.
 */
public enum ProfileKind {
  /** Any profile that every card of the suite can install. */
  PLAIN,
  /** Of class operational, notifying the server of enabling, disabling and deleting. */
  OPERATIONAL,
  /** Protected with profile keys instead of session keys. */
  PROFILE_KEYS,
  /** Two downloads and two Confirmation Codes, then the order ends. */
  TWICE,
  /** With PPR1: it may not be disabled. */
  PPR1,
  /** Bound to one one-time key and to no other after it. */
  ONE_KEY,
  /** Needs a service that a card without USIM does not have, as every profile does. */
  WITH_SERVICES,
  /** Of another operator than the first. */
  FOREIGN,
  /** Of which none is in stock. */
  OUT_OF_STOCK,
  /** Metadata longer than one segment. */
  LONG_METADATA
}
