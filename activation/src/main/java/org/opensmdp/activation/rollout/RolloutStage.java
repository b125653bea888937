package org.opensmdp.activation.rollout;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Set;
import org.opensmdp.activation.gate.GateTerms.Minimum;
import org.opensmdp.rsp.Eid;

/**
 * One stage of a rollout.
 *
 * @param kind who gets the version in it
 * @param share of the cards, in ten-thousandths, 0 to 10000; 0 unless the kind is PERCENT
 * @param eids the cards of a NAMED stage, else empty
 * @param atLeast the stage is not left sooner
 * @param minimum of verdicts before it is left; of no matter to PREFLIGHT and BAKE
 */
public record RolloutStage(Kind kind, int share, Set<Eid> eids, Duration atLeast, Minimum minimum) {
  /** All cards. */
  public static final int ALL = 10_000;

  /** A stage with a bigger share needs a second person. */
  public static final int ONE_PERSON = 2_500;

  private static final Minimum NOTHING = Minimum.named(1);
  private static final Duration LONGEST = Duration.ofDays(365);

  /** Who gets the version. */
  public enum Kind {
    /** Nobody: simulated cards alone. */
    PREFLIGHT,
    /** The cards that are named. */
    NAMED,
    /** A share of the cards, and those named before. */
    PERCENT,
    /** Everybody, and nothing is changed: what shows late shall show. */
    BAKE
  }

  public RolloutStage {
    eids = Set.copyOf(eids);
    check(share >= 0 && share <= ALL, "share: %d (expected: 0 to 10000)".formatted(share));
    check((kind == Kind.PERCENT) == (share > 0), "share: given for PERCENT and for nothing else");
    check((kind == Kind.NAMED) == !eids.isEmpty(), "eids: given for NAMED and for nothing else");
    check(
        !atLeast.isNegative() && atLeast.compareTo(LONGEST) <= 0,
        "atLeast: %s (expected: 0 to 365 days)".formatted(atLeast));
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException(what);
    }
  }

  public static RolloutStage preflight() {
    return new RolloutStage(Kind.PREFLIGHT, 0, Set.of(), Duration.ZERO, NOTHING);
  }

  public static RolloutStage named(Set<Eid> eids, Duration atLeast, int verdicts) {
    return new RolloutStage(Kind.NAMED, 0, eids, atLeast, Minimum.named(verdicts));
  }

  /**
   * Returns a stage for a share of the cards.
   *
   * @param share in ten-thousandths: 100 is 1 %
   */
  public static RolloutStage percent(int share, Duration atLeast, Minimum minimum) {
    return new RolloutStage(Kind.PERCENT, share, Set.of(), atLeast, minimum);
  }

  public static RolloutStage bake(Duration atLeast) {
    return new RolloutStage(Kind.BAKE, 0, Set.of(), atLeast, NOTHING);
  }

  /** Whether a second person has to agree before it begins. */
  public boolean needsSecondApproval() {
    return share > ONE_PERSON;
  }

  /** Returns it in words: {@code preflight}, {@code 5 named cards}, {@code 20 %}, {@code bake}. */
  @Override
  public String toString() {
    return switch (kind) {
      case PREFLIGHT -> "preflight";
      case NAMED -> eids.size() + " named cards";
      case PERCENT -> BigDecimal.valueOf(share, 2).stripTrailingZeros().toPlainString() + " %";
      case BAKE -> "bake";
    };
  }
}
