package org.opensmdp.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensmdp.activation.SampleSteps.NOW;
import static org.opensmdp.activation.SampleSteps.fullOrder;
import static org.opensmdp.activation.SampleStock.CARD;
import static org.opensmdp.activation.SampleStock.iccid;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.MatchingId;

/** The delivery of events to SM-DSs. */
class SmdsEventsTest {
  private static final MatchingId EVENT = new MatchingId("EVENT-1");
  private static final Iccid ONE = iccid(1);
  private static final int ALL = 100;

  private final InMemoryStore store = new InMemoryStore();
  private final SampleSteps steps = new SampleSteps(store);
  private final MovableClock clock = new MovableClock(NOW);
  private final ScriptedSmds smds = new ScriptedSmds();
  private final List<String> statuses = new ArrayList<>();
  private final List<String> drifts = new ArrayList<>();
  private final EventRecords records = store.eventRecords();
  private final SmdsEvents events = new SmdsEvents(
      records,
      smds,
      Duration.ofSeconds(10),
      (function, status, duration) -> statuses.add(function + " " + status),
      drifts::add,
      clock);
  private final Profile.Released released = released();

  private Profile.Released released() {
    SampleStock.type(store, SampleStock.operator(store, "Operator"), "Plan", 1, 3);
    return steps.release(ONE, fullOrder(CARD, EVENT));
  }

  @Test
  void registersAndDeletes() {
    assertThat(events.run(ALL)).isOne();
    assertThat(events.run(ALL)).isZero();
    steps.move(released, released.returnedToStock());
    assertThat(events.run(ALL)).isOne();

    assertThat(smds.calls).containsExactly("register EVENT-1", "delete EVENT-1");
    assertThat(statuses).containsExactly("ES12.RegisterEvent OK", "ES12.DeleteEvent OK");
    assertThat(told()).containsExactly("ES12.RegisterEvent OK", "ES12.DeleteEvent OK");
    assertThat(records.backlog().pending()).isZero();
  }

  @Test
  void takesWhatIsThereAlreadyForRegisteredAndWhatIsGoneForDeleted() {
    smds.answer = new SmdsAnswer.AlreadyThere();
    events.run(ALL);
    steps.move(released, released.returnedToStock());
    smds.answer = new SmdsAnswer.NotThere();
    events.run(ALL);

    assertThat(told()).containsExactly("ES12.RegisterEvent OK", "ES12.DeleteEvent OK");
    assertThat(records.backlog().pending()).isZero();
  }

  @Test
  void triesAgainWithLongerAndLongerPausesForADayAndThenGivesUp() {
    smds.answer = ScriptedSmds.REFUSED;
    var pauses = new ArrayList<Duration>();
    var before = clock.instant();
    while (records.dead(1).isEmpty()) {
      assertThat(events.run(ALL)).isOne();
      pauses.add(Duration.between(before, clock.instant()));
      before = clock.instant();
      records
          .pending(1)
          .forEach(next -> clock.forward(
              Duration.between(clock.instant(), next.nextAttemptAt().orElseThrow())));
    }

    assertThat(pauses.subList(1, 5))
        .containsExactlyElementsOf(
            IntStream.of(1, 2, 4, 8).mapToObj(Duration::ofSeconds).toList());
    assertThat(pauses).allMatch(pause -> pause.compareTo(Duration.ofHours(1)) <= 0);
    assertThat(clock.instant()).isAfterOrEqualTo(NOW.plus(Duration.ofDays(1)));
    assertThat(told())
        .as("the first failure and the last")
        .containsExactly(
            "ES12.RegisterEvent SMDS_EXECUTION_ERROR", "ES12.RegisterEvent SMDS_EXECUTION_ERROR");
    smds.answer = ScriptedSmds.DONE;
    assertThat(events.run(ALL)).isZero();
    records.replay(Optional.of(ONE), clock.instant());
    assertThat(events.run(ALL)).isOne();
    assertThat(records.backlog()).returns(0L, EventRecords.Backlog::dead);
  }

  @Test
  void leavesAnSmDsAloneThatDoesNotAnswerAndHastensWhenItDoes() {
    steps.release(iccid(2), fullOrder(CARD, new MatchingId("EVENT-2")));
    steps.release(iccid(3), fullOrder(CARD, new MatchingId("EVENT-3")));
    smds.answer = ScriptedSmds.AWAY;
    assertThat(events.run(ALL)).isEqualTo(3);
    assertThat(smds.calls).as("one finds out for all").hasSize(1);

    smds.answer = ScriptedSmds.DONE;
    clock.forward(SmdsEvents.SILENCE);
    while (events.run(ALL) > 0) {
      // what is hastened is due in the next round
    }
    assertThat(records.backlog().pending()).isZero();
    assertThat(smds.calls).hasSize(4);
  }

  @Test
  void deletesWhatEndedWhileItWasBeingRegistered() {
    smds.meanwhile = () -> {
      smds.meanwhile = () -> {};
      steps.move(released, released.returnedToStock());
    };
    events.run(ALL);
    events.run(ALL);

    assertThat(smds.calls).containsExactly("register EVENT-1", "delete EVENT-1");
    assertThat(records.backlog().pending()).isZero();
  }

  @Test
  void findsAndMendsWhatAnSmDsHasLost() {
    events.run(ALL);
    clock.forward(Duration.ofDays(2));
    smds.answer = new SmdsAnswer.AlreadyThere();
    assertThat(events.reconcile(Duration.ofDays(1))).isOne();
    events.run(ALL);
    assertThat(drifts).isEmpty();
    assertThat(told()).as("nothing was found").hasSize(1);
    assertThat(events.reconcile(Duration.ofDays(1))).as("looked at just now").isZero();

    smds.answer = ScriptedSmds.DONE;
    clock.forward(Duration.ofDays(2));
    events.reconcile(Duration.ofDays(1));
    events.run(ALL);
    assertThat(drifts).containsExactly("ES12.RegisterEvent");
    assertThat(store.timeline().of(ONE))
        .last()
        .returns(
            "smds.example.com had lost the event; it is registered again", ActivationEvent::detail);
  }

  @Test
  void keepsThePauseWithinItsBounds() {
    assertThat(SmdsEvents.pause(1)).isEqualTo(Duration.ofSeconds(1));
    assertThat(SmdsEvents.pause(12)).isEqualTo(Duration.ofSeconds(2048));
    assertThat(SmdsEvents.pause(13)).isEqualTo(Duration.ofHours(1));
    assertThat(SmdsEvents.pause(Integer.MAX_VALUE)).isEqualTo(Duration.ofHours(1));
  }

  private List<String> told() {
    return store.timeline().of(ONE).stream()
        .filter(event -> event.function().startsWith("ES12."))
        .map(event -> event.function() + " " + event.status())
        .toList();
  }
}
