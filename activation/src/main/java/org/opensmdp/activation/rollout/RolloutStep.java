package org.opensmdp.activation.rollout;

import java.time.Instant;
import java.util.Locale;

/**
 * Something that a person, or the gate, has done with a rollout.
 *
 * @param actor a token's name, or {@link #GATE}
 * @param stage index of the stage that it was about
 * @param why at most 500 characters
 */
public record RolloutStep(Instant happenedAt, String actor, Kind kind, int stage, String why) {
  /** Who acts when nobody does. */
  public static final String GATE = "gate";

  private static final int LONGEST_WHY = 500;

  /** What was done. */
  public enum Kind {
    CREATED,
    STARTED,
    PREFLIGHT,
    REJECTED,
    APPROVED,
    PROMOTED,
    PAUSED,
    RESUMED,
    QUARANTINED,
    FROZEN,
    ROLLED_BACK,
    COMPLETED,
    STABLE,
    /** A kind of card keeps another version than the one that has become stable. */
    EXCEPTED,
    /** A kind of card gets what everybody gets again. */
    LIFTED;

    /** Returns the word it is stored as: {@code rolled-back}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Reads the stored word. */
    public static Kind of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
  }

  public RolloutStep {
    why = why.length() > LONGEST_WHY ? why.substring(0, LONGEST_WHY) : why;
  }
}
