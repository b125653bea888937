package org.opensmdp.activation.gate;

import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.opensmdp.activation.gate.Expectation.Share;

/**
 * The stable version's record on every stratum of cards, and what the new one is expected to do by it.
 *
 * @param strata one for each stratum that was seen
 * @param growth octets of the new version's package for each octet of the stable one's, 1.0 if unknown
 */
public record Baselines(Map<Stratum, Baseline> strata, double growth) {
  /** So many verdicts say enough of a stratum; with fewer it borrows from its own firmware family. */
  static final int ENOUGH = 200;

  private static final int PRIOR =
      50; // verdicts that the terms' own numbers weigh, where nothing is known
  private static final double USUAL_SILENCE = 0.05;
  private static final int KNOWS_ROOM = 20;
  private static final double FEW = 0.02;

  public Baselines {
    if (!(growth > 0)) {
      throw new IllegalArgumentException("growth %s (expected: above 0)".formatted(growth));
    }
    strata = Map.copyOf(strata);
  }

  /** Returns the record of one stratum; that of nothing if it was never seen. */
  public Baseline of(Stratum stratum) {
    return strata.getOrDefault(stratum, Baseline.NONE);
  }

  /** Returns how many strata have more than that share of the traffic. */
  int large(double share) {
    long all = strata.values().stream().mapToLong(Baseline::attempts).sum();
    return (int) strata.values().stream()
        .filter(baseline -> baseline.attempts() > share * all)
        .count();
  }

  /** Returns the lower 90 % bound of the stable version's success: what a good version reaches, p0. */
  public double expectedSuccess(Stratum stratum, GateTerms terms) {
    return expectation(stratum, terms).p0();
  }

  Expectation expectation(Stratum stratum, GateTerms terms) {
    var success = share(stratum, Baseline::successes, Baseline::verdicts, terms.h0());
    var silence =
        share(stratum, Baseline::silent, b -> (double) b.verdicts() + b.silent(), USUAL_SILENCE);
    var all = strata.values().stream().reduce(Baseline.NONE, Baseline::plus);
    return Expectation.of(
        success, share(all, Baseline::successes, Baseline::verdicts), silence, terms);
  }

  private Share share(
      Stratum stratum,
      ToDoubleFunction<Baseline> part,
      ToDoubleFunction<Baseline> whole,
      double usual) {
    return share(of(stratum), part, whole)
        .filledUp(share(family(stratum), part, whole), ENOUGH)
        .filledUp(new Share(usual, PRIOR), PRIOR);
  }

  private static Share share(
      Baseline baseline, ToDoubleFunction<Baseline> part, ToDoubleFunction<Baseline> whole) {
    double all = whole.applyAsDouble(baseline);
    return new Share(all == 0 ? 0 : part.applyAsDouble(baseline) / all, all);
  }

  /** The other strata of the same maker and the same major version of its firmware, together. */
  private Baseline family(Stratum stratum) {
    return strata.entrySet().stream()
        .filter(other -> !other.getKey().equals(stratum))
        .filter(other -> isFamily(stratum, other.getKey()))
        .map(Map.Entry::getValue)
        .reduce(Baseline.NONE, Baseline::plus);
  }

  private static boolean isFamily(Stratum one, Stratum other) {
    return one.eum().equals(other.eum()) && major(one).equals(major(other));
  }

  private static String major(Stratum stratum) {
    int dot = stratum.firmware().indexOf('.');
    return dot < 0 ? stratum.firmware() : stratum.firmware().substring(0, dot);
  }

  /** Whether cards of this kind hardly ever were too full for the stable version. */
  boolean hadRoom(Stratum stratum) {
    var baseline = of(stratum);
    int full = baseline.causes().entrySet().stream()
        .filter(cause -> Verdict.isFull(cause.getKey()))
        .mapToInt(Map.Entry::getValue)
        .sum();
    return baseline.successes() >= KNOWS_ROOM && full <= FEW * baseline.attempts();
  }
}
