package org.opensmdp.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.opensmdp.rsp.RspException;
import org.opensmdp.rsp.StatusCode;

/** How tests see that a rule refuses, says why in a text for phones, and moves nothing. */
final class Refusals {
  private Refusals() {}

  static Optional<RspException> of(Runnable call) {
    try {
      call.run();
      return Optional.empty();
    } catch (RspException refusal) {
      return Optional.of(refusal);
    }
  }

  static void assertRefused(StatusCode status, ThrowingCallable call) {
    assertThatExceptionOfType(RspException.class)
        .isThrownBy(call)
        .returns(status, RspException::status)
        .satisfies(refusal -> assertThat(refusal.text()).matches("[\\x20-\\x7E]{1,128}"));
  }

  /** Asserts that the call is refused and that no profile is moved. */
  static void assertRefused(TestServer server, StatusCode status, ThrowingCallable call) {
    var before = server.profile();

    assertRefused(status, call);

    assertThat(server.profile()).isEqualTo(before);
  }
}
