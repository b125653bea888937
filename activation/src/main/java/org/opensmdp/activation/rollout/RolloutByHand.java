package org.opensmdp.activation.rollout;

import static org.opensmdp.activation.RefusedByHand.unless;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.opensmdp.activation.RefusedByHand;
import org.opensmdp.activation.rollout.RolloutStage.Kind;

/**
 * What people do with a rollout that is under way. Each step has a reason and an actor; a stage above 25 %
 * needs two people; in a freeze nothing goes forward, and back always goes.
 */
public final class RolloutByHand {
  private static final Set<RolloutStep.Kind> PROMOTIONS =
      Set.of(RolloutStep.Kind.STARTED, RolloutStep.Kind.PREFLIGHT, RolloutStep.Kind.PROMOTED);
  private static final int LONGEST_REASON = 500;
  private static final int MOST_TITLE = 200;

  private final Rollouts rollouts;
  private final Recalls recalls;
  private final InstantSource clock;

  public RolloutByHand(Rollouts rollouts, Recalls recalls, InstantSource clock) {
    this.rollouts = rollouts;
    this.recalls = recalls;
    this.clock = clock;
  }

  /**
   * Who does it, and why.
   *
   * @param actor the name of a token
   * @param reason 1 to 500 characters
   */
  public record Deed(String actor, String reason) {
    /** @throws RefusedByHand INVALID without a reason, or with one that is too long */
    public Deed {
      reason = reason.strip();
      if (reason.isEmpty() || reason.length() > LONGEST_REASON) {
        throw RefusedByHand.invalid(
            "say why in 1 to %d characters, with --reason or in the header Audit-Reason"
                .formatted(LONGEST_REASON));
      }
      if (actor.equals(RolloutStep.GATE)) {
        throw RefusedByHand.forbidden(
            "a token named '%s' may not act on rollouts: the gate signs so"
                .formatted(RolloutStep.GATE));
      }
    }
  }

  /** Agrees to the next stage, as the second person. */
  public void approve(Rollout rollout, Deed deed) {
    int next = nextStage(rollout);
    requireUnderWay(rollout);
    unless(
        next < rollout.plan().stages().size()
            && rollout.plan().stages().get(next).needsSecondApproval(),
        "the next stage of rollout %d needs no second person".formatted(rollout.rolloutId()));
    if (isByFirstPerson(rollout, deed.actor())) {
      throw RefusedByHand.forbidden(
          "'%s' has drawn rollout %d up or promoted it last; somebody else has to approve, with another token"
              .formatted(deed.actor(), rollout.rolloutId()));
    }
    requireDone(
        rollouts.note(rollout, step(deed, RolloutStep.Kind.APPROVED, next)), rollout.rolloutId());
  }

  /** Goes on to the next stage; from the bake, to be the stable version. */
  public void promote(Rollout rollout, Deed deed) {
    requireState(rollout, "promoted", RolloutState.RUNNING, RolloutState.COMPLETE);
    var now = clock.instant();
    requireNoFreeze(rollouts, rollout.profileTypeId(), now);
    if (rollout.state() == RolloutState.COMPLETE) {
      requireBaked(rollout, now);
      move(
          rollout,
          rollout.stabilised(deed.reason(), now),
          step(deed, RolloutStep.Kind.STABLE, rollout.stage()));
      return;
    }
    requireApproval(rollouts, rollout);
    var to = rollout.advanced(deed.reason(), now);
    var kind = to.state() == RolloutState.COMPLETE
        ? RolloutStep.Kind.COMPLETED
        : RolloutStep.Kind.PROMOTED;
    move(rollout, to, step(deed, kind, to.stage()));
  }

  private static void requireBaked(Rollout rollout, Instant now) {
    boolean bakes = rollout.current().kind() == Kind.BAKE;
    var since = rollout.stageSince().orElse(rollout.changedAt());
    var over = since.plus(rollout.current().atLeast());
    unless(
        !bakes || !over.isAfter(now),
        "rollout %d bakes until %s; it can become stable then"
            .formatted(rollout.rolloutId(), over));
  }

  public void pause(Rollout rollout, Deed deed) {
    requireState(rollout, "paused", RolloutState.RUNNING, RolloutState.COMPLETE);
    move(
        rollout,
        rollout.paused(deed.reason(), clock.instant()),
        step(deed, RolloutStep.Kind.PAUSED, rollout.stage()));
  }

  public void resume(Rollout rollout, Deed deed) {
    requireState(rollout, "resumed", RolloutState.PAUSED);
    requireNoFreeze(rollouts, rollout.profileTypeId(), clock.instant());
    move(
        rollout,
        rollout.resumed(deed.reason(), clock.instant()),
        step(deed, RolloutStep.Kind.RESUMED, rollout.stage()));
  }

  /** Takes the version back from everybody, freeze or not. */
  public void rollBack(Rollout rollout, Deed deed) {
    unless(
        rollout.state() != RolloutState.STABLE,
        ("rollout %d has made its version the stable one; roll another one out, or make the one before"
                + " stable with version promote")
            .formatted(rollout.rolloutId()));
    requireState(
        rollout,
        "rolled back",
        RolloutState.PREFLIGHT,
        RolloutState.RUNNING,
        RolloutState.PAUSED,
        RolloutState.COMPLETE);
    var title =
        cut("Rollout %d was rolled back by hand: %s".formatted(rollout.rolloutId(), deed.reason()));
    var incident = new Recalls.Incident("HAND", deed.actor(), title, deed.reason());
    requireDone(
        recalls.recall(
            rollout,
            rollout.rollingBack(deed.reason(), clock.instant()),
            step(deed, RolloutStep.Kind.ROLLED_BACK, rollout.stage()),
            incident),
        rollout.rolloutId());
  }

  /**
   * Lifts an exception: its cards get what everybody gets, also what failed on them. Whoever says so knows
   * better.
   */
  public void lift(VersionException exception, Deed deed) {
    var lifted = new VersionException.Lifted(
        clock.instant(), deed.actor(), deed.reason(), OptionalLong.empty());
    unless(
        exception.holds() && rollouts.lift(exception, lifted),
        "exception %d holds no more".formatted(exception.exceptionId()));
  }

  private static String cut(String title) {
    return title.length() > MOST_TITLE ? title.substring(0, MOST_TITLE) : title;
  }

  private void move(Rollout from, Rollout to, RolloutStep step) {
    moved(rollouts, from, to, step);
  }

  /** Moves a rollout, or says who was in the way. */
  static void moved(Rollouts rollouts, Rollout from, Rollout to, RolloutStep step) {
    switch (rollouts.move(from, to, step)) {
      case DONE -> {}
      case CHANGED_MEANWHILE -> requireDone(false, from.rolloutId());
      case ANOTHER_IS_UNDER_WAY -> throw another(rollouts, from);
      case WITHDRAWN ->
        throw RefusedByHand.conflict(
            "the version of rollout %d is withdrawn; import a better one and roll that out"
                .formatted(from.rolloutId()));
    }
  }

  /** Names the rollout that has to end first. */
  static RefusedByHand another(Rollouts rollouts, Rollout waiting) {
    var running = underWay(rollouts, waiting.profileTypeId())
        .map(rollout -> "rollout " + rollout.rolloutId())
        .orElse("another rollout");
    return RefusedByHand.conflict(
        "%s of the type is under way; rollout %d waits until it has ended or is rolled back"
            .formatted(running, waiting.rolloutId()));
  }

  /** Returns the rollout of a type that is under way. */
  public static Optional<Rollout> underWay(Rollouts rollouts, long profileTypeId) {
    return rollouts.list(OptionalLong.of(profileTypeId), 1_000).stream()
        .filter(rollout -> rollout.state().isUnderWay())
        .findFirst();
  }

  private static void requireDone(boolean done, long rolloutId) {
    unless(done, "rollout %d has moved meanwhile; look at it again".formatted(rolloutId));
  }

  static void requireState(Rollout rollout, String done, RolloutState... states) {
    for (var state : states) {
      if (rollout.state() == state) {
        return;
      }
    }
    throw RefusedByHand.conflict("rollout %d is %s and cannot be %s"
        .formatted(rollout.rolloutId(), word(rollout.state()), done));
  }

  private static void requireUnderWay(Rollout rollout) {
    unless(
        !rollout.state().isEnd(),
        "rollout %d has ended: it is %s".formatted(rollout.rolloutId(), word(rollout.state())));
  }

  static String word(RolloutState state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  static void requireNoFreeze(Rollouts rollouts, long profileTypeId, Instant now) {
    rollouts.freezes(now).stream()
        .filter(freeze -> freeze.holds(profileTypeId, now))
        .findFirst()
        .ifPresent(freeze -> {
          throw RefusedByHand.conflict(
              "freeze %d holds until %s (%s): nothing goes forward; rolling back may"
                  .formatted(freeze.freezeId(), freeze.endsAt(), freeze.why()));
        });
  }

  /** Index of the stage that the next step forward enters. */
  static int nextStage(Rollout rollout) {
    return rollout.stage() + 1;
  }

  /** A stage above 25 % begins with the consent of two people. */
  static void requireApproval(Rollouts rollouts, Rollout rollout) {
    int next = nextStage(rollout);
    var stages = rollout.plan().stages();
    if (next >= stages.size() || !stages.get(next).needsSecondApproval()) {
      return;
    }
    boolean approved = rollouts.steps(rollout.rolloutId()).stream()
        .anyMatch(step -> step.kind() == RolloutStep.Kind.APPROVED && step.stage() == next);
    unless(
        approved,
        "stage %s is above 25 %% and needs a second person: somebody else runs rollout approve %d first"
            .formatted(stages.get(next), rollout.rolloutId()));
  }

  private boolean isByFirstPerson(Rollout rollout, String actor) {
    var promoter = rollouts.steps(rollout.rolloutId()).stream()
        .filter(step -> PROMOTIONS.contains(step.kind()))
        .reduce((before, last) -> last)
        .map(RolloutStep::actor);
    return rollout.owner().equals(actor) || promoter.filter(actor::equals).isPresent();
  }

  private RolloutStep step(Deed deed, RolloutStep.Kind kind, int stage) {
    return new RolloutStep(clock.instant(), deed.actor(), kind, stage, deed.reason());
  }
}
