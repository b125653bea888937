package org.opensmdp.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.opensmdp.activation.Downloads.Begun;
import org.opensmdp.activation.ProfileType;
import org.opensmdp.activation.gate.GateTerms.Minimum;
import org.opensmdp.activation.gate.Sample;
import org.opensmdp.activation.gate.Stratum;
import org.opensmdp.activation.rollout.RolloutPlan;
import org.opensmdp.activation.rollout.RolloutSample;
import org.opensmdp.activation.rollout.RolloutStage;
import org.opensmdp.activation.rollout.RolloutStep;
import org.opensmdp.activation.rollout.Rollouts.Moved;
import org.opensmdp.activation.rollout.Segment;

/** Staged rollouts with PostgreSQL behind: what is stored, who gets what, what is counted. */
class JooqRolloutsIT extends RolloutsInPostgres {
  // rollouts as they are stored

  @Test
  void keepsARolloutAsItWasDrawnUp() {
    var friends = Set.of(card(1), card(2));
    var plan = RolloutPlan.of(List.of(
            RolloutStage.preflight(),
            RolloutStage.named(friends, Duration.ofMinutes(5), 2),
            RolloutStage.percent(10_000, Duration.ofHours(2), Minimum.STANDARD),
            RolloutStage.bake(Duration.ofDays(7))))
        .forSegments(List.of(Segment.EVERYBODY));

    var stored = create(plan);

    assertThat(stores.rollouts().find(stored.rolloutId())).contains(stored);
    assertThat(stored.plan()).isEqualTo(plan);
    assertThat(stores.rollouts().list(OptionalLong.of(type.profileTypeId()), 5))
        .containsExactly(stored);
    assertThat(stores.rollouts().steps(stored.rolloutId()))
        .extracting(RolloutStep::kind)
        .containsExactly(RolloutStep.Kind.CREATED);
  }

  @Test
  void movesARolloutOnlyFromWhereItWasRead() {
    var draft = create(toAll());
    var started = draft.started("go", NOW);

    assertThat(move(draft, started)).isEqualTo(Moved.DONE);
    assertThat(move(draft, started)).isEqualTo(Moved.CHANGED_MEANWHILE);
    assertThat(stores.rollouts().steps(draft.rolloutId())).hasSize(2);
  }

  @Test
  void letsOneRolloutOfATypeRun() {
    var first = create(toAll());
    var second = create(toAll());

    assertThat(move(first, first.started("go", NOW))).isEqualTo(Moved.DONE);
    assertThat(move(second, second.started("go", NOW))).isEqualTo(Moved.ANOTHER_IS_UNDER_WAY);
  }

  @Test
  void keepsACalendarOfFreezes() {
    var window = stores.rollouts().freeze(freeze(NOW, NOW.plusSeconds(60)));

    assertThat(stores.rollouts().freezes(NOW)).containsExactly(window);
    assertThat(stores.rollouts().freezes(NOW.plusSeconds(60))).isEmpty();
    assertThat(stores.rollouts().lift(window.freezeId())).isTrue();
    assertThat(stores.rollouts().lift(window.freezeId())).isFalse();
  }

  // who gets which version

  @Test
  void givesACardTheSameVersionOnEveryNode() {
    running(RolloutPlan.of(List.of(
        RolloutStage.preflight(),
        RolloutStage.percent(5_000, Duration.ZERO, Minimum.STANDARD),
        RolloutStage.percent(10_000, Duration.ZERO, Minimum.STANDARD))));
    Samples.release(stores, 1);
    var other = Stores.of(DATABASE.get().database(), sealer, "node-2");

    for (int i = 0; i < 20; i++) {
      var card = card(i);
      var chosen = chosen(stores, 1, card, FIRMWARE).versionId();
      for (int again = 0; again < 50; again++) {
        assertThat(chosen(again % 2 == 0 ? stores : other, 1, card, FIRMWARE).versionId())
            .isEqualTo(chosen);
      }
    }
  }

  @Test
  void leavesAnOrderTheVersionThatItWasBegunWith() {
    Samples.release(stores, 1);
    begun(1, card(1), FIRMWARE, 1);
    running(toAll());

    assertThat(chosen(stores, 1, card(1), FIRMWARE).versionId()).isEqualTo(oldVersion);
  }

  @Test
  void asksTheTagOfAnOrder() {
    var none = Set.<String>of();
    running(toAll()
        .forSegments(
            List.of(new Segment(Set.of(), none, none, none, none, none, none, Set.of("gold")))));
    Samples.release(stores, 1);

    assertThat(chosen(stores, 1, card(1), FIRMWARE).versionId()).isEqualTo(oldVersion);
    assertThat(stores.rollouts().tag(Samples.iccid(1), Optional.of("gold"))).isTrue();
    assertThat(chosen(stores, 1, card(1), FIRMWARE).versionId()).isEqualTo(newVersion);
  }

  @Test
  void letsOnlyAFewUndecidedAttemptsIn() {
    running(toAll());

    for (int i = 1; i <= 5; i++) {
      assertThat(delivered(i, FIRMWARE).versionId()).isEqualTo(newVersion);
    }

    assertThat(delivered(6, FIRMWARE).versionId()).isEqualTo(oldVersion);
    verdict(1, "SUCCESS");
    keeper(waiting()).run();
    assertThat(delivered(7, FIRMWARE).versionId()).isEqualTo(newVersion);
  }

  @Test
  void neverLetsMoreInThanMayBeWhoeverComesAtOneTime() {
    var rollout = running(toAll());
    for (int i = 1; i <= 20; i++) {
      Samples.release(stores, i);
    }

    var all = new ArrayList<CompletableFuture<Void>>();
    for (int i = 1; i <= 20; i++) {
      int number = i;
      all.add(CompletableFuture.runAsync(() -> begun(number, card(number), FIRMWARE, number)));
    }
    all.forEach(CompletableFuture::join);

    assertThat(count("rsp_session where rollout_id = " + rollout.rolloutId())).isEqualTo(5);
  }

  @Test
  void beginsNothingWithAVersionThatWasWithdrawnMeanwhile() {
    running(toAll());
    var released = Samples.release(stores, 1);
    var choice = chosen(stores, 1, card(1), FIRMWARE);
    execute(
        "update profile_version set state = 'WITHDRAWN' where profile_version_id = " + newVersion);

    assertThat(begin(released, choice, card(1), FIRMWARE, 1)).isEqualTo(Begun.CHANGED_MEANWHILE);
    assertThat(chosen(stores, 1, card(1), FIRMWARE).versionId()).isEqualTo(newVersion);
  }

  @Test
  void beginsNothingForARolloutThatHasMovedMeanwhile() {
    var rollout = running(toAll());
    var released = Samples.release(stores, 1);
    var choice = chosen(stores, 1, card(1), FIRMWARE);
    move(rollout, rollout.paused("lunch", NOW));

    assertThat(begin(released, choice, card(1), FIRMWARE, 1)).isEqualTo(Begun.CHANGED_MEANWHILE);
    assertThat(chosen(stores, 1, card(1), FIRMWARE).versionId()).isEqualTo(oldVersion);
  }

  // what is counted

  @Test
  void countsEveryVerdictOnceAndInItsOrder() {
    var rollout = running(toAll());
    for (int i = 1; i <= 4; i++) {
      delivered(i, FIRMWARE);
    }
    delivered(5, "1.2.3");
    for (int i = 5; i >= 1; i--) {
      verdict(i, i == 3 ? "FAILURE" : "SUCCESS");
    }

    keeper(waiting()).run();
    keeper(waiting()).run(); // as one that starts after the first was killed

    var samples = stores.rollouts().samples(rollout.rolloutId());
    assertThat(samples).extracting(RolloutSample::position).containsExactly(1, 2, 3, 4, 5);
    assertThat(samples)
        .extracting(RolloutSample::transactionId)
        .containsExactly(
            Samples.transaction(5),
            Samples.transaction(4),
            Samples.transaction(3),
            Samples.transaction(2),
            Samples.transaction(1));
    assertThat(samples.get(2).sample().cause()).isEqualTo("PIR 12");
    assertThat(samples.get(0).sample().stratum().firmware()).isEqualTo("1.2.3");
    assertThat(samples).extracting(it -> it.sample().arm()).containsOnly(Sample.Arm.NEW);
    assertThat(find(rollout).verdicts()).isEqualTo(5);
    assertThat(find(rollout).epoch()).isEqualTo(rollout.epoch());
  }

  @Test
  void countsTheStableVersionBesideIt() {
    Samples.release(stores, 1);
    begun(1, card(1), FIRMWARE, 1);
    bound(1);
    var rollout = running(toAll());
    verdict(1, "SUCCESS");

    keeper(waiting()).run();

    assertThat(stores.rollouts().samples(rollout.rolloutId()))
        .extracting(it -> it.sample().arm())
        .containsExactly(Sample.Arm.STABLE);
    var baseline =
        stores.rollouts().baselines(oldVersion, NOW.plusSeconds(600), Duration.ofDays(1));
    assertThat(baseline)
        .hasEntrySatisfying(
            new Stratum("89049032", FIRMWARE, "2.1.0"),
            it -> assertThat(it.successes()).isEqualTo(1));
    assertThat(stores.rollouts().baselines(newVersion, NOW.plusSeconds(600), Duration.ofDays(1)))
        .isEmpty();
  }

  @Test
  void changesNoTypeWhileOneOfItsRolloutsIsUnderWay() {
    var administration = stores.administration();
    var rollout = running(toAll());

    assertThat(administration.change(type.with(ProfileType.Rebinding.REFUSE))).isFalse();
    assertThat(stores.inventory().findType("Plan").orElseThrow().rebinding())
        .isEqualTo(ProfileType.Rebinding.ALLOW);

    assertThat(move(find(rollout), find(rollout).paused("why", NOW))).isEqualTo(Moved.DONE);
    assertThat(administration.change(type.with(ProfileType.Rebinding.REFUSE))).isFalse();
  }
}
