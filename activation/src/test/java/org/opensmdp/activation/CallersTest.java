package org.opensmdp.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensmdp.activation.Refusals.assertRefused;
import static org.opensmdp.activation.SampleSteps.digest;
import static org.opensmdp.rsp.StatusCode.CALL_ID_INVALID;
import static org.opensmdp.rsp.StatusCode.REQUESTER_ID_INVALID;
import static org.opensmdp.rsp.StatusCode.REQUESTER_NOT_ALLOWED;
import static org.opensmdp.rsp.StatusCode.REQUESTER_UNKNOWN;

import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who calls over ES2+ (SGP.22 v2 §5.3). */
class CallersTest {
  private static final Optional<String> CALL = Optional.of("call-1");

  private final InMemoryStore store = new InMemoryStore();
  private final Operator operator = SampleStock.operator(store, "Operator");
  private final Callers callers = new Callers(store.operators());

  @BeforeEach
  void letTheKeySpeak() {
    store.inventory().addClient(operator, digest(1));
  }

  @Test
  void refusesACallWithoutRequester() {
    assertRefused(REQUESTER_ID_INVALID, () -> callers.identify(digest(1), Optional.empty(), CALL));
    assertRefused(REQUESTER_ID_INVALID, () -> callers.identify(digest(1), Optional.of(" "), CALL));
  }

  @Test
  void refusesACallWithoutIdentifier() {
    var requester = Optional.of("Operator");

    assertRefused(CALL_ID_INVALID, () -> callers.identify(digest(1), requester, Optional.empty()));
    assertRefused(CALL_ID_INVALID, () -> callers.identify(digest(1), requester, Optional.of("")));
  }

  @Test
  void refusesAnUnknownKey() {
    assertRefused(
        REQUESTER_UNKNOWN, () -> callers.identify(digest(2), Optional.of("Operator"), CALL));
  }

  @Test
  void refusesARequesterThatTheKeyMayNotSpeakFor() {
    SampleStock.operator(store, "Other operator");

    assertRefused(
        REQUESTER_NOT_ALLOWED,
        () -> callers.identify(digest(1), Optional.of("Other operator"), CALL));
  }

  @Test
  void knowsTheOperatorByItsKeyUnderAnyOfItsNames() {
    assertThat(callers.identify(digest(1), Optional.of("Operator"), CALL))
        .isEqualTo(new Caller(operator, "call-1"));
    assertThat(callers.identify(digest(1), Optional.of("2.999.77"), CALL))
        .isEqualTo(new Caller(operator, "call-1"));
  }
}
