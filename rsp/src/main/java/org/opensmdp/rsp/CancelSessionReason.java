package org.opensmdp.rsp;

/**
 * Why an LPA gives a session up (SGP.22 v2 §5.7.14; from 16 on of v3).
 *
 * <pre>
 * CancelSessionReason ::= INTEGER {endUserRejection(0), postponed(1), timeout(2), pprNotAllowed(3),
 *     metadataMismatch(4), loadBppExecutionError(5), undefinedReason(127)}
 * </pre>
 */
public enum CancelSessionReason {
  END_USER_REJECTION(0),
  POSTPONED(1),
  TIMEOUT(2),
  PPR_NOT_ALLOWED(3),
  METADATA_MISMATCH(4),
  LOAD_BPP_EXECUTION_ERROR(5),
  SESSION_ABORTED(16),
  ENTERPRISE_PROFILES_NOT_SUPPORTED(17),
  ENTERPRISE_RULES_NOT_ALLOWED(18),
  ENTERPRISE_PROFILE_NOT_ALLOWED(19),
  ENTERPRISE_OID_MISMATCH(20),
  ENTERPRISE_RULES_ERROR(21),
  ENTERPRISE_PROFILES_ONLY(22),
  LPR_NOT_SUPPORTED(23),
  LPR_NETWORK_DATA_NOT_ALLOWED(24),
  EMPTY_PROFILE_OR_SP_NAME(25),
  RPM_DISABLED(27),
  INVALID_RPM_PACKAGE(28),
  LOAD_RPM_PACKAGE_ERROR(29),
  OPERATION_ABANDONED(30),
  UNDEFINED(127);

  private final int code;

  CancelSessionReason(int code) {
    this.code = code;
  }

  /** Returns the reason of a code; {@link #UNDEFINED} for one that no version names. */
  public static CancelSessionReason of(int code) {
    for (CancelSessionReason reason : values()) {
      if (reason.code == code) {
        return reason;
      }
    }
    return UNDEFINED;
  }

  public int code() {
    return code;
  }

  /** Whether the order ends with the session; otherwise the user may come back. */
  public boolean terminal() {
    return this != POSTPONED && this != TIMEOUT && this != SESSION_ABORTED;
  }
}
