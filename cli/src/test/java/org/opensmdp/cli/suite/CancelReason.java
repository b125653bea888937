package org.opensmdp.cli.suite;

import java.util.Locale;
import java.util.Optional;
import org.opensmdp.rsp.CancelSessionReason;

/**
 * Every reason to give a session up, and the pair with which it ends the order (SGP.22 v2 §5.3.5; from
 * 16 on of v3). Those without a pair leave the order alone.
 */
enum CancelReason {
  END_USER_REJECTION(0, "8.8.5/3.8"),
  POSTPONED(1),
  TIMEOUT(2),
  PPR_NOT_ALLOWED(3, "8.2.8/1.2"),
  METADATA_MISMATCH(4, "8.2.9/3.11"),
  LOAD_BPP_EXECUTION_ERROR(5, "8.2.10/4.2"),
  SESSION_ABORTED(16),
  ENTERPRISE_PROFILES_NOT_SUPPORTED(17, "8.2.13/3.1"),
  ENTERPRISE_RULES_NOT_ALLOWED(18, "8.2.13/1.2"),
  ENTERPRISE_PROFILE_NOT_ALLOWED(19, "8.2.13/3.8"),
  ENTERPRISE_OID_MISMATCH(20, "8.2.13/3.12"),
  ENTERPRISE_RULES_ERROR(21, "8.2.13/3.8"),
  ENTERPRISE_PROFILES_ONLY(22, "8.2.13/3.8"),
  LPR_NOT_SUPPORTED(23, "8.2.14/3.1"),
  LPR_NETWORK_DATA_NOT_ALLOWED(24, "8.8.6/3.8"),
  EMPTY_PROFILE_OR_SP_NAME(25, "8.2.9/3.8"),
  RPM_DISABLED(27, "8.8.6/3.8"),
  INVALID_RPM_PACKAGE(28, "8.8.6/2.1"),
  LOAD_RPM_PACKAGE_ERROR(29, "8.8.6/4.2"),
  OPERATION_ABANDONED(30, "8.10.3/4.3"),
  UNDEFINED(127, "8/4.2");

  private final int code;
  private final Optional<String> pair;

  CancelReason(int code, String pair) {
    this.code = code;
    this.pair = Optional.of(pair);
  }

  CancelReason(int code) {
    this.code = code;
    this.pair = Optional.empty();
  }

  CancelSessionReason reason() {
    return CancelSessionReason.of(code);
  }

  boolean ends() {
    return pair.isPresent();
  }

  /** Returns what the rows become: ended, or as they were, the session closed in both cases. */
  OrderRows after(OrderRows rows) {
    var closed = rows.lastSession("CLOSED");
    return pair.map(status -> closed.ended(new Refused(status, 0).status())).orElse(closed);
  }

  @Override
  public String toString() {
    return code + " " + name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
