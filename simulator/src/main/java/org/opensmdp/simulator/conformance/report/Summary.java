package org.opensmdp.simulator.conformance.report;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.opensmdp.simulator.conformance.Outcome;
import org.opensmdp.simulator.conformance.Verdict;

/**
 * How many cases ended how. A case has the worst verdict of its wires: one that fails on one has failed;
 * one that passes on some and does not apply on the others has passed.
 *
 * @param cases distinct ids, the sum of the four that follow
 * @param runs cases on wires
 */
public record Summary(
    int cases, int runs, int passed, int failed, int inconclusive, int notApplicable) {
  private static final List<Verdict> WORST_FIRST =
      List.of(Verdict.FAIL, Verdict.INCONCLUSIVE, Verdict.PASS, Verdict.NOT_APPLICABLE);

  public static Summary of(List<Outcome> outcomes) {
    var verdicts = byCase(outcomes).values().stream()
        .collect(Collectors.groupingBy(it -> it, Collectors.counting()));
    return new Summary(
        byCase(outcomes).size(),
        outcomes.size(),
        count(verdicts, Verdict.PASS),
        count(verdicts, Verdict.FAIL),
        count(verdicts, Verdict.INCONCLUSIVE),
        count(verdicts, Verdict.NOT_APPLICABLE));
  }

  private static int count(Map<Verdict, Long> verdicts, Verdict of) {
    return Math.toIntExact(verdicts.getOrDefault(of, 0L));
  }

  /** Returns the verdict of each case by its id, in the order of the outcomes. */
  static Map<String, Verdict> byCase(List<Outcome> outcomes) {
    var verdicts = new LinkedHashMap<String, Verdict>();
    for (var outcome : outcomes) {
      verdicts.merge(outcome.run().subject().id(), outcome.verdict(), Summary::worse);
    }
    return verdicts;
  }

  private static Verdict worse(Verdict one, Verdict other) {
    return List.of(one, other).stream()
        .min(Comparator.comparingInt(WORST_FIRST::indexOf))
        .orElseThrow();
  }

  /** Returns whether nothing speaks against the server: nothing failed, nothing is open. */
  public boolean good() {
    return failed == 0 && inconclusive == 0;
  }

  /** Returns the members of a JSON object, the time last. */
  public Map<String, Object> members(double seconds) {
    var members = new LinkedHashMap<String, Object>();
    members.put("cases", cases);
    members.put("runs", runs);
    members.put("passed", passed);
    members.put("failed", failed);
    members.put("inconclusive", inconclusive);
    members.put("notApplicable", notApplicable);
    members.put("seconds", Math.round(seconds * 10) / 10.0);
    return members;
  }
}
