package org.opensmdp.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensmdp.activation.SampleSteps.event;
import static org.opensmdp.activation.SampleSteps.transaction;
import static org.opensmdp.activation.SampleStock.CARD;
import static org.opensmdp.activation.SampleStock.iccid;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.RspException;
import org.opensmdp.rsp.StatusCode;

/** What every store of {@link Timeline} does. */
public abstract class TimelineContract {
  private static final Iccid ONE = iccid(1);
  private static final RspException REFUSAL =
      new RspException(StatusCode.EID_REFUSED, "the order is another card's");

  private Timeline timeline;

  /** Returns a store with nothing in it. */
  protected abstract TestStore freshStore();

  @BeforeEach
  void empty() {
    timeline = freshStore().timeline();
  }

  @Test
  void keepsARefusalAsItWasTold() {
    var refused = event(2)
        .of(ONE)
        .by(CARD)
        .in(transaction(1))
        .refused(REFUSAL)
        .endingAt(SampleSteps.NOW.plusSeconds(3));

    timeline.append(refused);

    assertThat(timeline.of(ONE)).containsExactly(refused);
  }

  @Test
  void keepsARefusalOnceInASessionHoweverOftenItIsTold() {
    var refused = event(2).of(ONE).in(transaction(1)).refused(REFUSAL);
    var otherStatus = event(3)
        .of(ONE)
        .in(transaction(1))
        .refused(new RspException(StatusCode.TRANSACTION_UNKNOWN, "gone"));
    var otherSession = event(4).of(ONE).in(transaction(2)).refused(REFUSAL);
    var again = event(9).of(ONE).in(transaction(1)).refused(REFUSAL);

    List.of(refused, otherStatus, otherSession, again, again).forEach(timeline::append);

    assertThat(timeline.of(ONE)).containsExactly(refused, otherStatus, otherSession);
  }

  @Test
  void tellsTheOldestEventFirst() {
    timeline.append(event(2).of(ONE));
    timeline.append(event(1).of(ONE).refused(REFUSAL));
    timeline.append(event(3).of(ONE));

    assertThat(timeline.of(ONE))
        .extracting(ActivationEvent::happenedAt)
        .containsExactly(event(1).happenedAt(), event(2).happenedAt(), event(3).happenedAt());
  }

  @Test
  void tellsNothingOfOtherProfiles() {
    timeline.append(event(1).of(iccid(2)));
    timeline.append(event(2).by(CARD));

    assertThat(timeline.of(ONE)).isEmpty();
  }
}
