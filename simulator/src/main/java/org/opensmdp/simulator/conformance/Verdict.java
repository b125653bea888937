package org.opensmdp.simulator.conformance;

/** What a case says of the server. */
public enum Verdict {
  /** The server does what is required. */
  PASS,
  /** The server does something else. */
  FAIL,
  /** The case could not be brought to its point: what it needs first did not work. */
  INCONCLUSIVE,
  /** The server does not have the optional feature the case is about. */
  NOT_APPLICABLE
}
