package org.opensmdp.activation;

import org.opensmdp.rsp.CancelSessionReason;
import org.opensmdp.rsp.ErrorReason;
import org.opensmdp.rsp.StatusCode;

/**
 * Whose fault it is that an attempt ended without a profile on its card: every attempt that fails has
 * one. Objectives and the gate of a rollout count by it; the glossary says the same of each code.
 */
public enum Attribution {
  /** Ours: our faults, our encoding, our keys. */
  SERVER,
  /** That of the profile's content. */
  TEMPLATE,
  /** The operator's: not released, cancelled, expired, another card. */
  OPERATOR,
  /** The chip's or the phone's. */
  DEVICE,
  /** The person's: said no, mistyped. */
  USER,
  /** Nobody answered any more. */
  NETWORK,
  /** No source says. */
  UNKNOWN;

  /** Whose fault a refusal by one of our functions is. */
  public static Attribution ofRefusal(StatusCode status) {
    return switch (status) {
      case SECURITY_CONFIGURATION_UNSUPPORTED,
          SVN_UNSUPPORTED,
          EUM_CERTIFICATE_INVALID,
          EUM_CERTIFICATE_EXPIRED,
          EUICC_CERTIFICATE_INVALID,
          EUICC_CERTIFICATE_EXPIRED,
          EUICC_VERIFICATION_FAILED,
          CI_PUBLIC_KEY_UNKNOWN,
          CI_PUBLIC_KEY_MISMATCH,
          EUICC_INSUFFICIENT_MEMORY,
          TRANSACTION_UNKNOWN ->
        DEVICE; // anybody may send one that we have not given, or that is over
      case SMDP_ADDRESS_REFUSED,
          EID_REFUSED,
          PROFILE_TYPE_STOPPED_ON_WARNING,
          PROFILE_NOT_ALLOWED,
          DOWNLOAD_ORDER_EXPIRED,
          DOWNLOAD_ATTEMPTS_EXCEEDED -> OPERATOR;
      case MATCHING_ID_REFUSED,
          CONFIRMATION_CODE_MISSING,
          CONFIRMATION_CODE_REFUSED,
          CONFIRMATION_CODE_INVALID_MATCH,
          CONFIRMATION_CODE_ATTEMPTS_EXCEEDED,
          DOWNLOAD_ORDER_REFUSED,
          DEVICE_CHANGE_STOPPED_ON_WARNING -> USER;
      case POLICY_RULES_NOT_ALLOWED,
          METADATA_CHANGED,
          METADATA_REFUSED,
          BOUND_PROFILE_PACKAGE_EXECUTION_ERROR,
          ENTERPRISE_UNSUPPORTED,
          ENTERPRISE_NOT_ALLOWED,
          ENTERPRISE_REFUSED,
          ENTERPRISE_INVALID_MATCH,
          LPA_PROXY_UNSUPPORTED,
          RPM_ORDER_REFUSED,
          RPM_ORDER_INVALID,
          RPM_ORDER_EXECUTION_ERROR -> TEMPLATE;
      case SMDP_CERTIFICATE_UNAVAILABLE,
          PROFILE_UNAVAILABLE,
          PROVIDER_EXECUTION_ERROR,
          PROVIDER_BUSY,
          REQUESTER_UNKNOWN,
          REQUESTER_NOT_ALLOWED,
          REQUESTER_ID_INVALID,
          CALL_ID_INVALID,
          FORMAT_INVALID,
          FORMAT_MANDATORY_MISSING,
          FUNCTION_INVALID,
          FUNCTION_MANDATORY_MISSING,
          FUNCTION_CONDITIONAL_MISSING -> SERVER;
      case REMOTE_PROVISIONING_EXECUTION_ERROR -> UNKNOWN;
      default -> isOfAnOrder(status) ? OPERATOR : UNKNOWN;
    };
  }

  /** Whether it is about an order, its profile, its card or its event: operators alone hear the others. */
  private static boolean isOfAnOrder(StatusCode status) {
    var subject = status.subject();
    return subject.startsWith("8.2") || subject.equals("8.1.1") || subject.startsWith("8.9");
  }

  /** Whose fault it is that a card did not install (SGP.22 v2 §2.5.6). */
  public static Attribution ofReport(ErrorReason reason) {
    return switch (reason) {
      case INCORRECT_INPUT_VALUES,
          INVALID_SIGNATURE,
          INVALID_TRANSACTION_ID,
          UNSUPPORTED_CRT_VALUES,
          UNSUPPORTED_REMOTE_OPERATION_TYPE,
          BSP_STRUCTURE_ERROR,
          BSP_SECURITY_ERROR -> SERVER;
      case ICCID_ALREADY_EXISTS, INSUFFICIENT_MEMORY -> DEVICE;
      case INTERRUPTION -> NETWORK;
      case UNDEFINED -> UNKNOWN;
      default -> TEMPLATE;
    };
  }

  /** Whose fault it is that a session was given up (SGP.22 v2 §5.7.14). */
  public static Attribution ofCancel(CancelSessionReason reason) {
    return switch (reason) {
      case END_USER_REJECTION, POSTPONED, TIMEOUT, OPERATION_ABANDONED -> USER;
      case SESSION_ABORTED -> NETWORK;
      case UNDEFINED -> UNKNOWN;
      default -> TEMPLATE;
    };
  }
}
