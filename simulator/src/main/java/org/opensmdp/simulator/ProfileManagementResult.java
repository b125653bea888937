package org.opensmdp.simulator;

/**
 * How the eUICC answers EnableProfile, DisableProfile and DeleteProfile (SGP.22 v2 §5.7.16 to
 * §5.7.18).
 */
public enum ProfileManagementResult {
  OK(0),
  NOT_FOUND(1),
  /** Enable and delete want a disabled profile, disable an enabled one. */
  WRONG_STATE(2),
  /** A profile policy rule forbids it. */
  DISALLOWED_BY_POLICY(3),
  /** After a test profile only the profile that was enabled before may be enabled. */
  WRONG_PROFILE_REENABLING(4),
  /** A REFRESH is waiting for the terminal. */
  CAT_BUSY(5);

  private final int code;

  ProfileManagementResult(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
