package org.opensmdp.activation.gate;

import java.util.Locale;
import java.util.Optional;

/** Whether the version has failed on one stratum, and why: the first reason that is found. */
final class StratumFaults {
  private static final int LEAST_SECONDS = 30;

  private final GateTerms terms;
  private final StableWatch stable;

  StratumFaults(GateTerms terms, StableWatch stable) {
    this.terms = terms;
    this.stable = stable;
  }

  /** {@code ofCount}: whether it is the number of failures, whoever's fault they are. */
  record Fault(boolean ofCount, String why) {}

  Optional<Fault> find(StratumWatch watch) {
    if (!watch.expectation().isMeasurable()) {
      return Optional.empty();
    }
    return sharp(watch)
        .or(() -> silence(watch))
        .or(() -> latency(watch))
        .map(why -> new Fault(false, why))
        .or(() -> count(watch).map(why -> new Fault(true, why)));
  }

  private Optional<String> sharp(StratumWatch watch) {
    var total = watch.total();
    var expected = watch.expectation();
    var wires = terms.tripWires();
    if (watch.row() >= expected.failuresInRow(wires.failuresInRow())) {
      return Optional.of(
          "%d failures by fault of the content one after the other".formatted(watch.row()));
    }
    if (total.successes == 0 && total.failures >= expected.firstVerdicts(wires.firstVerdicts())) {
      return Optional.of(
          "not one of the first %d attempts was a success".formatted(total.failures));
    }
    return Optional.empty();
  }

  private static Optional<String> count(StratumWatch watch) {
    var total = watch.total();
    var expected = watch.expectation();
    return watch.success().failed()
        ? Optional.of(text(
            "%d of %d succeeded, where %.1f %% were expected (lambda %.2f)",
            total.successes,
            total.verdicts(),
            100 * expected.p0(),
            watch.success().lambda()))
        : Optional.empty();
  }

  private static Optional<String> silence(StratumWatch watch) {
    var total = watch.total();
    return watch.silence().failed()
        ? Optional.of(text(
            "%d of %d were never heard of again, where %.1f %% were expected at most",
            total.silent,
            total.silent + total.verdicts(),
            100 * watch.expectation().s0()))
        : Optional.empty();
  }

  private Optional<String> latency(StratumWatch watch) {
    if (!watch.isTimeToLook()) {
      return Optional.empty();
    }
    double[] before = Statistics.sorted(stable.seconds(watch.stratum()));
    double[] seconds = Statistics.sorted(watch.seconds());
    if (before.length < LEAST_SECONDS) {
      return Optional.empty();
    }
    watch.slow(isSlowest(seconds, before));
    double median = Statistics.quantile(seconds, 0.5);
    double usual = Statistics.quantile(before, 0.5);
    return median > terms.slower() * usual
            && Statistics.above(seconds, before) > Statistics.ONE_IN_A_THOUSAND
        ? Optional.of(text(
            "an installation takes %.1f s in the median, with the stable version %.1f s",
            median, usual))
        : Optional.empty();
  }

  /** Whether the slowest twentieth is slower than that of the stable version by more than is allowed. */
  private boolean isSlowest(double[] seconds, double[] before) {
    return seconds.length >= LEAST_SECONDS
        && Statistics.quantile(seconds, 0.95) > terms.slower() * Statistics.quantile(before, 0.95);
  }

  static String text(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
