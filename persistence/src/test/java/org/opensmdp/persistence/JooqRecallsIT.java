package org.opensmdp.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.opensmdp.activation.ProfileState;
import org.opensmdp.activation.VersionState;
import org.opensmdp.activation.gate.Decision;
import org.opensmdp.activation.gate.GateTerms.Minimum;
import org.opensmdp.activation.gate.Stratum;
import org.opensmdp.activation.rollout.GateJudgement;
import org.opensmdp.activation.rollout.RolloutPlan;
import org.opensmdp.activation.rollout.RolloutStage;
import org.opensmdp.activation.rollout.RolloutState;
import org.opensmdp.activation.rollout.RolloutStep;

/** What a keeper does to rollouts with PostgreSQL behind: how a version is taken back, and how it goes on. */
class JooqRecallsIT extends RolloutsInPostgres {
  // taking back

  @Test
  void takesBackAVersionThatAlwaysFails() {
    var rollout = running(toAll());
    for (int i = 1; i <= 5; i++) {
      delivered(i, FIRMWARE);
    }
    var before = secrets();
    for (int i = 1; i <= 5; i++) {
      verdict(i, "FAILURE");
    }

    new RolloutKeeperLoop(keeper(new GateJudgement())).runToTheEnd();

    assertThat(find(rollout).state()).isEqualTo(RolloutState.ROLLED_BACK);
    assertThat(find(rollout).locked()).isTrue();
    assertThat(stores.versions().list(type))
        .extracting(it -> it.state())
        .containsExactly(VersionState.WITHDRAWN, VersionState.STABLE);
    for (int i = 1; i <= 5; i++) {
      var order = released(i);
      assertThat(order.order().downloadAttempts()).isZero();
      assertThat(order.order().eid()).contains(card(i));
      assertThat(chosen(stores, i, card(i), FIRMWARE).versionId()).isEqualTo(oldVersion);
    }
    assertThat(count("binding")).isZero();
    assertThat(secrets()).isEqualTo(before);
    assertThat(
            count("incident where opened_by = 'GATE' and cause = 'ROLLOUT' and source = 'rollout "
                + rollout.rolloutId() + "' and title = 'Version Plan/2 was rolled back'"
                + " and description like '%different between%'"))
        .isEqualTo(1);
    assertThat(count("incident_order")).isEqualTo(5);
    assertThat(
            count("activation_event where function = 'Rollout.RollBack' and progress_point = 110"))
        .isEqualTo(5);
  }

  @Test
  void armsAnOrderOnceForOneRollout() {
    running(toAll());
    delivered(1, FIRMWARE);
    verdict(1, "FAILURE");
    keeper(bad()).run();
    assertThat(released(1).order().downloadAttempts()).isZero();
    execute("update profile set state = 'ERROR', failure = 'DOWNLOAD_ORDER_EXPIRED'"
        + " where matching_id = 'TOKEN-1'");

    keeper(bad()).run();

    assertThat(state(1)).isEqualTo(ProfileState.ERROR);
    assertThat(count("activation_event where progress_point = 110")).isEqualTo(1);
  }

  @Test
  void armsOrdersWhoseReportComesLate() {
    running(toAll());
    delivered(1, FIRMWARE);
    keeper(bad()).run();
    assertThat(state(1)).isEqualTo(ProfileState.DOWNLOADED);
    verdict(1, "FAILURE");

    keeper(bad()).run();

    assertThat(released(1).order().downloadAttempts()).isZero();
  }

  @Test
  void leavesOrdersThatFailedByTheirUsers() {
    running(toAll());
    delivered(1, FIRMWARE);
    verdict(1, "FAILURE");
    execute("update rsp_session set attribution = 'DEVICE'");

    keeper(bad()).run();

    assertThat(state(1)).isEqualTo(ProfileState.ERROR);
  }

  @Test
  void leavesToPeopleWhatMayNotComeAgain() {
    var rollout = running(toAll());
    delivered(1, FIRMWARE);
    verdict(1, "FAILURE");
    execute("update profile set rearmed = 3 where matching_id = 'TOKEN-1'");

    keeper(bad()).run();

    assertThat(state(1)).isEqualTo(ProfileState.ERROR);
    assertThat(stores.recalls().left(rollout.rolloutId()))
        .singleElement()
        .satisfies(left -> assertThat(left.why()).contains("3 times"));
  }

  @Test
  void recallsOpenSessionsAndWhatWasBoundInThem() {
    running(toAll());
    Samples.release(stores, 1);
    begun(1, card(1), FIRMWARE, 1);
    delivered(2, FIRMWARE);
    var before = stores.downloads().find(Samples.transaction(1)).orElseThrow();

    keeper(bad()).run();

    assertThat(stores.downloads().find(Samples.transaction(1)).orElseThrow())
        .satisfies(it -> assertThat(it.session().terms().recalled()).isTrue());
    assertThat(Samples.bind(stores, before)).isFalse(); // who has read it before is too late
    assertThat(stores.downloads().find(Samples.transaction(2)).orElseThrow().binding())
        .isEmpty();
    assertThat(
            stores.downloads().findByMatchingId(Samples.token(2)).orElseThrow().boundBefore())
        .isEmpty();
  }

  @Test
  void listsWhatIsInstalledOfABadVersion() {
    var rollout = running(toAll());
    delivered(1, FIRMWARE);
    verdict(1, "SUCCESS");

    keeper(bad()).run();

    assertThat(state(1)).isEqualTo(ProfileState.INSTALLED);
    assertThat(stores.recalls().installed(rollout.rolloutId()))
        .singleElement()
        .satisfies(it -> assertThat(it.eid()).isEqualTo(card(1).digits()));
  }

  @Test
  void takesAVersionFromOneKindOfCard() {
    var rollout = running(toAll());
    delivered(1, FIRMWARE);
    delivered(2, "9.9.9");
    delivered(3, FIRMWARE);
    verdict(1, "FAILURE");
    verdict(2, "FAILURE");
    var stratum = new Stratum("89049032", FIRMWARE, "2.1.0");

    var keeper = keeper((it, samples, steps, baselines) -> it.quarantined().isEmpty()
        ? new Decision.Quarantine(stratum, "fails on it alone")
        : new Decision.Wait(""));
    new RolloutKeeperLoop(keeper).runToTheEnd();

    assertThat(find(rollout).state()).isEqualTo(RolloutState.RUNNING);
    assertThat(find(rollout).quarantined()).containsExactly(stratum);
    assertThat(released(1).order().downloadAttempts()).isZero();
    assertThat(state(2)).isEqualTo(ProfileState.ERROR);
    assertThat(chosen(stores, 1, card(1), FIRMWARE).versionId()).isEqualTo(oldVersion);
    assertThat(chosen(stores, 3, card(3), FIRMWARE).versionId()).isEqualTo(oldVersion);
    Samples.release(stores, 4);
    assertThat(chosen(stores, 4, card(4), FIRMWARE).versionId()).isEqualTo(oldVersion);
    assertThat(chosen(stores, 4, card(4), "9.9.9").versionId()).isEqualTo(newVersion);
    assertThat(stores.versions().list(type).get(0).state()).isEqualTo(VersionState.CANDIDATE);
    assertThat(count("incident")).isEqualTo(1);
  }

  @Test
  void isDoneOnceHoweverManyNodesAreAtIt() {
    var rollout = running(toAll());
    for (int i = 1; i <= 5; i++) {
      delivered(i, FIRMWARE);
      verdict(i, "FAILURE");
    }

    var nodes = new ArrayList<CompletableFuture<Void>>();
    for (int i = 0; i < 3; i++) {
      nodes.add(
          CompletableFuture.runAsync(() -> new RolloutKeeperLoop(keeper(bad())).runToTheEnd()));
    }
    nodes.forEach(CompletableFuture::join);

    assertThat(find(rollout).state()).isEqualTo(RolloutState.ROLLED_BACK);
    assertThat(count("incident")).isEqualTo(1);
    assertThat(count("rollout_sample")).isEqualTo(5);
    assertThat(count("rollout_order where outcome = 'REARMED'")).isEqualTo(5);
    assertThat(count("activation_event where progress_point = 110")).isEqualTo(5);
    assertThat(stores.rollouts().steps(rollout.rolloutId()))
        .filteredOn(step -> step.kind() == RolloutStep.Kind.ROLLED_BACK)
        .hasSize(2);
  }

  @Test
  void rollsBackForAPackageThatContradictsItself() {
    var rollout = running(toAll());
    delivered(1, FIRMWARE);
    execute("insert into activation_event (happened_at, function, iccid, transaction_id, status,"
        + " detail, node, duration_us) select created_at, 'Handoff', iccid, transaction_id,"
        + " 'MISMATCH', 'H8: another package', 'n', 0 from rsp_session");

    new RolloutKeeperLoop(keeper(waiting())).runToTheEnd();

    assertThat(find(rollout).state()).isEqualTo(RolloutState.ROLLED_BACK);
    assertThat(find(rollout).why()).contains("H8");
  }

  // going on

  @Test
  void goesOnWhenTheGateAcceptsAndNobodyHasToBeAsked() {
    var rollout = running(RolloutPlan.of(List.of(
        RolloutStage.preflight(),
        RolloutStage.percent(1_000, Duration.ofHours(2), Minimum.STANDARD),
        RolloutStage.percent(10_000, Duration.ZERO, Minimum.STANDARD),
        RolloutStage.bake(Duration.ofDays(7)))));
    var keeper = new RolloutKeeperLoop(keeper(good()));

    keeper.runToTheEnd();
    assertThat(find(rollout).stage()).isEqualTo(1);
    now = NOW.plus(Duration.ofHours(2));
    keeper.runToTheEnd();
    assertThat(find(rollout).stage()).isEqualTo(1); // a second person is missing

    assertThat(stores.rollouts().note(find(rollout), step("bob", RolloutStep.Kind.APPROVED, 2)))
        .isTrue();
    var window = stores.rollouts().freeze(freeze(NOW, now.plusSeconds(60)));
    keeper.runToTheEnd();
    assertThat(find(rollout).stage()).isEqualTo(1); // the calendar says no
    stores.rollouts().lift(window.freezeId());

    keeper.runToTheEnd();
    assertThat(find(rollout).state()).isEqualTo(RolloutState.COMPLETE);
    now = now.plus(Duration.ofDays(7));
    keeper.runToTheEnd();
    assertThat(find(rollout).state()).isEqualTo(RolloutState.STABLE);
    assertThat(stores.versions().list(type))
        .extracting(it -> it.state())
        .containsExactly(VersionState.STABLE, VersionState.CANDIDATE);
    assertThat(count("profile_version where stable_since is not null and profile_version_id = "
            + newVersion))
        .isEqualTo(1);
  }

  @Test
  void waitsForPeopleWhenTheEvidenceIsMuddy() {
    var rollout = running(toAll());

    keeper((it, samples, steps, baselines) -> new Decision.Freeze("many cancel"))
        .run();
    new RolloutKeeperLoop(keeper(good())).runToTheEnd();

    assertThat(find(rollout).state()).isEqualTo(RolloutState.PAUSED);
    assertThat(find(rollout).locked()).isTrue();
    Samples.release(stores, 1);
    assertThat(chosen(stores, 1, card(1), FIRMWARE).versionId()).isEqualTo(oldVersion);
  }
}
