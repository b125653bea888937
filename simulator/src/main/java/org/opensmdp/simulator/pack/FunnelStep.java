package org.opensmdp.simulator.pack;

/** How far a device came. */
public enum FunnelStep {
  ORDERED("profile ordered by the operator"),
  CONTACTED("server answers the device"),
  AUTHENTICATED("both sides authenticated"),
  DELIVERED("package delivered"),
  INSTALLED("profile on the chip"),
  REPORTED("report delivered"),
  ENABLED("profile enabled");

  private final String words;

  FunnelStep(String words) {
    this.words = words;
  }

  /** Returns it in words for people. */
  public String words() {
    return words;
  }
}
