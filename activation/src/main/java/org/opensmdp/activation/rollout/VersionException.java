package org.opensmdp.activation.rollout;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.opensmdp.activation.gate.Stratum;

/**
 * A kind of card that does not get what everybody gets, because that is known to fail on it. Made when a rollout
 * becomes stable for all others; holds until somebody, or a rollout that has reached these cards, lifts it.
 *
 * @param exceptionId 0 before it is stored
 * @param versionId what these cards get instead
 * @param failed versions that are known to fail on them; never empty
 * @param rolloutId that made it
 * @param why at most 500 characters
 */
public record VersionException(
    long exceptionId,
    long profileTypeId,
    Stratum stratum,
    long versionId,
    Set<Long> failed,
    long rolloutId,
    String why,
    Instant createdAt,
    Optional<Lifted> lifted) {
  private static final int LONGEST_WHY = 500;

  /**
   * How it ended.
   *
   * @param by a token's name, or {@link RolloutStep#GATE}
   * @param why at most 500 characters
   * @param rolloutId of the rollout that has reached these cards, or keeps them from one more version; empty: a
   *     person says that the version does not fail on them
   */
  public record Lifted(Instant at, String by, String why, OptionalLong rolloutId) {
    public Lifted {
      why = cut(why);
    }
  }

  public VersionException {
    failed = Set.copyOf(failed);
    why = cut(why);
    if (failed.isEmpty() || failed.contains(versionId)) {
      throw new IllegalArgumentException(
          "an exception is from versions that fail to one that does not");
    }
  }

  private static String cut(String why) {
    return why.length() > LONGEST_WHY ? why.substring(0, LONGEST_WHY) : why;
  }

  /** Whether it holds still. */
  public boolean holds() {
    return lifted.isEmpty();
  }

  /** Whether it held at a time. */
  boolean heldAt(Instant time) {
    return !createdAt.isAfter(time)
        && lifted.filter(end -> !end.at().isAfter(time)).isEmpty();
  }

  /** Whether what failed then is known to fail still: nobody has said otherwise. */
  boolean isKnown() {
    return lifted.isEmpty() || lifted.get().rolloutId().isPresent();
  }

  /** Returns it as it is when it has ended. */
  VersionException ended(Lifted end) {
    return new VersionException(
        exceptionId,
        profileTypeId,
        stratum,
        versionId,
        failed,
        rolloutId,
        why,
        createdAt,
        Optional.of(end));
  }
}
