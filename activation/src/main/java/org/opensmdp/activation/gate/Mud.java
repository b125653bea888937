package org.opensmdp.activation.gate;

import java.util.Collection;
import java.util.Optional;

/** Evidence that a person has to look at: failures that nobody explains, attempts that stop counting. */
final class Mud {
  private static final int LEAST = 20;
  private static final int FIRST_LOOK = 30;
  private static final double SURE = 4; // normal deviate
  private static final double CHANCE = 1e-5; // the same for numbers too small for it

  private final GateTerms terms;
  private final StableWatch stable;
  private int nextLook = FIRST_LOOK;

  Mud(GateTerms terms, StableWatch stable) {
    this.terms = terms;
    this.stable = stable;
  }

  void beginWindow() {
    nextLook = FIRST_LOOK;
  }

  Optional<String> find(Collection<StratumWatch> live) {
    return unknown(live).or(() -> excluded(live));
  }

  /** Says so if there were successes, and most of the failures beside them no source explains. */
  static Optional<String> ofFailures(Collection<StratumWatch> watches) {
    int successes = watches.stream().mapToInt(watch -> watch.window().successes).sum();
    return successes > 0 && unknowns(watches) * 2 > verdicts(watches) - successes
        ? Optional.of("most of these failures no source explains")
        : Optional.empty();
  }

  /** Returns the share of the verdicts of this stage that nobody explains. */
  static double unknownShare(Collection<StratumWatch> live) {
    int verdicts = verdicts(live);
    return verdicts == 0 ? 0 : (double) unknowns(live) / verdicts;
  }

  private static int verdicts(Collection<StratumWatch> live) {
    return live.stream().mapToInt(watch -> watch.window().verdicts()).sum();
  }

  private static int unknowns(Collection<StratumWatch> live) {
    return live.stream().mapToInt(watch -> watch.window().unknown).sum();
  }

  private Optional<String> unknown(Collection<StratumWatch> live) {
    int verdicts = verdicts(live);
    int unknown = unknowns(live);
    double expected = live.stream()
        .mapToDouble(
            watch -> watch.window().verdicts() * (1 - watch.expectation().success()))
        .sum();
    return verdicts >= LEAST
            && unknown > terms.unknownShare() * verdicts
            && Statistics.isUnlikely(unknown, expected, 0.001)
        ? Optional.of(
            "%d of %d verdicts are failures that no source explains".formatted(unknown, verdicts))
        : Optional.empty();
  }

  private Optional<String> excluded(Collection<StratumWatch> live) {
    int seen = 0;
    int tries = 0;
    double expected = 0;
    double variance = 0;
    for (var watch : live) {
      var usual = stable.excluded(watch.stratum());
      if (usual.of() >= LEAST) {
        int n = watch.window().verdicts() + watch.window().excluded;
        double share = Math.max(usual.share(), 1 / usual.of());
        tries += n;
        seen += watch.window().excluded;
        expected += n * usual.share();
        variance += n * share * (1 - share) * (1 + n / usual.of());
      }
    }
    if (tries < nextLook) {
      return Optional.empty();
    }
    nextLook += nextLook / 2;
    double more = seen - expected;
    return Math.abs(more) > terms.excludedPoints() * tries
            && Math.abs(more) > SURE * Math.sqrt(variance)
            && (more < 0 || Statistics.isUnlikely(seen, expected, CHANCE))
        ? Optional.of(StratumFaults.text(
            "%d of %d attempts do not count, being the fault of others; with the stable version %.0f"
                + " would not",
            seen, tries, expected))
        : Optional.empty();
  }
}
