package org.opensmdp.activation;

import static org.opensmdp.rsp.StatusCode.BOUND_PROFILE_PACKAGE_EXECUTION_ERROR;
import static org.opensmdp.rsp.StatusCode.EUICC_INSUFFICIENT_MEMORY;
import static org.opensmdp.rsp.StatusCode.ICCID_IN_USE;
import static org.opensmdp.rsp.StatusCode.POLICY_RULES_NOT_ALLOWED;

import org.opensmdp.rsp.ErrorReason;
import org.opensmdp.rsp.StatusCode;

/** Which status an error of the card's report is; the choice is ours, no source prescribes it. */
final class InstallationErrors {
  private InstallationErrors() {}

  static StatusCode statusOf(ErrorReason reason) {
    return switch (reason.code()) {
      case 9 -> ICCID_IN_USE;
      case 10 -> EUICC_INSUFFICIENT_MEMORY;
      case 15 -> POLICY_RULES_NOT_ALLOWED;
      default -> BOUND_PROFILE_PACKAGE_EXECUTION_ERROR;
    };
  }
}
