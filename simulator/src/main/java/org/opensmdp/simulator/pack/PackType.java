package org.opensmdp.simulator.pack;

/** What is ordered of an operator: its profiles with network codes of one length. */
public record PackType(PackOperator operator, int mncLength) {
  /** Returns the name of the profile type. */
  public String name() {
    return operator.name() + "-mnc" + mncLength;
  }
}
