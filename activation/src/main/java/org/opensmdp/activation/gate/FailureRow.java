package org.opensmdp.activation.gate;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The failures since the last success, on whatever cards, and whether there was one. Both say something of
 * the version as a whole only if at least two of the failures were on other firmware than the most: else it
 * is that firmware's matter, and one failure elsewhere an accident.
 */
final class FailureRow {
  private static final int ELSEWHERE = 2;

  private final GateTerms.TripWires wires;
  private final Map<String, Integer> row = new HashMap<>(); // by firmware, of template failures
  private final Map<String, Integer> first = new HashMap<>(); // by firmware, of all failures
  private boolean anySuccess;
  private int wantedInRow;
  private int wantedFirst;

  FailureRow(GateTerms.TripWires wires) {
    this.wires = wires;
    clear();
  }

  void clear() {
    row.clear();
    first.clear();
    wantedInRow = wires.failuresInRow();
    wantedFirst = wires.firstVerdicts();
  }

  Optional<String> add(Verdict verdict, Stratum stratum, Expectation expected) {
    if (verdict == Verdict.SUCCESS) {
      clear();
      anySuccess = true;
    }
    if (!verdict.isFailure()) {
      return Optional.empty();
    }
    wantedInRow = Math.max(wantedInRow, expected.failuresInRow(wires.failuresInRow()));
    wantedFirst = Math.max(wantedFirst, expected.firstVerdicts(wires.firstVerdicts()));
    first.merge(stratum.firmware(), 1, Integer::sum);
    if (verdict == Verdict.TEMPLATE) {
      row.merge(stratum.firmware(), 1, Integer::sum);
    }
    return why();
  }

  private Optional<String> why() {
    if (isWide(row, wantedInRow)) {
      return Optional.of("%d failures by fault of the content one after the other, on %d firmwares"
          .formatted(sum(row), row.size()));
    }
    return !anySuccess && isWide(first, wantedFirst)
        ? Optional.of("not one of the first %d attempts was a success".formatted(sum(first)))
        : Optional.empty();
  }

  private static boolean isWide(Map<String, Integer> failures, int wanted) {
    int all = sum(failures);
    return all >= wanted && all - Collections.max(failures.values()) >= ELSEWHERE;
  }

  private static int sum(Map<String, Integer> failures) {
    return failures.values().stream().mapToInt(Integer::intValue).sum();
  }
}
