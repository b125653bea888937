package org.opensmdp.rsp;

/**
 * Why an eUICC did not install a package (SGP.22 v2 §2.5.6; from 17 on of v3 and v2.6).
 *
 * <pre>
 * ErrorReason ::= INTEGER {incorrectInputValues(1), ... installFailedDueToUnknownError(127)}
 * </pre>
 */
public enum ErrorReason {
  INCORRECT_INPUT_VALUES(1),
  INVALID_SIGNATURE(2),
  INVALID_TRANSACTION_ID(3),
  UNSUPPORTED_CRT_VALUES(4),
  UNSUPPORTED_REMOTE_OPERATION_TYPE(5),
  UNSUPPORTED_PROFILE_CLASS(6),
  BSP_STRUCTURE_ERROR(7),
  BSP_SECURITY_ERROR(8),
  ICCID_ALREADY_EXISTS(9),
  INSUFFICIENT_MEMORY(10),
  INTERRUPTION(11),
  PE_PROCESSING_ERROR(12),
  DATA_MISMATCH(13),
  INVALID_NAA_KEY(14),
  PPR_NOT_ALLOWED(15),
  ENTERPRISE_PROFILES_NOT_SUPPORTED(17),
  ENTERPRISE_RULES_NOT_ALLOWED(18),
  ENTERPRISE_PROFILE_NOT_ALLOWED(19),
  ENTERPRISE_OID_MISMATCH(20),
  ENTERPRISE_RULES_ERROR(21),
  ENTERPRISE_PROFILES_ONLY(22),
  LPR_NOT_SUPPORTED(23),
  UNKNOWN_TLV_IN_METADATA(26),
  INSUFFICIENT_MINIMUM_SECURITY_LEVEL(31),
  SERVER_ADDRESS_NOT_IN_ALLOW_LIST(32),
  UNDEFINED(127);

  private final int code;

  ErrorReason(int code) {
    this.code = code;
  }

  /** Returns the reason of a code; {@link #UNDEFINED} for one that no version names. */
  public static ErrorReason of(int code) {
    for (ErrorReason reason : values()) {
      if (reason.code == code) {
        return reason;
      }
    }
    return UNDEFINED;
  }

  public int code() {
    return code;
  }

  /** Whether the same package may succeed on the same eUICC later. */
  public boolean temporary() {
    return this == INSUFFICIENT_MEMORY || this == INTERRUPTION;
  }
}
