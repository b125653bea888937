package org.opensmdp.activation.gate;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a fault is one stratum's or the version's. It is the version's if a second firmware has it as
 * well, if the other cards alone make it seven times likelier than not, or if hardly anybody would be left.
 */
final class Spread {
  private static final double SEVENFOLD = 2; // two failures more than expected

  private final GateTerms terms;
  private final StableWatch stable;
  private final Map<Stratum, StratumWatch> watches;

  Spread(GateTerms terms, StableWatch stable, Map<Stratum, StratumWatch> watches) {
    this.terms = terms;
    this.stable = stable;
    this.watches = watches;
  }

  /** Returns why the fault of this stratum is a matter of all, if it is. */
  Optional<String> beyond(StratumWatch faulty) {
    var others = watches.values().stream()
        .filter(watch -> !watch.firmware().equals(faulty.firmware()))
        .toList();
    if (others.stream().anyMatch(watch -> watch.fault().isPresent())) {
      return Optional.of("it is the second firmware that it fails on");
    }
    double elsewhere = sum(others.stream().filter(StratumWatch::isLive).toList());
    if (elsewhere >= SEVENFOLD) {
      return Optional.of(StratumFaults.text("the others fail as well (lambda %.2f)", elsewhere));
    }
    return shareLeft() < terms.tripWires().shareLeft()
        ? Optional.of("hardly any other cards are served")
        : Optional.empty();
  }

  private double shareLeft() {
    var strata = new LinkedHashSet<>(stable.strata());
    strata.addAll(watches.keySet());
    long all = 0;
    long left = 0;
    for (var stratum : strata) {
      var watch = watches.get(stratum);
      long traffic = stable.traffic(stratum) + (watch == null ? 0 : tries(watch));
      all += traffic;
      left += watch == null || watch.isLive() ? traffic : 0;
    }
    return all == 0 ? 0 : (double) left / all;
  }

  private static long tries(StratumWatch watch) {
    var total = watch.total();
    return (long) total.verdicts() + total.silent + total.excluded;
  }

  /** Returns why it fails everywhere, if all together say so and not one firmware alone. */
  Optional<String> everywhere(Collection<StratumWatch> live) {
    var byFirmware = new HashMap<String, Double>();
    live.stream()
        .filter(watch -> watch.expectation().isMeasurable())
        .forEach(watch -> byFirmware.merge(watch.firmware(), watch.together(), Double::sum));
    double all = sum(live);
    return all >= terms.rollbackBorder() && all - Collections.max(byFirmware.values()) >= SEVENFOLD
        ? Optional.of(StratumFaults.text(
            "all cards together fail more often than with the stable version (lambda %.2f)", all))
        : Optional.empty();
  }

  /** Returns lambda of the strata together. */
  static double sum(Collection<StratumWatch> watches) {
    return watches.stream()
        .filter(watch -> watch.expectation().isMeasurable())
        .mapToDouble(StratumWatch::together)
        .sum();
  }
}
