package org.opensmdp.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensmdp.activation.SampleSteps.NOW;
import static org.opensmdp.activation.SampleSteps.event;
import static org.opensmdp.activation.SampleSteps.order;
import static org.opensmdp.activation.SampleStock.CARD;
import static org.opensmdp.activation.SampleStock.iccid;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opensmdp.activation.Callback.State;
import org.opensmdp.activation.Callbacks.Backlog;
import org.opensmdp.activation.OperatorCallback.Kind;
import org.opensmdp.activation.OperatorCallback.Line;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.rsp.Secret;
import org.opensmdp.rsp.StatusCode;

/** What every store of {@link Callbacks} does. */
public abstract class CallbacksContract {
  private static final Iccid ONE = iccid(1);
  private static final Iccid TWO = iccid(2);
  private static final Progress DELIVERED = ProgressPoints.ofDelivery();
  private static final Instant LATER = NOW.plusSeconds(1000);

  private TestStore store;
  private Callbacks callbacks;
  private long operator;
  private Line line;

  /** Returns a store with nothing in it. */
  protected abstract TestStore freshStore();

  @BeforeEach
  void anOperatorThatWantsToKnow() {
    store = freshStore();
    callbacks = store.callbacks();
    var owner = SampleStock.operator(store, "mno");
    operator = owner.operatorId();
    SampleStock.type(store, owner, "plan", 1, 2);
    line = new Line(operator, Kind.HANDLE_DOWNLOAD_PROGRESS_INFO);
    callbacks.put(es2plus(operator, ProgressPoints.ALL, true));
  }

  private static OperatorCallback es2plus(long operator, Set<Integer> points, boolean enabled) {
    return new OperatorCallback(
        operator,
        Kind.HANDLE_DOWNLOAD_PROGRESS_INFO,
        "https://mno.example.com",
        points,
        enabled,
        Optional.of("nist"),
        Optional.of("PEM"),
        Optional.of("2.999.10"),
        Optional.empty());
  }

  private static OperatorCallback webhook(long operator) {
    return new OperatorCallback(
        operator,
        Kind.WEBHOOK,
        "https://hooks.example.com/esim",
        Set.of(3),
        true,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(Secret.of(new byte[32])));
  }

  private void tell(Iccid iccid, int second) {
    tell(iccid, second, DELIVERED);
  }

  private void tell(Iccid iccid, int second, Progress progress) {
    store.timeline().append(event(second).of(iccid).saying("said " + second).telling(progress));
  }

  private List<Callback> due() {
    return callbacks.due(line, LATER, 10);
  }

  private Callback first() {
    return due().get(0);
  }

  private List<Callback> dead() {
    return callbacks.of(operator, State.DEAD, 10);
  }

  @Test
  void keepsHowAnOperatorIsTold() {
    callbacks.put(webhook(operator));

    assertThat(callbacks.of(operator))
        .containsExactly(es2plus(operator, ProgressPoints.ALL, true), webhook(operator));
    assertThat(callbacks.find(line)).contains(es2plus(operator, ProgressPoints.ALL, true));
  }

  @Test
  void putsOneInPlaceOfTheOneBefore() {
    callbacks.put(es2plus(operator, Set.of(4), false));

    assertThat(callbacks.of(operator)).containsExactly(es2plus(operator, Set.of(4), false));
  }

  @Test
  void tellsCardAndTypeOfTheOrderWhateverTheEventSays() {
    var steps = new SampleSteps(store);
    steps.begin(1, steps.release(ONE, order(Optional.of(CARD), new MatchingId("ONE"))), CARD);
    var failure = Progress.failed(4, StatusCode.BOUND_PROFILE_PACKAGE_EXECUTION_ERROR)
        .with(Bytes.fromHex("A106800105810109"));

    store
        .timeline()
        .append(
            event(9).of(ONE).by(SampleStock.OTHER_CARD).saying("errorReason 9").telling(failure));

    var told = first();
    assertThat(told.iccid()).isEqualTo(ONE);
    assertThat(told.eid()).contains(CARD);
    assertThat(told.profileType()).isEqualTo("plan");
    assertThat(told.progress()).isEqualTo(failure);
    assertThat(told.message()).isEqualTo("errorReason 9");
    assertThat(told.happenedAt()).isEqualTo(NOW.plusSeconds(9));
    assertThat(told.line()).isEqualTo(line);
    assertThat(told.attempts()).isZero();
  }

  @Test
  void tellsOfWhatMovesAProfileInTheSameStep() {
    var steps = new SampleSteps(store);
    var released = steps.release(ONE, order(Optional.of(CARD), new MatchingId("ONE")));
    var failed = released.failed(StatusCode.DOWNLOAD_ORDER_EXPIRED);
    var told = event(5)
        .moving(released, failed)
        .telling(ProgressPoints.ofRefusal(StatusCode.DOWNLOAD_ORDER_EXPIRED));

    assertThat(store.downloads().end(released, failed, told)).isTrue();
    assertThat(store.downloads().end(released, failed, told)).isFalse(); // tells nobody again

    assertThat(due())
        .extracting(Callback::progress)
        .containsExactly(told.progress().orElseThrow());
  }

  @Test
  void tellsOnceThatAnOrderHasEndedWhoeverElseWasAboutToEndIt() {
    var steps = new SampleSteps(store);
    var released = steps.release(ONE, order(Optional.of(CARD), new MatchingId("ONE")));
    var failed = released.failed(StatusCode.DOWNLOAD_ORDER_EXPIRED);
    var told = event(5)
        .moving(released, failed)
        .telling(ProgressPoints.ofRefusal(StatusCode.DOWNLOAD_ORDER_EXPIRED));

    for (int i = 1; i <= 2; i++) {
      store.downloads().fail(SampleSteps.transaction(i), released, failed, told);
    }

    assertThat(callbacks.of(operator, State.PENDING, 9)).hasSize(1);
  }

  @Test
  void tellsNobodyOfAnEventThatTellsNothing() {
    store.timeline().append(event(1).of(ONE));
    tell(iccid(77), 2); // nobody's

    assertThat(callbacks.of(operator, State.PENDING, 10)).isEmpty();
  }

  @Test
  void tellsAnOperatorThePointsItWantsAlone() {
    callbacks.put(es2plus(operator, Set.of(4), true));
    callbacks.put(webhook(operator));
    callbacks.put(es2plus(SampleStock.operator(store, "other").operatorId(), Set.of(3), true));

    tell(ONE, 1);

    assertThat(callbacks.of(operator, State.PENDING, 10))
        .extracting(Callback::line)
        .containsExactly(new Line(operator, Kind.WEBHOOK));
    assertThat(callbacks.due(LATER)).containsExactly(new Line(operator, Kind.WEBHOOK));
  }

  @Test
  void hasTheFirstOfEachIccidDue() {
    tell(ONE, 1);
    tell(ONE, 2);
    tell(TWO, 3);

    assertThat(due()).extracting(Callback::message).containsExactly("said 1", "said 3");
    assertThat(callbacks.due(line, LATER, 1)).hasSize(1);
    assertThat(callbacks.due(line, NOW, 10)).isEmpty();
    assertThat(callbacks.due(LATER)).containsExactly(line);
    assertThat(callbacks.due(NOW)).isEmpty();
  }

  @Test
  void goesOnWithTheNextOfAnIccidOnceTheOneBeforeIsDelivered() {
    tell(ONE, 1);
    tell(ONE, 2);

    callbacks.delivered(first(), LATER);

    assertThat(due()).extracting(Callback::message).containsExactly("said 2");
    assertThat(callbacks.of(operator, State.DELIVERED, 10))
        .extracting(Callback::attempts)
        .containsExactly(1);
  }

  @Test
  void holdsUpAnIccidByItsFirstAndNoOther() {
    tell(ONE, 1);
    tell(ONE, 2);
    tell(TWO, 3);

    callbacks.postponed(first(), "HTTP 500", LATER.plusSeconds(8));

    assertThat(due()).extracting(Callback::message).containsExactly("said 3");
    var retried = callbacks.due(line, LATER.plusSeconds(8), 10);
    assertThat(retried).extracting(Callback::message).contains("said 1").doesNotContain("said 2");
    assertThat(retried).extracting(Callback::lastError).contains(Optional.of("HTTP 500"));
    assertThat(retried).extracting(Callback::attempts).contains(1);
  }

  @Test
  void goesOnAtOnceWithWhatHadToWaitWhenTheFirstIsThrough() {
    tell(ONE, 1);
    tell(ONE, 2);
    callbacks.postponed(first(), "HTTP 500", LATER.plusSeconds(3600));
    var again = callbacks.due(line, LATER.plusSeconds(3600), 1).get(0);

    callbacks.delivered(again, LATER.plusSeconds(1)); // a clock that is behind, say

    assertThat(callbacks.due(line, LATER.plusSeconds(1), 10))
        .extracting(Callback::message)
        .containsExactly("said 2");
  }

  @Test
  void goesOnAfterOneThatIsGivenUp() {
    tell(ONE, 1);
    tell(ONE, 2);

    callbacks.died(first(), "HTTP 404", LATER);

    assertThat(due()).extracting(Callback::message).containsExactly("said 2");
    assertThat(dead()).extracting(Callback::lastError).containsExactly(Optional.of("HTTP 404"));
  }

  @Test
  void countsAnAttemptOnceHoweverManyNodesTellOfIt() {
    tell(ONE, 1);
    var sent = first();

    callbacks.postponed(sent, "HTTP 500", NOW.plusSeconds(30));
    callbacks.died(sent, "too slow to know", LATER);
    callbacks.delivered(sent, LATER);

    assertThat(due()).extracting(Callback::attempts).containsExactly(1);
    assertThat(dead()).isEmpty();
  }

  @Test
  void triesAgainWhatWasGivenUpWhenAsked() {
    tell(ONE, 1);
    tell(TWO, 2);
    due().forEach(sent -> callbacks.died(sent, "HTTP 404", LATER));
    var one = dead().get(0);

    assertThat(callbacks.replay(operator, Optional.of(one.id()), LATER)).isEqualTo(1);

    assertThat(due()).extracting(Callback::id).containsExactly(one.id());
    assertThat(first().attempts()).isZero();
    assertThat(first().triedSince()).isEqualTo(LATER);
    assertThat(callbacks.replay(operator, Optional.empty(), LATER)).isEqualTo(1);
    assertThat(due()).hasSize(2);
    assertThat(callbacks.replay(operator, Optional.empty(), LATER)).isZero();
    assertThat(callbacks.replay(operator + 1, Optional.of(UUID.randomUUID()), LATER))
        .isZero();
  }

  @Test
  void holdsWhatAnOperatorIsToBeToldWhileItIsNotEnabled() {
    callbacks.put(es2plus(operator, ProgressPoints.ALL, false));
    tell(ONE, 1);

    assertThat(callbacks.due(LATER)).isEmpty();
    callbacks.put(es2plus(operator, ProgressPoints.ALL, true));
    assertThat(callbacks.due(LATER)).containsExactly(line);
  }

  @Test
  void givesUpWhatWaitsForAnOperatorThatIsNotCalledAnyMore() {
    tell(ONE, 1);

    assertThat(callbacks.remove(line, LATER)).isTrue();

    assertThat(callbacks.of(operator)).isEmpty();
    assertThat(dead()).hasSize(1);
    assertThat(callbacks.replay(operator, Optional.empty(), LATER)).isZero();
    assertThat(callbacks.remove(line, LATER)).isFalse();
  }

  @Test
  void saysHowMuchWaitsAndSinceWhen() {
    tell(ONE, 1);
    tell(ONE, 2);
    tell(TWO, 3);
    callbacks.died(first(), "HTTP 404", LATER);

    assertThat(callbacks.backlog())
        .containsExactly(new Backlog(line.kind(), 2, Optional.of(NOW.plusSeconds(2)), 1));
  }

  @Test
  void forgetsWhatWasDeliveredLongAgo() {
    tell(ONE, 1);
    tell(TWO, 2);
    due().stream()
        .sorted(Comparator.comparing(Callback::number))
        .forEach(
            sent -> callbacks.delivered(sent, LATER.plusSeconds(sent.iccid().equals(ONE) ? 0 : 9)));

    assertThat(callbacks.forget(LATER.plus(Duration.ofSeconds(5)))).isEqualTo(1);

    assertThat(callbacks.of(operator, State.DELIVERED, 10))
        .extracting(Callback::iccid)
        .containsExactly(TWO);
  }
}
