package org.opensmdp.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensmdp.activation.SampleSteps.order;
import static org.opensmdp.activation.SampleSteps.transaction;
import static org.opensmdp.rsp.StatusCode.CONFIRMATION_CODE_ATTEMPTS_EXCEEDED;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.opensmdp.rsp.EuiccSigned2;
import org.opensmdp.rsp.HashCc;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.rsp.RspException;
import org.opensmdp.rsp.Secret;

/** The confirmation code of an order (SGP.22 v2 §5.6.2). */
class ConfirmationCheckTest {
  private static final Secret CODE = HashCc.stored("1234");

  /** An administrator may have lowered the limit since: the attempts that were made count on. */
  @Test
  void refusesTheRightCodeOfAnOrderThatHasUsedUpItsAttempts() {
    var order = coded().wrongCode().wrongCode();

    assertThat(new ConfirmationCheck(2).refusal(order, right()).map(RspException::status))
        .contains(CONFIRMATION_CODE_ATTEMPTS_EXCEEDED);
    assertThat(new ConfirmationCheck(3).refusal(order, right())).isEmpty();
  }

  private static Order coded() {
    var plain = order(Optional.empty(), new MatchingId("TOKEN"));
    return new Order(
        plain.eid(),
        plain.matchingId(),
        Optional.of(CODE),
        plain.smdsAddress(),
        plain.downloadAttempts(),
        plain.confirmationAttempts(),
        plain.expiresAt());
  }

  private static EuiccSigned2 right() {
    var hash = HashCc.of(CODE, transaction(1));
    return EuiccSigned2.of(transaction(1), SampleSteps.KEY.point(), Optional.of(hash));
  }
}
