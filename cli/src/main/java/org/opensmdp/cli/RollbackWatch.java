package org.opensmdp.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How long a rollback took, measured as devices see it: from the answer to the report that decided, until each
 * node has given the last stable version to a device that was hurt. Such a device is one that would have got the
 * bad version again.
 */
final class RollbackWatch {
  private final int nodes;
  private final Map<Integer, Instant> good = new HashMap<>();

  RollbackWatch(int nodes) {
    this.nodes = nodes;
  }

  /** Takes note of hurt devices that came again. */
  void add(List<Field.Visit> visits) {
    for (var visit : visits) {
      var taken = visit.taken();
      if (taken.installed() && visit.device().wasHurt()) {
        taken
            .seen()
            .authenticated()
            .ifPresent(at -> good.merge(taken.node(), at, RollbackWatch::earlier));
      }
    }
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  /** Whether every node has given the last stable version. */
  boolean isOver() {
    return good.size() == nodes;
  }

  /** Returns how long it took; empty while a node has not shown it. */
  Optional<Duration> since(Instant decidingReport) {
    return isOver()
        ? good.values().stream()
            .max(Instant::compareTo)
            .map(last -> Duration.between(decidingReport, last))
        : Optional.empty();
  }
}
