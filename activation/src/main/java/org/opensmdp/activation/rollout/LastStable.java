package org.opensmdp.activation.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.opensmdp.activation.ProfileVersion;
import org.opensmdp.activation.VersionState;

/**
 * What a rollout may safely fall back to: the stable version of a type that has shown itself. Either a rollout
 * brought it through 100 % and a clean bake, or it has been the stable one for as long as a bake takes and its
 * newest baseline card is fresh and clean: so a type's first version gets there, which no rollout brought.
 */
public final class LastStable {
  /** How long a version without a rollout has to stand. */
  public static final Duration STANDING = Duration.ofDays(7);

  private static final double CLEAN = 0.97; // the success a good version has, GateTerms.h0

  private final RolloutEvidence evidence;

  public LastStable(RolloutEvidence evidence) {
    this.evidence = evidence;
  }

  /** Returns whether a version is a last stable, as words: empty if it is, else what it lacks. */
  public Optional<String> lacks(ProfileVersion version, Instant now) {
    if (version.state() != VersionState.STABLE) {
      return Optional.of("it is not the stable version");
    }
    if (evidence.hasFinished(version.versionId())) {
      return Optional.empty();
    }
    var since = version.life().stableSince();
    if (since.isEmpty() || since.get().plus(STANDING).isAfter(now)) {
      return Optional.of(
          "no rollout has brought it through its bake, and it has not been the stable"
              + " one for 7 days");
    }
    return evidence
            .newest(version.versionId())
            .filter(card -> card.isFresh(now))
            .filter(LastStable::isClean)
            .isPresent()
        ? Optional.empty()
        : Optional.of("no fresh baseline card shows 97 % success");
  }

  private static boolean isClean(BaselineCard card) {
    return card.verdicts() > 0 && card.successes() >= CLEAN * card.verdicts();
  }
}
