package org.opensmdp.activation.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.opensmdp.activation.gate.Baseline;
import org.opensmdp.activation.gate.Stratum;
import org.opensmdp.rsp.Iccid;

/** Where rollouts live. Every method is one transaction. */
public interface Rollouts {

  /** Stores a draft with its first step, and returns it with its number. */
  Rollout create(Rollout draft, RolloutStep step);

  Optional<Rollout> find(long rolloutId);

  /**
   * Returns rollouts, the newest first.
   *
   * @param profileTypeId of one type; empty: of all
   */
  List<Rollout> list(OptionalLong profileTypeId, int most);

  /**
   * Moves a rollout from where it was read and notes the step. A move to STABLE makes its to-version the
   * stable one of the type in the same transaction, and the stable one before a candidate; the exceptions of
   * the type become what {@link Settlement} says, each with a step and a note in the rollout's incident. A
   * rollback is not moved here but by {@link Recalls}.
   */
  Moved move(Rollout from, Rollout to, RolloutStep step);

  /** How a move ended. */
  enum Moved {
    DONE,
    /** Somebody has moved it since it was read. */
    CHANGED_MEANWHILE,
    /** Another rollout of the type is under way. */
    ANOTHER_IS_UNDER_WAY,
    /** The to-version is withdrawn. */
    WITHDRAWN
  }

  /**
   * Notes a step that moves nothing: a person agrees to a stage.
   *
   * @return false if the rollout has moved since it was read, and nothing is noted
   */
  boolean note(Rollout at, RolloutStep step);

  /** Returns what was done with a rollout, the oldest first. */
  List<RolloutStep> steps(long rolloutId);

  /** Returns the verdicts that were counted, by their position. */
  List<RolloutSample> samples(long rolloutId);

  /** Stores a freeze and returns it with its number. */
  FreezeWindow freeze(FreezeWindow window);

  /** Takes a freeze out of the calendar; returns whether it was there. */
  boolean lift(long freezeId);

  /** Returns the freezes that end after {@code now}, by their beginning. */
  List<FreezeWindow> freezes(Instant now);

  /**
   * Returns what a version did on each stratum of cards: attempts that ended in the time up to {@code until},
   * synthetic ones left out.
   */
  Map<Stratum, Baseline> baselines(long versionId, Instant until, Duration time);

  /** Returns the exceptions of a type, the newest first, lifted ones among them. */
  List<VersionException> exceptions(long profileTypeId);

  /**
   * Lifts an exception by hand: from now on its cards get what everybody gets. Noted as a step of the rollout
   * that made it.
   *
   * @return false if it holds no more, and nothing is changed
   */
  boolean lift(VersionException exception, VersionException.Lifted lifted);

  /** Gives an order a tag, which segments may ask for; empty takes it away. Returns whether there is one. */
  boolean tag(Iccid iccid, Optional<String> tag);
}
