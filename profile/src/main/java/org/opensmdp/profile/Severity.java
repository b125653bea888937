package org.opensmdp.profile;

/** How much a finding weighs. */
public enum Severity {
  /** A card would refuse the profile, or a subscriber get a wrong one: the version is not taken. */
  ERROR,
  /** Worth a look; the version is taken and the finding kept with it. */
  WARNING
}
