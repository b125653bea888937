package org.opensmdp.activation.slo;

/**
 * What is promised over 30 days: a share of good ones among valid ones. What is good and what is valid is
 * defined in docs/slo.md, by the statement that counts it.
 */
public enum Objective {
  /** S1: ES9+ calls that were not refused by a fault of ours. */
  DEVICE_INTERFACE("S1", 0.9995),
  /** S2: the same for ES2+. */
  OPERATOR_INTERFACE("S2", 0.999),
  /** S3: attempts with a package delivered that the card reported installed within 15 minutes. */
  ACTIVATION("S3", 0.97),
  /** S4: orders that were installed within a day of the first card that came for them. */
  ORDER("S4", 0.985),
  /** S5: delivered packages of which the card said anything within 15 minutes. */
  CONFIRMATION("S5", 0.95),
  /** The second value of S5: the same within a day. */
  CONFIRMATION_IN_A_DAY("S5b", 0.98),
  /** S6: calls that were answered as fast as their function has to be. */
  SERVER_LATENCY("S6", 0.99),
  /** S7: reports that came within 60 seconds of the package. */
  INSTALL_LATENCY("S7", 0.95),
  /** S8: callbacks that the operator took within 60 seconds of what they tell. */
  CALLBACKS("S8", 0.99),
  /** S10: downloads without a contradiction between identities; none is allowed. */
  INTEGRITY("S10", 1.0);

  private final String number;
  private final double target;

  Objective(String number, double target) {
    this.number = number;
    this.target = target;
  }

  /** Returns the number in docs/slo.md, {@code S3}. */
  public String number() {
    return number;
  }

  /** Returns the share that is promised, 0..1. */
  public double target() {
    return target;
  }
}
