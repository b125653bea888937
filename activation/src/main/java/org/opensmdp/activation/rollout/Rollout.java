package org.opensmdp.activation.rollout;

import static org.opensmdp.activation.rollout.RolloutState.COMPLETE;
import static org.opensmdp.activation.rollout.RolloutState.DRAFT;
import static org.opensmdp.activation.rollout.RolloutState.PAUSED;
import static org.opensmdp.activation.rollout.RolloutState.PREFLIGHT;
import static org.opensmdp.activation.rollout.RolloutState.REJECTED;
import static org.opensmdp.activation.rollout.RolloutState.ROLLED_BACK;
import static org.opensmdp.activation.rollout.RolloutState.ROLLING_BACK;
import static org.opensmdp.activation.rollout.RolloutState.RUNNING;
import static org.opensmdp.activation.rollout.RolloutState.STABLE;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.opensmdp.activation.gate.Stratum;
import org.opensmdp.activation.rollout.RolloutStage.Kind;
import org.opensmdp.rsp.Eid;

/**
 * A version of a type given to ever more devices, until it is the stable one or taken back. Its methods are
 * the only legal moves; each counts the epoch up.
 *
 * <pre>
 * DRAFT --started--> PREFLIGHT --preflightPassed--> RUNNING(stage k) --advanced--> RUNNING(stage k+1)
 * PREFLIGHT --rejected--> REJECTED
 * RUNNING, COMPLETE --paused, frozen--> PAUSED --resumed--> where it was
 * RUNNING(last share) --advanced--> COMPLETE --stabilised--> STABLE
 * PREFLIGHT, RUNNING, PAUSED, COMPLETE --rollingBack--> ROLLING_BACK --rolledBack--> ROLLED_BACK
 * </pre>
 *
 * @param rolloutId 0 before it is stored
 * @param stage index in the plan's stages
 * @param epoch counts everything that changes who gets which version
 * @param quarantined strata that get the from-version for good
 * @param locked whether people alone may go on
 * @param why of the last change, at most 500 characters
 * @param verdicts with the new version that have been counted
 * @param stageSince when the stage began; empty before the first
 */
public record Rollout(
    long rolloutId,
    long profileTypeId,
    long fromVersionId,
    long toVersionId,
    RolloutState state,
    int stage,
    int epoch,
    RolloutPlan plan,
    Set<Stratum> quarantined,
    boolean locked,
    String owner,
    String why,
    int verdicts,
    Instant createdAt,
    Optional<Instant> stageSince,
    Instant changedAt,
    Optional<Instant> endedAt) {
  private static final int LONGEST_WHY = 500;

  public Rollout {
    quarantined = Set.copyOf(quarantined);
    if (fromVersionId == toVersionId) {
      throw new IllegalArgumentException("a rollout goes from one version to another");
    }
    if (stage < 0 || stage >= plan.stages().size()) {
      throw new IllegalArgumentException("stage: %d (expected: one of the plan)".formatted(stage));
    }
  }

  /** Makes a draft. */
  public static Rollout draft(
      long profileTypeId, long from, long to, RolloutPlan plan, String owner, Instant now) {
    return new Rollout(
        0,
        profileTypeId,
        from,
        to,
        DRAFT,
        0,
        1,
        plan,
        Set.of(),
        false,
        owner,
        "",
        0,
        now,
        Optional.empty(),
        now,
        Optional.empty());
  }

  /** The parts of a rollout that moves change. */
  private record Place(RolloutState state, int stage, Optional<Instant> since, boolean locked) {}

  /** Returns the stage that it is in. */
  public RolloutStage current() {
    return plan.stages().get(stage);
  }

  /** Returns the stage after this one, if there is one. */
  public Optional<RolloutStage> next() {
    return Optional.of(stage + 1).filter(it -> it < plan.stages().size()).map(plan.stages()::get);
  }

  /** Returns the same rollout with so many verdicts counted: that is no move. */
  public Rollout counting(int counted) {
    return new Rollout(
        rolloutId,
        profileTypeId,
        fromVersionId,
        toVersionId,
        state,
        stage,
        epoch,
        plan,
        quarantined,
        locked,
        owner,
        why,
        counted,
        createdAt,
        stageSince,
        changedAt,
        endedAt);
  }

  /** Whether devices that have no version yet get it. */
  boolean givesToNew() {
    return state == RUNNING || state == COMPLETE;
  }

  /** Whether the card is one of those named up to now. */
  boolean isNamed(Eid eid) {
    return plan.stages().subList(0, stage + 1).stream().anyMatch(it -> it.eids().contains(eid));
  }

  public Rollout started(String reason, Instant now) {
    require("started", DRAFT);
    return at(new Place(PREFLIGHT, 0, Optional.of(now), locked), reason, now);
  }

  public Rollout preflightPassed(String reason, Instant now) {
    require("given out", PREFLIGHT);
    return at(entering(1, now), reason, now);
  }

  public Rollout rejected(String reason, Instant now) {
    require("rejected", PREFLIGHT);
    return at(new Place(REJECTED, stage, stageSince, locked), reason, now);
  }

  /** Goes on to the next stage, or to COMPLETE after the last share. */
  public Rollout advanced(String reason, Instant now) {
    require("promoted", RUNNING);
    return at(entering(stage + 1, now), reason, now);
  }

  private Place entering(int index, Instant now) {
    boolean share = index < plan.stages().size() && plan.stages().get(index).kind() != Kind.BAKE;
    int place = Math.min(index, plan.stages().size() - 1);
    return new Place(share ? RUNNING : COMPLETE, place, Optional.of(now), locked);
  }

  /** Nobody new gets the version until it is resumed. */
  public Rollout paused(String reason, Instant now) {
    require("paused", RUNNING, COMPLETE);
    return at(new Place(PAUSED, stage, stageSince, locked), reason, now);
  }

  /** As {@link #paused}, by the gate: a person has to look. */
  public Rollout frozen(String reason, Instant now) {
    require("frozen", RUNNING, COMPLETE);
    return at(new Place(PAUSED, stage, stageSince, true), reason, now);
  }

  /** Goes on where it was; whoever does this has looked, and the lock is gone. */
  public Rollout resumed(String reason, Instant now) {
    require("resumed", PAUSED);
    boolean complete = plan.shareAt(stage) == RolloutStage.ALL && isLastShareOver();
    var state = complete ? COMPLETE : RUNNING;
    return at(new Place(state, stage, Optional.of(now), false), reason, now);
  }

  private boolean isLastShareOver() {
    return current().kind() == Kind.BAKE;
  }

  /** Cards of this kind get the from-version from now on; the others go on. */
  public Rollout quarantining(Stratum stratum, String reason, Instant now) {
    require("quarantined in part", RUNNING, PAUSED, COMPLETE);
    var all = new HashSet<>(quarantined);
    all.add(stratum);
    return with(all, new Place(state, stage, stageSince, locked), reason, now);
  }

  /** The version is taken back from everybody. */
  public Rollout rollingBack(String reason, Instant now) {
    require("rolled back", PREFLIGHT, RUNNING, PAUSED, COMPLETE);
    return at(new Place(ROLLING_BACK, stage, stageSince, true), reason, now);
  }

  public Rollout rolledBack(Instant now) {
    require("rolled back to its end", ROLLING_BACK);
    return at(new Place(ROLLED_BACK, stage, stageSince, true), why, now);
  }

  /** The version becomes the one that new downloads get, but for those in quarantine. */
  public Rollout stabilised(String reason, Instant now) {
    require("made stable", COMPLETE);
    return at(new Place(STABLE, stage, stageSince, locked), reason, now);
  }

  private void require(String move, RolloutState... from) {
    if (!List.of(from).contains(state)) {
      throw new IllegalRolloutMove("rollout %d is %s and cannot be %s (expected: %s)"
          .formatted(rolloutId, state, move, Arrays.toString(from)));
    }
  }

  private Rollout at(Place place, String reason, Instant now) {
    return with(quarantined, place, reason, now);
  }

  private Rollout with(Set<Stratum> strata, Place place, String reason, Instant now) {
    return new Rollout(
        rolloutId,
        profileTypeId,
        fromVersionId,
        toVersionId,
        place.state(),
        place.stage(),
        epoch + 1,
        plan,
        strata,
        place.locked(),
        owner,
        cut(reason),
        verdicts,
        createdAt,
        place.since(),
        now,
        place.state().isEnd() ? Optional.of(now) : Optional.empty());
  }

  private static String cut(String reason) {
    return reason.length() > LONGEST_WHY ? reason.substring(0, LONGEST_WHY) : reason;
  }
}
