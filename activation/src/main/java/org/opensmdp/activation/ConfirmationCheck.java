package org.opensmdp.activation;

import static org.opensmdp.rsp.StatusCode.CONFIRMATION_CODE_ATTEMPTS_EXCEEDED;
import static org.opensmdp.rsp.StatusCode.CONFIRMATION_CODE_MISSING;
import static org.opensmdp.rsp.StatusCode.CONFIRMATION_CODE_REFUSED;

import java.util.Optional;
import org.opensmdp.rsp.EuiccSigned2;
import org.opensmdp.rsp.HashCc;
import org.opensmdp.rsp.RspException;
import org.opensmdp.rsp.StatusCode;

/**
 * Judges the confirmation code a card passes on, and says what a wrong one does to the order (SGP.22
 * v2 §5.6.2): it counts, over all sessions, and the last one allowed ends the order.
 */
final class ConfirmationCheck {
  private final int maxAttempts;

  ConfirmationCheck(int maxAttempts) {
    this.maxAttempts = maxAttempts;
  }

  /** Returns why the code is refused, or empty if it is right or none is needed. */
  Optional<RspException> refusal(Order order, EuiccSigned2 signed) {
    if (order.confirmationCodeHash().isEmpty()) {
      return Optional.empty();
    }
    if (signed.hashCc().isEmpty()) {
      return refused(CONFIRMATION_CODE_MISSING, "the order needs a confirmation code");
    }
    if (order.confirmationAttempts() >= maxAttempts) {
      return exceeded();
    }
    var expected = HashCc.of(order.confirmationCodeHash().get(), signed.transactionId());
    if (expected.equalsInConstantTime(signed.hashCc().get())) {
      return Optional.empty();
    }
    return order.confirmationAttempts() + 1 >= maxAttempts
        ? exceeded()
        : refused(CONFIRMATION_CODE_REFUSED, "the confirmation code is wrong");
  }

  /** Returns what becomes of the profile after a refusal of getBoundProfilePackage. */
  static Profile after(Profile.Downloadable profile, StatusCode refusal) {
    return switch (refusal) {
      case CONFIRMATION_CODE_REFUSED -> profile.wrongCode();
      case CONFIRMATION_CODE_ATTEMPTS_EXCEEDED -> profile.wrongCode().failed(refusal);
      case DOWNLOAD_ORDER_EXPIRED -> profile.failed(refusal);
      default -> profile;
    };
  }

  private static Optional<RspException> exceeded() {
    return refused(
        CONFIRMATION_CODE_ATTEMPTS_EXCEEDED,
        "too many wrong confirmation codes, the order has ended");
  }

  private static Optional<RspException> refused(StatusCode status, String message) {
    return Optional.of(new RspException(status, message));
  }
}
