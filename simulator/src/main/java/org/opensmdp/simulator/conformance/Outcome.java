package org.opensmdp.simulator.conformance;

import java.time.Duration;

/**
 * What came of one run of a case.
 *
 * @param why the reason of a verdict other than PASS, else empty
 * @param journal what happened, step by step
 */
public record Outcome(PlannedRun run, Verdict verdict, String why, Journal journal, Duration took) {

  @Override
  public String toString() {
    return why.isEmpty() ? run + ": " + verdict : "%s: %s, %s".formatted(run, verdict, why);
  }
}
