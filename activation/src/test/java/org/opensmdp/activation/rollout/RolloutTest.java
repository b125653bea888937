package org.opensmdp.activation.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.opensmdp.activation.gate.GateTerms.Minimum;
import org.opensmdp.activation.gate.Stratum;

/** The moves of a rollout. */
class RolloutTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Rollout DRAFT = Rollout.draft(1, 10, 11, RolloutPlan.standard(), "ann", NOW);
  private static final Rollout RUNNING = DRAFT.started("go", NOW).preflightPassed("120 cards", NOW);

  @Test
  void goesThroughAllStagesToStable() {
    var rollout = RUNNING;
    for (int stage = 1; stage <= 5; stage++) {
      assertThat(rollout.state()).isEqualTo(RolloutState.RUNNING);
      assertThat(rollout.stage()).isEqualTo(stage);
      rollout = rollout.advanced("accepted", NOW.plusSeconds(stage));
    }

    assertThat(rollout.state()).isEqualTo(RolloutState.COMPLETE);
    assertThat(rollout.current().kind()).isEqualTo(RolloutStage.Kind.BAKE);
    var stable = rollout.stabilised("clean", NOW.plusSeconds(9));
    assertThat(stable.state()).isEqualTo(RolloutState.STABLE);
    assertThat(stable.endedAt()).contains(NOW.plusSeconds(9));
    assertThat(stable.epoch()).isEqualTo(9);
  }

  @Test
  void refusesMovesThatItsStateDoesNotAllow() {
    var rolledBack = RUNNING.rollingBack("bad", NOW).rolledBack(NOW);

    refused(() -> DRAFT.advanced("", NOW));
    refused(() -> DRAFT.paused("", NOW));
    refused(() -> DRAFT.rollingBack("", NOW));
    refused(() -> RUNNING.started("", NOW));
    refused(() -> RUNNING.resumed("", NOW));
    refused(() -> RUNNING.stabilised("", NOW));
    refused(() -> RUNNING.rejected("", NOW));
    refused(() -> rolledBack.resumed("", NOW));
    refused(() -> rolledBack.rollingBack("", NOW));
    refused(() -> DRAFT.started("", NOW).rejected("a pack failed", NOW).started("", NOW));
  }

  private static void refused(Runnable move) {
    assertThatExceptionOfType(IllegalRolloutMove.class).isThrownBy(move::run);
  }

  @Test
  void isLockedByAFreezeUntilSomebodyResumesIt() {
    var frozen = RUNNING.frozen("muddy", NOW);

    assertThat(frozen.state()).isEqualTo(RolloutState.PAUSED);
    assertThat(frozen.locked()).isTrue();
    var resumed = frozen.resumed("looked", NOW.plusSeconds(60));
    assertThat(resumed.state()).isEqualTo(RolloutState.RUNNING);
    assertThat(resumed.locked()).isFalse();
    assertThat(resumed.stage()).isEqualTo(1);
  }

  @Test
  void goesOnBakingAfterAPause() {
    var baking = RUNNING;
    while (baking.state() == RolloutState.RUNNING) {
      baking = baking.advanced("", NOW);
    }

    assertThat(baking.paused("", NOW).resumed("", NOW).state()).isEqualTo(RolloutState.COMPLETE);
  }

  @Test
  void keepsWhatWasQuarantinedOverAllMoves() {
    var stratum = new Stratum("89049032", "66.81.2", "2.1.0");

    var rollout = RUNNING.quarantining(stratum, "fails", NOW).advanced("", NOW).paused("", NOW);

    assertThat(rollout.quarantined()).containsExactly(stratum);
  }

  @Test
  void refusesPlansThatMakeNoSense() {
    var all = RolloutStage.percent(10_000, Duration.ZERO, Minimum.STANDARD);
    var half = RolloutStage.percent(5_000, Duration.ZERO, Minimum.STANDARD);

    badPlan(List.of(all));
    badPlan(List.of(RolloutStage.preflight(), half));
    badPlan(List.of(RolloutStage.preflight(), all, half));
    badPlan(List.of(RolloutStage.preflight(), RolloutStage.bake(Duration.ZERO), all));
    badPlan(List.of(RolloutStage.preflight(), RolloutStage.preflight(), all));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RolloutStage.percent(0, Duration.ZERO, Minimum.STANDARD));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RolloutStage.named(Set.of(), Duration.ZERO, 1));
  }

  private static void badPlan(List<RolloutStage> stages) {
    assertThatIllegalArgumentException().isThrownBy(() -> RolloutPlan.of(stages));
  }

  @Test
  void asksASecondPersonAboveAQuarter() {
    var owner = new RolloutStep(NOW, "ann", RolloutStep.Kind.APPROVED, 4, "");
    var other = new RolloutStep(NOW, "bob", RolloutStep.Kind.APPROVED, 4, "");
    var another = new RolloutStep(NOW, "bob", RolloutStep.Kind.APPROVED, 5, "");
    var gate = new RolloutStep(NOW, RolloutStep.GATE, RolloutStep.Kind.APPROVED, 4, "");

    assertThat(Approval.isGiven(RUNNING, 3, List.of())).isTrue();
    assertThat(Approval.isGiven(RUNNING, 4, List.of(owner, another, gate))).isFalse();
    assertThat(Approval.isGiven(RUNNING, 4, List.of(owner, other))).isTrue();
  }

  @Test
  void letsFewUndecidedAttemptsInUntilMoreIsKnown() {
    var limit = new ExposureLimit(5, 60);

    assertThat(limit.at(0)).hasValue(5);
    assertThat(limit.at(5)).hasValue(5);
    assertThat(limit.at(20)).hasValue(20);
    assertThat(limit.at(60)).isEmpty();
  }

  @Test
  void cutsLongReasons() {
    assertThat(RUNNING.paused("x".repeat(900), NOW).why()).hasSize(500);
    assertThat(Optional.of(RolloutStep.Kind.ROLLED_BACK.word()).map(RolloutStep.Kind::of))
        .contains(RolloutStep.Kind.ROLLED_BACK);
  }
}
