package org.opensmdp.activation;

import java.util.Set;

/**
 * What a version of a profile type may be used for.
 *
 * <pre>
 * DRAFT ----> CANDIDATE <----> STABLE
 *   |             |
 *   +-> WITHDRAWN <+
 * </pre>
 *
 * A stable version becomes a candidate when another takes its place; from WITHDRAWN nothing comes back.
 */
public enum VersionState {
  /** For nothing yet. */
  DRAFT,
  /** For those it is given to on purpose. */
  CANDIDATE,
  /** For all new downloads; one version of a type is. */
  STABLE,
  /** For nobody any more. */
  WITHDRAWN;

  /** Whether the graph has this move. */
  public boolean mayBecome(VersionState next) {
    return switch (this) {
      case DRAFT -> Set.of(CANDIDATE, WITHDRAWN).contains(next);
      case CANDIDATE -> Set.of(STABLE, WITHDRAWN).contains(next);
      case STABLE -> next == CANDIDATE;
      case WITHDRAWN -> false;
    };
  }
}
