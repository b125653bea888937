package org.opensmdp.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.opensmdp.activation.AttemptFacts;
import org.opensmdp.activation.Downloads.Begun;
import org.opensmdp.activation.NewVersion;
import org.opensmdp.activation.Operator;
import org.opensmdp.activation.Profile;
import org.opensmdp.activation.ProfileState;
import org.opensmdp.activation.ProfileType;
import org.opensmdp.activation.RspSession;
import org.opensmdp.activation.SessionTerms;
import org.opensmdp.activation.VersionState;
import org.opensmdp.activation.gate.Decision;
import org.opensmdp.activation.gate.GateTerms.Minimum;
import org.opensmdp.activation.gate.Sample;
import org.opensmdp.activation.gate.Stratum;
import org.opensmdp.activation.rollout.Candidate;
import org.opensmdp.activation.rollout.FreezeWindow;
import org.opensmdp.activation.rollout.GateJudgement;
import org.opensmdp.activation.rollout.Judgement;
import org.opensmdp.activation.rollout.Rollout;
import org.opensmdp.activation.rollout.RolloutKeeper;
import org.opensmdp.activation.rollout.RolloutObserver;
import org.opensmdp.activation.rollout.RolloutPlan;
import org.opensmdp.activation.rollout.RolloutSample;
import org.opensmdp.activation.rollout.RolloutStage;
import org.opensmdp.activation.rollout.RolloutState;
import org.opensmdp.activation.rollout.RolloutStep;
import org.opensmdp.activation.rollout.Rollouts.Moved;
import org.opensmdp.activation.rollout.Segment;
import org.opensmdp.activation.rollout.VersionChoice;
import org.opensmdp.profile.BundledTemplate;
import org.opensmdp.profile.Holes;
import org.opensmdp.profile.MetadataTexts;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.rsp.ProfileClass;

/** Staged rollouts with PostgreSQL behind: who gets what, what is counted, how a version is taken back. */
class JooqRolloutsIT {
  @RegisterExtension
  static final DatabaseOfTheClass DATABASE = new DatabaseOfTheClass();

  private static final Instant NOW = Samples.NOW;
  private static final String FIRMWARE = "66.81.2";
  private static final int STOCK = 40;

  private Stores stores;
  private Sealer sealer;
  private ProfileType type;
  private long oldVersion;
  private long newVersion;
  private Instant now = NOW;

  @BeforeEach
  void fill() {
    var emptied = DATABASE.emptied();
    stores = emptied.stores();
    sealer = emptied.sealer();
    now = NOW;
    var inventory = stores.inventory();
    var operator = inventory.add(new Operator(0, "Operator", Set.of("2.999.77")));
    var texts = new MetadataTexts(
        "Example", "Example plan", ProfileClass.TEST, List.of(), Optional.empty());
    type = inventory.add(new ProfileType(
        0,
        operator.operatorId(),
        "Plan",
        texts,
        2,
        ProfileType.Protection.SESSION_KEYS,
        4,
        3,
        Optional.of(Duration.ofDays(90))));
    oldVersion = inventory.addStableVersion(type, BundledTemplate.load());
    newVersion = inventory.addVersion(
        type,
        new NewVersion(
            BundledTemplate.load(9_000),
            Holes.NONE,
            VersionState.CANDIDATE,
            "test",
            "",
            List.of()));
    inventory.addStock(type, Samples.subscribers(1, STOCK));
  }

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

  // what the tests are told with

  /** Runs a keeper until it moves nothing any more. */
  private record RolloutKeeperLoop(RolloutKeeper keeper) {
    void runToTheEnd() {
      int rounds = 0;
      while (keeper.run() > 0) {
        assertThat(++rounds).isLessThan(20);
      }
    }
  }

  private static RolloutPlan toAll() {
    return RolloutPlan.of(List.of(
        RolloutStage.preflight(),
        RolloutStage.percent(10_000, Duration.ofHours(2), Minimum.STANDARD)));
  }

  private RolloutKeeper keeper(Judgement judgement) {
    return new RolloutKeeper(
        stores.rollouts(),
        stores.recalls(),
        stores.versions(),
        judgement,
        RolloutObserver.NONE,
        () -> now);
  }

  private static Judgement waiting() {
    return (rollout, samples, steps, baselines) -> new Decision.Wait("few");
  }

  private static Judgement good() {
    return (rollout, samples, steps, baselines) -> new Decision.Accept("60 of 60");
  }

  private static Judgement bad() {
    return (rollout, samples, steps, baselines) -> new Decision.RollBack("0 of 5");
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

  private Rollout create(RolloutPlan plan) {
    var draft = Rollout.draft(type.profileTypeId(), oldVersion, newVersion, plan, "ann", NOW);
    return stores.rollouts().create(draft, step("ann", RolloutStep.Kind.CREATED, 0));
  }

  private Rollout running(RolloutPlan plan) {
    var draft = create(plan);
    var started = draft.started("go", NOW);
    assertThat(move(draft, started)).isEqualTo(Moved.DONE);
    var running = started.preflightPassed("clean", NOW);
    assertThat(move(started, running)).isEqualTo(Moved.DONE);
    return running;
  }

  private Moved move(Rollout from, Rollout to) {
    return stores.rollouts().move(from, to, step("ann", RolloutStep.Kind.STARTED, to.stage()));
  }

  private static RolloutStep step(String actor, RolloutStep.Kind kind, int stage) {
    return new RolloutStep(NOW, actor, kind, stage, "");
  }

  private static FreezeWindow freeze(Instant from, Instant to) {
    return new FreezeWindow(0, OptionalLong.empty(), from, to, "holidays", "ann");
  }

  private Rollout find(Rollout rollout) {
    return stores.rollouts().find(rollout.rolloutId()).orElseThrow();
  }

  private static Eid card(int number) {
    return Eid.withCheckDigits("89049032%022d".formatted(number));
  }

  private static AttemptFacts facts(String firmware) {
    return new AttemptFacts(
        Optional.of("262"), "89049032", firmware, "2.2.0", "2.1.0", Optional.empty());
  }

  private static VersionChoice chosen(Stores node, int number, Eid card, String firmware) {
    var offer = node.downloads().findByMatchingId(token(number)).orElseThrow();
    var candidate = new Candidate(card, facts(firmware), "35000112", offer.tag());
    return VersionChoice.of(offer.versionId(), offer.pin(), offer.rollout(), candidate);
  }

  private static MatchingId token(int number) {
    return Samples.token(number);
  }

  /** Releases the order, lets its card in, delivers the package. */
  private VersionChoice delivered(int number, String firmware) {
    Samples.release(stores, number);
    var choice = begun(number, card(number), firmware, number);
    bound(number);
    return choice;
  }

  private VersionChoice begun(int number, Eid card, String firmware, int transaction) {
    var from = (Profile.Downloadable)
        stores.profiles().find(Samples.iccid(number)).orElseThrow().profile();
    var choice = chosen(stores, number, card, firmware);
    var begun = begin(from, choice, card, firmware, transaction);
    if (begun == Begun.NO_ROOM) {
      choice = VersionChoice.plain(oldVersion);
      begun = begin(from, choice, card, firmware, transaction);
    }
    assertThat(begun).isEqualTo(Begun.DONE);
    return choice;
  }

  private Begun begin(
      Profile.Downloadable from, VersionChoice choice, Eid card, String firmware, int transaction) {
    var to = from.authenticated(card);
    var facts =
        choice.rollout().map(it -> facts(firmware).in(it.rolloutId())).orElse(facts(firmware));
    var terms = Samples.terms(transaction, from.iccid());
    var session = new RspSession.Authenticated(new SessionTerms(
        terms.transactionId(),
        terms.iccid(),
        card,
        terms.credentialSet(),
        terms.requestDigest(),
        terms.euiccKey(),
        terms.smdpSigned2(),
        terms.smdpSignature2(),
        terms.profileMetadata(),
        false,
        Optional.empty(),
        terms.tac(),
        Optional.of(facts),
        false,
        terms.createdAt(),
        terms.expiresAt()));
    var event = Samples.event("ES9+.AuthenticateClient", from, to);
    return stores.downloads().begin(session, from, to, choice, List.of(event, event));
  }

  private void bound(int transaction) {
    var download = stores.downloads().find(Samples.transaction(transaction)).orElseThrow();
    assertThat(Samples.bind(stores, download)).isTrue();
  }

  /** Ends an attempt as a report would, one after the other. */
  private void verdict(int number, String result) {
    now = now.plusSeconds(1);
    boolean good = result.equals("SUCCESS");
    execute("update rsp_session set state = 'CLOSED', result = '" + result + "', ended_at = '" + now
        + "'" + (good ? "" : ", attribution = 'TEMPLATE', cause = 'PIR 12'")
        + " where transaction_id = '\\x" + Samples.transaction(number).octets() + "'");
    execute("update profile set state = '" + (good ? "INSTALLED" : "ERROR") + "'"
        + (good ? "" : ", failure = 'EUICC_INSUFFICIENT_MEMORY'") + " where matching_id = '"
        + token(number).text() + "'");
    execute("delete from binding where iccid = '" + Samples.iccid(number).digits() + "'");
  }

  /** What must be the same before and after: ICCID, IMSI, keys. */
  private List<Bytes> secrets() {
    return DATABASE
        .get()
        .database()
        .jooq()
        .fetch("select convert_to(iccid || imsi, 'UTF8') || subscriber from profile order by iccid")
        .map(row -> Bytes.wrap(row.get(0, byte[].class)));
  }

  private Profile.Released released(int number) {
    return (Profile.Released)
        stores.profiles().find(Samples.iccid(number)).orElseThrow().profile();
  }

  private ProfileState state(int number) {
    return stores.profiles().find(Samples.iccid(number)).orElseThrow().profile().state();
  }

  private static int count(String from) {
    return DATABASE
        .get()
        .database()
        .jooq()
        .fetchSingle("select count(*) from " + from)
        .get(0, Integer.class);
  }

  private static void execute(String statement) {
    DATABASE.get().database().jooq().execute(statement);
  }
}
