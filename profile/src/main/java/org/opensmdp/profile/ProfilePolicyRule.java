package org.opensmdp.profile;

/** A rule that a profile brings along and the eUICC enforces (SGP.22 v2 §2.9, PprIds). */
public enum ProfilePolicyRule {
  /** The rules may be changed by their owner only. */
  PPR_UPDATE_CONTROL(0),
  /** The profile may not be disabled. */
  PPR1(1),
  /** The profile may not be deleted. */
  PPR2(2);

  private final int bit;

  ProfilePolicyRule(int bit) {
    this.bit = bit;
  }

  /** Returns the bit of PprIds. */
  public int bit() {
    return bit;
  }
}
