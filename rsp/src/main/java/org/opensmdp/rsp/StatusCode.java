package org.opensmdp.rsp;

import java.util.Optional;

/**
 * Why a function failed: one constant per subject and reason pair (SGP.22 v2 §5.2.6; v3 additions
 * included, so that what others answer can be named). The codes and the text live on the constant,
 * so no second table can drift from this one. Codes are strings: 4.10 is not 4.1.
 */
public enum StatusCode {
  // ES9+.InitiateAuthentication
  SMDP_ADDRESS_REFUSED("8.8.1", "3.8", "SM-DP+ Address - Refused"),
  SECURITY_CONFIGURATION_UNSUPPORTED("8.8.2", "3.1", "Security configuration - Unsupported"),
  SVN_UNSUPPORTED("8.8.3", "3.1", "SVN - Unsupported"),
  SMDP_CERTIFICATE_UNAVAILABLE("8.8.4", "3.7", "SM-DP+ Certificate - Unavailable"),

  // ES9+.AuthenticateClient
  EUM_CERTIFICATE_INVALID("8.1.2", "6.1", "EUM Certificate - Verification Failed"),
  EUM_CERTIFICATE_EXPIRED("8.1.2", "6.3", "EUM Certificate - Expired"),
  EUICC_CERTIFICATE_INVALID("8.1.3", "6.1", "eUICC Certificate - Verification Failed"),
  EUICC_CERTIFICATE_EXPIRED("8.1.3", "6.3", "eUICC Certificate - Expired"),
  EUICC_VERIFICATION_FAILED("8.1", "6.1", "eUICC - Verification Failed"),
  MATCHING_ID_REFUSED("8.2.6", "3.8", "Matching ID - Refused"),
  EID_REFUSED("8.1.1", "3.8", "EID - Refused"),
  PROFILE_TYPE_STOPPED_ON_WARNING("8.2.5", "4.3", "Profile Type - Stopped on warning"),
  CI_PUBLIC_KEY_UNKNOWN("8.11.1", "3.9", "CA Public Key - Unknown"),
  CI_PUBLIC_KEY_MISMATCH("8.11.1", "3.10", "CA Public Key - Invalid Association"),
  TRANSACTION_UNKNOWN("8.10.1", "3.9", "TransactionId - Unknown"),
  EUICC_INSUFFICIENT_MEMORY("8.1", "4.8", "eUICC - Insufficient Memory"),
  PROFILE_NOT_ALLOWED("8.2", "1.2", "Profile - Not Allowed"),
  DOWNLOAD_ORDER_EXPIRED("8.8.5", "4.10", "Download order - Time to Live Expired"),
  DOWNLOAD_ATTEMPTS_EXCEEDED(
      "8.8.5", "6.4", "Download order - Maximum Number of Attempts Exceeded"),
  DEVICE_CHANGE_UNSUPPORTED("8.10.3", "3.1", "Device Change - Unsupported"),
  DEVICE_CHANGE_NOT_ALLOWED("8.10.3", "1.2", "Device Change - Not Allowed"),

  // ES9+.GetBoundProfilePackage
  CONFIRMATION_CODE_MISSING("8.2.7", "2.2", "Confirmation Code - Mandatory Element Missing"),
  CONFIRMATION_CODE_REFUSED("8.2.7", "3.8", "Confirmation Code - Refused"),
  CONFIRMATION_CODE_INVALID_MATCH("8.2.7", "3.12", "Confirmation Code - Invalid Match"),
  CONFIRMATION_CODE_ATTEMPTS_EXCEEDED(
      "8.2.7", "6.4", "Confirmation Code - Maximum Number of Attempts Exceeded"),
  PROFILE_UNAVAILABLE("8.2", "3.7", "Profile - Unavailable"),

  // ES9+.CancelSession
  SMDP_OID_INVALID_ASSOCIATION("8.8", "3.10", "SM-DP+ - Invalid Association"),

  // ES2+
  ICCID_NOT_ALLOWED("8.2.1", "1.2", "Profile ICCID - Not Allowed"),
  ICCID_MISSING("8.2.1", "2.2", "Profile ICCID - Mandatory Element Missing"),
  ICCID_CONDITIONAL_MISSING("8.2.1", "2.3", "Profile ICCID - Conditional Element Missing"),
  ICCID_IN_USE("8.2.1", "3.3", "Profile ICCID - Already in Use"),
  ICCID_INVALID_TRANSITION("8.2.1", "3.5", "Profile ICCID - Invalid Transition"),
  ICCID_UNKNOWN("8.2.1", "3.9", "Profile ICCID - Unknown"),
  ICCID_INVALID_ASSOCIATION("8.2.1", "3.10", "Profile ICCID - Invalid Association"),
  PROFILE_TYPE_NOT_ALLOWED("8.2.5", "1.2", "Profile Type - Not Allowed"),
  PROFILE_TYPE_UNAVAILABLE("8.2.5", "3.7", "Profile Type - Unavailable"),
  PROFILE_TYPE_REFUSED("8.2.5", "3.8", "Profile Type - Refused"),
  PROFILE_TYPE_UNKNOWN("8.2.5", "3.9", "Profile Type - Unknown"),
  EID_INVALID("8.1.1", "2.1", "EID - Invalid"),
  EID_MISSING("8.1.1", "2.2", "EID - Mandatory Element Missing"),
  EID_UNKNOWN("8.1.1", "3.9", "EID - Unknown"),
  EID_INVALID_ASSOCIATION("8.1.1", "3.10", "EID - Invalid Association"),
  MATCHING_ID_INVALID("8.2.6", "2.1", "Matching ID - Invalid"),
  MATCHING_ID_MISSING("8.2.6", "2.2", "Matching ID - Mandatory Element Missing"),
  MATCHING_ID_IN_USE("8.2.6", "3.3", "Matching ID - Already in Use"),
  MATCHING_ID_INVALID_ASSOCIATION("8.2.6", "3.10", "Matching ID - Invalid Association"),
  SMDS_INACCESSIBLE("8.9", "5.1", "SM-DS - Inaccessible"),
  SMDS_EXECUTION_ERROR("8.9", "4.2", "SM-DS - Execution Error"),
  LPA_IN_USE("8.12", "3.3", "LPA - Already in Use"),

  // ES2+.RpmOrder (v3)
  PROFILE_OWNER_INVALID_ASSOCIATION("8.2.12", "3.10", "Profile Owner - Invalid Association"),
  METADATA_INVALID("8.2.9", "2.1", "Profile Metadata - Invalid"),
  METADATA_CONDITIONAL_MISSING("8.2.9", "2.3", "Profile Metadata - Conditional Element Missing"),
  RPM_SCRIPT_MISSING("8.10.2", "2.2", "RPM Script - Mandatory Element Missing"),

  // ES11, ES12
  SMDS_ADDRESS_REFUSED("8.9.1", "3.8", "SM-DS Address - Refused"),
  SMDS_SECURITY_CONFIGURATION_UNSUPPORTED(
      "8.9.2", "3.1", "SM-DS Security configuration - Unsupported"),
  SMDS_SVN_UNSUPPORTED("8.9.3", "3.1", "SM-DS SVN - Unsupported"),
  SMDS_CERTIFICATE_UNAVAILABLE("8.9.4", "3.7", "SM-DS Certificate - Unavailable"),
  EVENT_RECORD_IN_USE("8.9.5", "3.3", "Event Record - Already in Use"),
  EVENT_RECORD_UNKNOWN("8.9.5", "3.9", "Event Record - Unknown"),

  // v3 event checking and device change
  EVENT_CHECKING_UNSUPPORTED("8.10.4", "3.1", "Event Checking - Unsupported"),
  ECID_EXPIRED("8.9.6", "4.10", "ECID - Time to Live Expired"),
  ECID_UNKNOWN("8.9.6", "3.9", "ECID - Unknown"),
  DEVICE_CHANGE_SESSION_UNKNOWN("8.10.5", "3.9", "Device Change Session ID - Unknown"),

  // Told to the operator (ES2+.HandleDownloadProgressInfo, ES2+.HandleNotification)
  DOWNLOAD_ORDER_REFUSED("8.8.5", "3.8", "Download order - Refused"),
  POLICY_RULES_NOT_ALLOWED("8.2.8", "1.2", "Profile Policy Rules - Not Allowed"),
  METADATA_CHANGED("8.2.9", "3.11", "Profile Metadata - Value has Changed"),
  METADATA_REFUSED("8.2.9", "3.8", "Profile Metadata - Refused"),
  BOUND_PROFILE_PACKAGE_EXECUTION_ERROR("8.2.10", "4.2", "Bound Profile Package - Execution Error"),
  ENTERPRISE_UNSUPPORTED("8.2.13", "3.1", "Enterprise - Unsupported"),
  ENTERPRISE_NOT_ALLOWED("8.2.13", "1.2", "Enterprise - Not Allowed"),
  ENTERPRISE_REFUSED("8.2.13", "3.8", "Enterprise - Refused"),
  ENTERPRISE_INVALID_MATCH("8.2.13", "3.12", "Enterprise - Invalid Match"),
  LPA_PROXY_UNSUPPORTED("8.2.14", "3.1", "LPA Proxy - Unsupported"),
  RPM_ORDER_REFUSED("8.8.6", "3.8", "RPM Order - Refused"),
  RPM_ORDER_INVALID("8.8.6", "2.1", "RPM Order - Invalid"),
  RPM_ORDER_EXECUTION_ERROR("8.8.6", "4.2", "RPM Order - Execution Error"),
  RPM_COMMAND_EXECUTION_ERROR("8.10.2.7", "4.2", "RPM command - Execution Error"),
  DEVICE_CHANGE_STOPPED_ON_WARNING("8.10.3", "4.3", "Device Change - Stopped on warning"),
  REMOTE_PROVISIONING_EXECUTION_ERROR("8", "4.2", "eUICC Remote Provisioning - Execution Error"),

  // Generic
  REQUESTER_UNKNOWN("1.1", "1.1", "Function Requester - Unknown"),
  REQUESTER_NOT_ALLOWED("1.1", "1.2", "Function Requester - Not Allowed"),
  PROVIDER_EXECUTION_ERROR("1.2", "4.2", "Function Provider - Execution Error"),
  PROVIDER_BUSY("1.2", "4.4", "Function Provider - Busy"),
  REQUESTER_ID_INVALID("1.2.1", "2.1", "Function Requester Identifier - Invalid"),
  CALL_ID_INVALID("1.2.2", "2.1", "Function Call Identifier - Invalid"),
  FORMAT_INVALID("1.3.1", "2.1", "Format - Invalid"),
  FORMAT_MANDATORY_MISSING("1.3.1", "2.2", "Format - Mandatory Element Missing"),
  FUNCTION_INVALID("1.6", "2.1", "Function - Invalid"),
  FUNCTION_MANDATORY_MISSING("1.6", "2.2", "Function - Mandatory Element Missing"),
  FUNCTION_CONDITIONAL_MISSING("1.6", "2.3", "Function - Conditional Element Missing"),
  FUNCTION_EXPIRED("1.6", "5.3", "Function - Time to Live Expired"),
  FUNCTION_NO_RESPONSE("1.6", "5.4", "Function - No Response");

  private final String subject;
  private final String reason;
  private final String text;

  StatusCode(String subject, String reason, String text) {
    this.subject = subject;
    this.reason = reason;
    this.text = text;
  }

  /** Returns the constant of a pair, if this server knows it. */
  public static Optional<StatusCode> of(String subject, String reason) {
    for (StatusCode status : values()) {
      if (status.subject.equals(subject) && status.reason.equals(reason)) {
        return Optional.of(status);
      }
    }
    return Optional.empty();
  }

  /** Returns the subject code, as {@code 8.2.6}. */
  public String subject() {
    return subject;
  }

  /** Returns the reason code, as {@code 3.8}. */
  public String reason() {
    return reason;
  }

  public String text() {
    return text;
  }

  /** Returns both codes as people write them, {@code 8.2.6/3.8}. */
  public String pair() {
    return subject + "/" + reason;
  }
}
