package org.opensmdp.activation.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.opensmdp.activation.AttemptFacts;
import org.opensmdp.activation.Region;
import org.opensmdp.activation.gate.GateTerms.Minimum;
import org.opensmdp.activation.gate.Stratum;
import org.opensmdp.activation.rollout.VersionChoice.Pin;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.RspException;
import org.opensmdp.rsp.StatusCode;

/** Who gets which version. */
class VersionChoiceTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final long OLD = 10;
  private static final long NEW = 11;
  private static final Eid FRIEND = card(77_777);

  private static Rollout rollout(RolloutPlan plan) {
    return new Rollout(
        7,
        1,
        OLD,
        NEW,
        RolloutState.RUNNING,
        1,
        3,
        plan,
        Set.of(),
        false,
        "ann",
        "",
        100,
        NOW,
        Optional.of(NOW),
        NOW,
        Optional.empty());
  }

  private static RolloutPlan plan() {
    return RolloutPlan.of(List.of(
        RolloutStage.preflight(),
        RolloutStage.named(Set.of(FRIEND), Duration.ZERO, 1),
        RolloutStage.percent(2_000, Duration.ZERO, Minimum.STANDARD),
        RolloutStage.percent(10_000, Duration.ZERO, Minimum.STANDARD)));
  }

  private static Rollout atTwenty() {
    return rollout(plan()).advanced("", NOW);
  }

  private static Eid card(int number) {
    return Eid.withCheckDigits("89049032%022d".formatted(number));
  }

  private static Candidate candidate(Eid eid) {
    var facts = new AttemptFacts(
        Optional.of("262"), "89049032", "66.81.2", "2.2.0", "2.1.0", Optional.empty());
    return new Candidate(eid, facts, "35550607", Optional.of("gold"));
  }

  private static long chosen(Rollout rollout, Eid eid) {
    return VersionChoice.of(OLD, Pin.NONE, Optional.of(rollout), candidate(eid)).versionId();
  }

  @Test
  void givesOneCardOneVersionHoweverOftenItAsks() {
    var rollout = atTwenty();

    var all = IntStream.range(0, 50).mapToObj(VersionChoiceTest::card).toList();

    for (var eid : all) {
      var first = chosen(rollout, eid);
      assertThat(IntStream.range(0, 1_000).mapToLong(i -> chosen(rollout, eid)))
          .containsOnly(first);
    }
  }

  @Test
  void givesAStageItsShare() {
    var rollout = atTwenty();

    long given =
        IntStream.range(0, 10_000).filter(i -> chosen(rollout, card(i)) == NEW).count();

    assertThat(given).isBetween(1_850L, 2_150L);
  }

  @Test
  void takesTheVersionFromNobodyWhenTheShareGrows() {
    var twenty = atTwenty();
    var all = twenty.advanced("", NOW);

    assertThat(IntStream.range(0, 200).mapToObj(VersionChoiceTest::card))
        .allSatisfy(eid -> assertThat(chosen(all, eid)).isEqualTo(NEW));
  }

  @Test
  void knowsThePlaceOfACardForEver() {
    assertThat(VersionChoice.place(7, card(1))).isEqualTo(VersionChoice.place(7, card(1)));
    assertThat(IntStream.range(0, 100).map(i -> VersionChoice.place(i, card(1))).distinct())
        .hasSizeGreaterThan(90);
  }

  @Test
  void givesNamedCardsTheVersionFirst() {
    var named = rollout(plan());

    assertThat(chosen(named, FRIEND)).isEqualTo(NEW);
    assertThat(IntStream.range(0, 100).mapToLong(i -> chosen(named, card(i)))).containsOnly(OLD);
    assertThat(chosen(atTwenty(), FRIEND)).isEqualTo(NEW);
  }

  @Test
  void leavesAnOrderWhatItHas() {
    var all = atTwenty().advanced("", NOW);

    var held = VersionChoice.of(OLD, Pin.HELD, Optional.of(all), candidate(FRIEND));
    var ofThis = VersionChoice.of(NEW, Pin.HELD, Optional.of(all), candidate(FRIEND));

    assertThat(held).isEqualTo(VersionChoice.plain(OLD));
    assertThat(ofThis.versionId()).isEqualTo(NEW);
    assertThat(ofThis.rollout()).isPresent();
    assertThat(ofThis.exposure()).isEmpty();
  }

  @Test
  void takesAQuarantinedVersionEvenFromOrdersThatHaveIt() {
    var stratum = new Stratum("89049032", "66.81.2", "2.1.0");
    var all = atTwenty().advanced("", NOW).quarantining(stratum, "bad", NOW);

    var held = VersionChoice.of(NEW, Pin.HELD, Optional.of(all), candidate(FRIEND));

    assertThat(held.versionId()).isEqualTo(OLD);
    assertThat(held.repins()).isTrue();
    assertThat(held.rollout()).isEmpty();
    assertThat(chosen(all, FRIEND)).isEqualTo(OLD);
  }

  @Test
  void givesNobodyNewAVersionWhileItIsPaused() {
    var paused = atTwenty().advanced("", NOW).paused("lunch", NOW);

    var held = VersionChoice.of(NEW, Pin.HELD, Optional.of(paused), candidate(FRIEND));

    assertThat(chosen(paused, FRIEND)).isEqualTo(OLD);
    assertThat(held.versionId()).isEqualTo(NEW);
  }

  @Test
  void pinsAnOrderAnewWhoseVersionWasWithdrawn() {
    var choice = VersionChoice.of(OLD, Pin.WITHDRAWN, Optional.empty(), candidate(FRIEND));

    assertThat(choice.versionId()).isEqualTo(OLD);
    assertThat(choice.repins()).isTrue();
  }

  @Test
  void limitsAttemptsWhileLittleIsKnown() {
    var known = Optional.of(atTwenty().advanced("", NOW).counting(0));

    var choice = VersionChoice.of(OLD, Pin.NONE, known, candidate(FRIEND));

    assertThat(choice.versionId()).isEqualTo(NEW);
    assertThat(choice.exposure()).hasValue(5);
  }

  @Test
  void leavesReadyMadePackagesAlone() {
    var all = Optional.of(atTwenty().advanced("", NOW));

    assertThat(VersionChoice.of(0, Pin.NONE, all, candidate(FRIEND)))
        .isEqualTo(VersionChoice.plain(0));
  }

  @Test
  void asksEverySegmentForEverythingItNames() {
    var nothing = Set.<String>of();
    var europe = Set.of(Region.EUROPE);
    var own = List.of(
        new Segment(europe, nothing, nothing, nothing, nothing, nothing, nothing, nothing),
        new Segment(Set.of(), Set.of("262"), nothing, nothing, nothing, nothing, nothing, nothing),
        new Segment(
            Set.of(), nothing, Set.of("89049032"), nothing, nothing, nothing, nothing, nothing),
        new Segment(
            Set.of(), nothing, nothing, Set.of("66.81.2"), nothing, nothing, nothing, nothing),
        new Segment(
            Set.of(), nothing, nothing, nothing, Set.of("2.2.0"), nothing, nothing, nothing),
        new Segment(
            Set.of(), nothing, nothing, nothing, nothing, Set.of("2.1.0"), nothing, nothing),
        new Segment(
            Set.of(), nothing, nothing, nothing, nothing, nothing, Set.of("35550607"), nothing),
        new Segment(
            Set.of(), nothing, nothing, nothing, nothing, nothing, nothing, Set.of("gold")));
    var other = List.of(
        new Segment(
            Set.of(Region.AFRICA), nothing, nothing, nothing, nothing, nothing, nothing, nothing),
        new Segment(europe, Set.of("208"), nothing, nothing, nothing, nothing, nothing, nothing),
        new Segment(
            Set.of(), nothing, Set.of("89049033"), nothing, nothing, nothing, nothing, nothing),
        new Segment(
            Set.of(), nothing, nothing, Set.of("66.81.3"), nothing, nothing, nothing, nothing),
        new Segment(
            Set.of(), nothing, nothing, nothing, Set.of("2.3.0"), nothing, nothing, nothing),
        new Segment(
            Set.of(), nothing, nothing, nothing, nothing, Set.of("2.3.0"), nothing, nothing),
        new Segment(
            Set.of(), nothing, nothing, nothing, nothing, nothing, Set.of("35550608"), nothing),
        new Segment(
            Set.of(), nothing, nothing, nothing, nothing, nothing, nothing, Set.of("silver")));

    assertThat(own).allSatisfy(segment -> assertThat(chosenIn(segment)).isEqualTo(NEW));
    assertThat(other).allSatisfy(segment -> assertThat(chosenIn(segment)).isEqualTo(OLD));
  }

  private static long chosenIn(Segment segment) {
    var all = rollout(plan().forSegments(List.of(segment))).advanced("", NOW).advanced("", NOW);
    return chosen(all, card(5));
  }

  // exceptions: the stable version is NEWER by now, and these cards stay with OLD

  private static final long NEWER = 12;
  private static final long MENDED = 13;
  private static final Stratum KIND = new Stratum("89049032", "66.81.2", "2.1.0");

  private static Excepted excepted(OptionalLong instead) {
    return new Excepted(KIND, instead, Set.of(NEWER), NOW);
  }

  private static VersionChoice chosen(long version, Pin pin, Optional<Rollout> rollout) {
    var exceptions = List.of(
        new Excepted(
            new Stratum("89049032", "4.6.0", "2.3.1"), OptionalLong.of(99), Set.of(NEWER), NOW),
        excepted(OptionalLong.of(OLD)));
    return VersionChoice.of(version, pin, rollout, exceptions, candidate(FRIEND));
  }

  private static Optional<Rollout> toAll(long version, Instant drawnUp) {
    var draft = Rollout.draft(1, NEWER, version, plan(), "ann", drawnUp);
    return Optional.of(draft
        .started("", NOW)
        .preflightPassed("", NOW)
        .advanced("", NOW)
        .advanced("", NOW)
        .counting(100));
  }

  @Test
  void givesAnExceptedCardItsOwnVersionWhereOthersGetTheStableOne() {
    assertThat(chosen(NEWER, Pin.NONE, Optional.empty())).isEqualTo(VersionChoice.plain(OLD));
    assertThat(chosen(NEWER, Pin.WITHDRAWN, Optional.empty()).versionId()).isEqualTo(OLD);
    assertThat(chosen(NEWER, Pin.WITHDRAWN, Optional.empty()).repins()).isTrue();
  }

  @Test
  void takesTheVersionThatFailsFromAnOrderThatHasItAndNoOther() {
    var taken = chosen(NEWER, Pin.HELD, Optional.empty());

    assertThat(taken.versionId()).isEqualTo(OLD);
    assertThat(taken.repins()).isTrue();
    assertThat(chosen(7, Pin.HELD, Optional.empty())).isEqualTo(VersionChoice.plain(7));
  }

  @Test
  void letsARolloutReachExceptedCardsThatWasDrawnUpLater() {
    var before = chosen(NEWER, Pin.NONE, toAll(MENDED, NOW));
    var later = chosen(NEWER, Pin.NONE, toAll(MENDED, NOW.plusSeconds(1)));

    assertThat(before).isEqualTo(VersionChoice.plain(OLD));
    assertThat(later.versionId()).isEqualTo(MENDED);
    assertThat(later.rollout()).isPresent();
  }

  @Test
  void neverGivesAVersionThatIsKnownToFailThoughItIsRolledOutAgain() {
    var again = Optional.of(Rollout.draft(1, OLD, NEWER, plan(), "ann", NOW.plusSeconds(1))
        .started("", NOW)
        .preflightPassed("", NOW)
        .advanced("", NOW)
        .advanced("", NOW));

    assertThat(chosen(OLD, Pin.NONE, again)).isEqualTo(VersionChoice.plain(OLD));
    assertThat(chosen(NEWER, Pin.HELD, again).versionId()).isEqualTo(OLD);
  }

  @Test
  void keepsExceptedCardsWithTheirOwnVersionWhenOneMoreFailsOnThem() {
    var quarantined =
        toAll(MENDED, NOW.plusSeconds(1)).map(it -> it.quarantining(KIND, "bad", NOW));

    assertThat(chosen(NEWER, Pin.NONE, quarantined).versionId()).isEqualTo(OLD);
    assertThat(chosen(MENDED, Pin.HELD, quarantined))
        .isEqualTo(new VersionChoice(OLD, Optional.empty(), OptionalInt.empty(), true));
  }

  @Test
  void leavesCardsThatASegmentDoesNotNameWithTheirException() {
    var nothing = Set.<String>of();
    var others = new Segment(
        Set.of(), nothing, nothing, Set.of("4.6.0"), nothing, nothing, nothing, nothing);
    var rollout = Rollout.draft(
            1, NEWER, MENDED, plan().forSegments(List.of(others)), "ann", NOW.plusSeconds(1))
        .started("", NOW)
        .preflightPassed("", NOW);

    assertThat(chosen(NEWER, Pin.NONE, Optional.of(rollout)).versionId()).isEqualTo(OLD);
  }

  @Test
  void sendsACardAwayThatEveryVersionIsKnownToFailOn() {
    var none = List.of(excepted(OptionalLong.empty()));

    assertThatExceptionOfType(RspException.class)
        .isThrownBy(
            () -> VersionChoice.of(NEWER, Pin.NONE, Optional.empty(), none, candidate(FRIEND)))
        .satisfies(refusal -> {
          assertThat(refusal.status()).isEqualTo(StatusCode.PROFILE_TYPE_STOPPED_ON_WARNING);
          assertThat(refusal.text()).contains("89049032/66.81.2/2.1.0");
        });
    assertThat(VersionChoice.of(
                NEWER, Pin.NONE, toAll(MENDED, NOW.plusSeconds(1)), none, candidate(FRIEND))
            .versionId())
        .isEqualTo(MENDED);
    assertThat(VersionChoice.of(7, Pin.HELD, Optional.empty(), none, candidate(FRIEND))
            .versionId())
        .isEqualTo(7);
  }
}
