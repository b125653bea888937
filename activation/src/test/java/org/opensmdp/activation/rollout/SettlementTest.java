package org.opensmdp.activation.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.opensmdp.activation.gate.Stratum;
import org.opensmdp.activation.rollout.VersionException.Lifted;

/** What becomes of exceptions when a rollout becomes stable. */
class SettlementTest {
  private static final Instant MADE = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant LATER = MADE.plusSeconds(60);
  private static final Instant END = MADE.plusSeconds(600);
  private static final long FIRST = 1;
  private static final long SECOND = 2;
  private static final long FOURTH = 4;
  private static final Stratum KIND = Stratum.of("89049032/66.81.2/2.1.0");
  private static final Stratum OTHER = Stratum.of("89049032/4.6.0/2.3.1");
  private static final VersionException HELD =
      new VersionException(9, 1, KIND, FIRST, Set.of(SECOND), 7, "bad", MADE, Optional.empty());

  private static Rollout stable(
      long from, long to, RolloutPlan plan, Instant drawnUp, Set<Stratum> quarantined) {
    return new Rollout(
        8,
        1,
        from,
        to,
        RolloutState.STABLE,
        plan.stages().size() - 1,
        9,
        plan,
        quarantined,
        false,
        "ann",
        "",
        100,
        drawnUp,
        Optional.of(LATER),
        END,
        Optional.of(END));
  }

  private static Settlement settled(
      Rollout stable, List<VersionException> exceptions, Set<Stratum> proven) {
    return Settlement.of(stable, RolloutStep.GATE, exceptions, proven);
  }

  @Test
  void leavesQuarantinedCardsTheFromVersion() {
    var made = settled(
            stable(FIRST, SECOND, RolloutPlan.standard(), MADE, Set.of(KIND, OTHER)),
            List.of(),
            Set.of(KIND))
        .made();

    assertThat(made).extracting(VersionException::stratum).containsExactly(OTHER, KIND);
    assertThat(made).allSatisfy(it -> {
      assertThat(it.versionId()).isEqualTo(FIRST);
      assertThat(it.failed()).containsExactly(SECOND);
      assertThat(it.createdAt()).isEqualTo(END);
      assertThat(it.rolloutId()).isEqualTo(8);
    });
  }

  @Test
  void liftsWhatALaterVersionHasReached() {
    var mended = stable(SECOND, FOURTH, RolloutPlan.standard(), LATER, Set.of());

    var settled = settled(mended, List.of(HELD), Set.of(KIND));

    assertThat(settled.made()).isEmpty();
    assertThat(settled.lifted()).singleElement().satisfies(it -> {
      assertThat(it.exceptionId()).isEqualTo(9);
      assertThat(it.lifted().orElseThrow().rolloutId()).hasValue(8);
      assertThat(it.isKnown()).isTrue();
    });
  }

  @Test
  void leavesWhatNobodyHasSeenTheVersionOn() {
    var none = Set.<String>of();
    var segment = new Segment(Set.of(), none, none, Set.of("4.6.0"), none, none, none, none);
    var gold = new Segment(Set.of(), none, none, none, none, none, none, Set.of("gold"));
    var plan = RolloutPlan.standard();

    assertThat(List.of(
            settled(stable(SECOND, FOURTH, plan, LATER, Set.of()), List.of(HELD), Set.of(OTHER)),
            settled(stable(SECOND, FOURTH, plan, MADE, Set.of()), List.of(HELD), Set.of(KIND)),
            settled(stable(FOURTH, SECOND, plan, LATER, Set.of()), List.of(HELD), Set.of(KIND)),
            settled(
                stable(SECOND, FOURTH, plan.forSegments(List.of(segment)), LATER, Set.of()),
                List.of(HELD),
                Set.of(KIND)),
            settled(
                stable(SECOND, FOURTH, plan.forSegments(List.of(gold)), LATER, Set.of()),
                List.of(HELD),
                Set.of(KIND))))
        .containsOnly(new Settlement(List.of(), List.of()));
  }

  @Test
  void liftsWhatIsEverybodysAgain() {
    var back = stable(SECOND, FIRST, RolloutPlan.standard(), LATER, Set.of());

    assertThat(settled(back, List.of(HELD), Set.of()).lifted()).hasSize(1);
  }

  @Test
  void keepsCardsWithTheirVersionThatOneMoreFailsOn() {
    var fourth = stable(SECOND, FOURTH, RolloutPlan.standard(), LATER, Set.of(KIND));

    var settled = settled(fourth, List.of(HELD), Set.of(KIND));

    assertThat(settled.lifted()).hasSize(1);
    assertThat(settled.made()).singleElement().satisfies(it -> {
      assertThat(it.versionId()).isEqualTo(FIRST);
      assertThat(it.failed()).containsExactlyInAnyOrder(SECOND, FOURTH);
    });
  }

  @Test
  void remembersWhatARolloutHasLiftedAndForgetsWhatAPersonHas() {
    var fourth = stable(3, FOURTH, RolloutPlan.standard(), LATER, Set.of(KIND));
    var byRollout = HELD.ended(new Lifted(LATER, "gate", "", OptionalLong.of(5)));
    var byHand = HELD.ended(new Lifted(LATER, "ann", "new firmware", OptionalLong.empty()));

    assertThat(settled(fourth, List.of(byRollout), Set.of()).made().get(0).failed())
        .containsExactlyInAnyOrder(SECOND, FOURTH);
    assertThat(settled(fourth, List.of(byHand), Set.of()).made().get(0).failed())
        .containsExactly(FOURTH);
  }

  @Test
  void knowsWhenAnExceptionHeld() {
    var ended = HELD.ended(new Lifted(LATER, "ann", "", OptionalLong.empty()));

    assertThat(ended.heldAt(MADE.minusNanos(1))).isFalse();
    assertThat(ended.heldAt(MADE)).isTrue();
    assertThat(ended.heldAt(LATER)).isFalse();
    assertThat(HELD.heldAt(END)).isTrue();
  }

  @Test
  void refusesAnExceptionToAVersionThatFails() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new VersionException(
            9, 1, KIND, SECOND, Set.of(SECOND), 7, "", MADE, Optional.empty()));
  }
}
