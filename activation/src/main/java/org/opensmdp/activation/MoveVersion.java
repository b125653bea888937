package org.opensmdp.activation;

import static org.opensmdp.activation.VersionState.STABLE;
import static org.opensmdp.activation.VersionState.WITHDRAWN;

import java.time.InstantSource;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * What people do with a version by hand: take a draft up, make a candidate the stable one, withdraw. A
 * version that others have is made stable by a rollout; by hand only where no rollout is under way.
 */
public final class MoveVersion {
  private static final int LONGEST_REASON = 500;

  private final Versions versions;
  private final Running running;
  private final InstantSource clock;

  /** Knows the rollout that is under way. */
  @FunctionalInterface
  public interface Running {
    /** Returns the number of the rollout of a type that is under way, if there is one. */
    OptionalLong of(ProfileType type);
  }

  public MoveVersion(Versions versions, Running running, InstantSource clock) {
    this.versions = versions;
    this.running = running;
    this.clock = clock;
  }

  /**
   * Moves a version and returns it as it is then.
   *
   * @param reason needed to withdraw, and to make stable what takes the place of another
   * @throws RefusedByHand UNKNOWN; CONFLICT if the version's state does not allow it, if a rollout of the type is
   *     under way, or if it is the stable one; INVALID without a reason
   */
  public ProfileVersion run(ProfileType type, int number, VersionState to, String reason) {
    var version = find(type, number);
    RefusedByHand.unless(version.state().mayBecome(to), cannot(version, to));
    if (to == WITHDRAWN || to == STABLE) {
      requireNoRollout(type);
    }
    if (to == WITHDRAWN || (to == STABLE && hasStable(type))) {
      requireReason(reason);
    }
    RefusedByHand.unless(
        versions.move(version, to, reason, clock.instant()),
        "version %d has changed meanwhile, or a rollout has started; look at it again"
            .formatted(number));
    return find(type, number);
  }

  /**
   * Refuses to give all new downloads a version that is only just imported, as {@link #run} would.
   *
   * @throws RefusedByHand CONFLICT, INVALID
   */
  public void requireMayBeImportedStable(ProfileType type, String reason) {
    requireNoRollout(type);
    if (hasStable(type)) {
      requireReason(reason);
    }
  }

  private ProfileVersion find(ProfileType type, int number) {
    return versions
        .find(type, number)
        .orElseThrow(
            () -> RefusedByHand.unknown("%s has no version %d".formatted(type.name(), number)));
  }

  private boolean hasStable(ProfileType type) {
    return versions.list(type).stream().anyMatch(version -> version.state() == STABLE);
  }

  private void requireNoRollout(ProfileType type) {
    running.of(type).ifPresent(rollout -> {
      throw RefusedByHand.conflict(
          "rollout %d of %s is under way and moves its versions; end it or roll it back first"
              .formatted(rollout, type.name()));
    });
  }

  private static void requireReason(String reason) {
    int length = reason.strip().length();
    if (length < 1 || length > LONGEST_REASON) {
      throw RefusedByHand.invalid(
          "say why in 1 to %d characters, with --reason or in the header Audit-Reason"
              .formatted(LONGEST_REASON));
    }
  }

  private static String cannot(ProfileVersion version, VersionState to) {
    if (version.state() == STABLE && to == WITHDRAWN) {
      return "version %d is the one that new downloads get; make another one stable first"
          .formatted(version.number());
    }
    return "version %d is %s and cannot become %s"
        .formatted(version.number(), word(version.state()), word(to));
  }

  private static String word(VersionState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
