package org.opensmdp.activation.gate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the stable version did before the rollout, and does beside it. */
final class StableWatch {
  private static final int MOST_SECONDS = 200;

  private final Baselines baselines;
  private final GateTerms terms;
  private final Map<Stratum, Beside> strata = new HashMap<>();
  private final Map<String, Integer> elements = new HashMap<>();
  private final Map<Stratum, Map<String, Integer>> elementsOf = new HashMap<>();
  private final Map<Stratum, Expectation> expectations = new HashMap<>();
  private int attempts;
  private double failing;

  /** What came beside the rollout on one stratum. */
  private static final class Beside {
    final List<Double> seconds = new ArrayList<>();
    int attempts;
    int excluded;
    int spoken; // attempts with a verdict or excluded
    double failing;
  }

  StableWatch(Baselines baselines, GateTerms terms) {
    this.baselines = baselines;
    this.terms = terms;
    baselines.strata().forEach((stratum, baseline) -> {
      attempts += baseline.attempts();
      baseline.causes().forEach((cause, times) -> countElement(stratum, cause, times));
    });
  }

  private void countElement(Stratum stratum, String cause, int times) {
    Verdict.element(cause).ifPresent(element -> {
      elements.merge(element, times, Integer::sum);
      elementsOf
          .computeIfAbsent(stratum, it -> new HashMap<>())
          .merge(element, times, Integer::sum);
    });
  }

  Expectation expectation(Stratum stratum) {
    return expectations.computeIfAbsent(stratum, it -> baselines.expectation(it, terms));
  }

  void add(Sample sample) {
    var verdict = Verdict.of(sample, false);
    var beside = strata.computeIfAbsent(sample.stratum(), it -> new Beside());
    attempts++;
    beside.attempts++;
    countElement(sample.stratum(), sample.cause(), 1);
    if (verdict == Verdict.SUCCESS && beside.seconds.size() < MOST_SECONDS) {
      sample.seconds().ifPresent(beside.seconds::add);
    }
    if (verdict != Verdict.SILENT) {
      beside.spoken++;
      beside.excluded += verdict == Verdict.EXCLUDED ? 1 : 0;
    }
    if (verdict.counts()) {
      move(beside, step(sample.stratum(), verdict));
    }
  }

  private double step(Stratum stratum, Verdict verdict) {
    var expected = expectation(stratum);
    return verdict == Verdict.SUCCESS
        ? Math.log(expected.p1() / expected.p0())
        : Math.log((1 - expected.p1()) / (1 - expected.p0()));
  }

  private void move(Beside beside, double step) {
    beside.failing = Math.max(0, beside.failing + step);
    failing = Math.max(0, failing + step);
  }

  /** Whether the stable version fails as well, there or everywhere: then it is not the new one's fault. */
  boolean failsToo(Stratum stratum) {
    var beside = strata.get(stratum);
    return failsToo() || (beside != null && beside.failing >= terms.rollbackBorder());
  }

  boolean failsToo() {
    return failing >= terms.rollbackBorder();
  }

  int traffic(Stratum stratum) {
    var beside = strata.get(stratum);
    return baselines.of(stratum).attempts() + (beside == null ? 0 : beside.attempts);
  }

  /** Returns the strata that have ever had it. */
  List<Stratum> strata() {
    var all = new ArrayList<>(baselines.strata().keySet());
    strata.keySet().stream()
        .filter(stratum -> !baselines.strata().containsKey(stratum))
        .forEach(all::add);
    return all;
  }

  /**
   * Returns how many of that many attempts one expects to break on an element: as often as everywhere, or as
   * on this stratum if that is more; at most, if none ever did.
   */
  double expectedOf(String element, Stratum stratum, int tries) {
    double overall = (elements.getOrDefault(element, 0) + 1.0) / (attempts + 1.0);
    double here = elementsOf.getOrDefault(stratum, Map.of()).getOrDefault(element, 0)
        / (traffic(stratum) + 1.0);
    return tries * Math.max(overall, here);
  }

  List<Double> seconds(Stratum stratum) {
    var all = new ArrayList<>(baselines.of(stratum).seconds());
    var beside = strata.get(stratum);
    if (beside != null) {
      all.addAll(beside.seconds);
    }
    return all;
  }

  /** Returns the share of attempts that do not count, and of how many it is known. */
  Expectation.Share excluded(Stratum stratum) {
    var before = baselines.of(stratum);
    var beside = strata.get(stratum);
    double spoken = before.verdicts() + before.excluded() + (beside == null ? 0 : beside.spoken);
    double excluded = before.excluded() + (beside == null ? 0 : beside.excluded);
    return new Expectation.Share(spoken == 0 ? 0 : excluded / spoken, spoken);
  }

  boolean isGrownOut(Stratum stratum) {
    return baselines.growth() > terms.tripWires().growth() && baselines.hadRoom(stratum);
  }
}
