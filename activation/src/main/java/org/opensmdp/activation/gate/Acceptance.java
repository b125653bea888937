package org.opensmdp.activation.gate;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.opensmdp.activation.gate.GateTerms.Minimum;

/** Whether a stage has shown what it must, and if not, what is missing. */
final class Acceptance {
  private static final int LARGEST = 3;
  /** The strata with few cards may not say, together, that a bad version is ten times as likely. */
  private static final double TENFOLD = Math.log(10);

  private final GateTerms terms;

  Acceptance(GateTerms terms) {
    this.terms = terms;
  }

  /** Returns what is missing, if anything is. */
  Optional<String> missing(Collection<StratumWatch> live, Minimum minimum) {
    int verdicts = live.stream().mapToInt(watch -> watch.window().verdicts()).sum();
    if (verdicts < minimum.total()) {
      return Optional.of("%d of %d verdicts of this stage".formatted(verdicts, minimum.total()));
    }
    if (!minimum.proof()) {
      return Spread.sum(live) > 0
          ? Optional.of("failures among the first cards")
          : Optional.empty();
    }
    return sizes(live, verdicts, minimum).or(() -> proof(live, minimum)).or(() -> shares(live));
  }

  private Optional<String> sizes(Collection<StratumWatch> live, int verdicts, Minimum minimum) {
    return live.stream()
        .sorted(Comparator.comparingInt(watch -> -watch.window().verdicts()))
        .limit(LARGEST)
        .filter(watch -> watch.window().verdicts() >= terms.tripWires().shareLeft() * verdicts)
        .filter(watch -> watch.window().verdicts() < minimum.perStratum())
        .map(watch -> "%d of %d verdicts of this stage on %s"
            .formatted(watch.window().verdicts(), minimum.perStratum(), watch.stratum()))
        .findFirst();
  }

  private static Optional<String> proof(Collection<StratumWatch> live, Minimum minimum) {
    var known = live.stream()
        .filter(watch -> watch.total().verdicts() >= Math.max(1, minimum.perStratum()))
        .filter(watch -> watch.expectation().isMeasurable())
        .toList();
    return known.stream()
        .filter(watch -> !watch.success().accepted())
        .map(watch -> StratumFaults.text(
            "%s has not proved itself yet (lambda %.2f)",
            watch.stratum(), watch.success().lambda()))
        .findFirst()
        .or(() -> silence(known))
        .or(() -> tail(live, known));
  }

  private static Optional<String> silence(List<StratumWatch> known) {
    return known.stream()
        .filter(watch -> watch.silence().lambda() > 0)
        .map(watch -> "many are not heard of again on " + watch.stratum())
        .findFirst();
  }

  private static Optional<String> tail(Collection<StratumWatch> live, List<StratumWatch> known) {
    double tail =
        Spread.sum(live.stream().filter(watch -> !known.contains(watch)).toList());
    return tail >= TENFOLD
        ? Optional.of(
            StratumFaults.text("the cards of which there are few fail (lambda %.2f)", tail))
        : Optional.empty();
  }

  private Optional<String> shares(Collection<StratumWatch> live) {
    if (Mud.unknownShare(live) > terms.unknownShare()) {
      return Optional.of("more failures that no source explains than are allowed");
    }
    return live.stream()
        .filter(StratumWatch::isSlow)
        .map(watch -> "the slowest installations are slower than before on " + watch.stratum())
        .findFirst();
  }
}
