package org.opensmdp.activation;

import java.time.Instant;
import java.util.Optional;

/**
 * What has become of a version since it was taken.
 *
 * @param stableSince when it became the one that new downloads get; kept when another takes its place
 * @param withdrawnWhy empty unless it is withdrawn
 * @param migration what changed in it and for whom, at most 4000 characters
 */
public record VersionLife(
    Optional<Instant> stableSince,
    Optional<Instant> withdrawnAt,
    String withdrawnWhy,
    String migration) {
  public static final VersionLife NEW = new VersionLife(Optional.empty(), Optional.empty(), "", "");

  /** Characters of a migration note. */
  public static final int LONGEST_MIGRATION = 4_000;

  public VersionLife {
    if (migration.length() > LONGEST_MIGRATION) {
      throw new IllegalArgumentException("migration note of %d characters (expected: at most %d)"
          .formatted(migration.length(), LONGEST_MIGRATION));
    }
  }

  VersionLife stable(Instant at) {
    return new VersionLife(Optional.of(at), withdrawnAt, withdrawnWhy, migration);
  }

  VersionLife withdrawn(Instant at, String why) {
    return new VersionLife(stableSince, Optional.of(at), why, migration);
  }

  VersionLife saying(String text) {
    return new VersionLife(stableSince, withdrawnAt, withdrawnWhy, text);
  }
}
