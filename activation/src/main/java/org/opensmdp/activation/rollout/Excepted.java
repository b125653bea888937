package org.opensmdp.activation.rollout;

import java.time.Instant;
import java.util.OptionalLong;
import java.util.Set;
import org.opensmdp.activation.gate.Stratum;

/**
 * An exception that holds, as the offer of an order tells it.
 *
 * @param versionId what these cards get: the exception's version; where that is withdrawn, the last stable one
 *     that is not and is not known to fail on them; empty: there is none
 * @param failed versions that are known to fail on them
 * @param since a rollout that was drawn up later may reach them
 */
public record Excepted(Stratum stratum, OptionalLong versionId, Set<Long> failed, Instant since) {
  public Excepted {
    failed = Set.copyOf(failed);
  }

  /** Whether a rollout may give its version to these cards: drawn up when this was known, and another one. */
  boolean admits(Rollout rollout) {
    return rollout.createdAt().isAfter(since) && !failed.contains(rollout.toVersionId());
  }
}
