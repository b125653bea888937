package org.opensmdp.activation.slo;

/** What attempts are told apart by. */
public enum Dimension {
  OPERATOR,
  REGION,
  VERSION,
  EUM,
  FIRMWARE,
  CAUSE
}
