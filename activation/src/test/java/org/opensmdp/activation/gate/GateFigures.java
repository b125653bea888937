package org.opensmdp.activation.gate;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.opensmdp.activation.gate.SimulatedField.Behaviour;
import org.opensmdp.activation.gate.SimulatedField.Outcome;
import org.opensmdp.activation.gate.SimulatedField.Version;

/** The figures of docs/gate.md: the same seeds, the same figures. */
final class GateFigures {
  static final int AA_RUNS = 1000;
  static final int RUNS = 40;

  private static final int MEDIAN_RUNS = 300;
  private static final int MOST = 1200;
  private static final Behaviour USUAL = Behaviour.USUAL;

  /** How often a rollout of some version ended how. */
  record Ends(
      String version,
      int runs,
      long asItShould,
      long untouched,
      long quarantined,
      long rolledBack,
      long frozen,
      int medianInstalls,
      int mostInstalls) {
    /** Those in which something was done to the version. */
    long touched() {
      return runs - untouched;
    }
  }

  /** How many verdicts it takes to take a version back that has that success. */
  record Speed(double success, int median, int p95) {}

  Ends goodVersion() {
    return ends(
        "the same as the stable one (A/A)",
        AA_RUNS,
        Version.everywhere(USUAL),
        GateFigures::isQuiet);
  }

  /** Of versions that fail everywhere, where all cards are alike, and where there are four kinds. */
  List<Speed> speeds(boolean alike) {
    return List.of(0.0, 0.5, 0.8, 0.9).stream()
        .map(success -> speed(success, alike))
        .toList();
  }

  private static Speed speed(double success, boolean alike) {
    var mix = alike ? Map.of(SimulatedField.A, 1.0) : SimulatedField.MIX;
    var stable = USUAL.succeeding(alike ? 0.975 : 0.98);
    var version = Version.everywhere(USUAL.succeeding(success));
    int[] verdicts = IntStream.range(0, MEDIAN_RUNS)
        .parallel()
        .map(seed -> new SimulatedField(seed, stable, mix).verdictsToRollBack(version, MOST))
        .sorted()
        .toArray();
    return new Speed(success, verdicts[(MEDIAN_RUNS - 1) / 2], verdicts[MEDIAN_RUNS * 95 / 100]);
  }

  List<Ends> brokenVersions() {
    var one = SimulatedField.B;
    return List.of(
        all("fails always, on one element", USUAL.failing(0.97)),
        all("fails always, in many ways", USUAL.succeeding(0)),
        all("fails always, and no source explains it", USUAL.unexplained(0.97)),
        all("20 % more failures, on one element", USUAL.failing(0.20)),
        all("20 % more failures, in many ways", USUAL.succeeding(0.77)),
        one("fails always on one firmware", one, USUAL.failing(0.97)),
        one("20 % more failures on one firmware", one, USUAL.failing(0.20)),
        one("fails always on the firmware most have", SimulatedField.A, USUAL.failing(0.97)),
        one("fails always on the firmware fewest have", SimulatedField.D, USUAL.failing(0.97)),
        all("takes half as long again", USUAL.slow(1.5)),
        one("takes half as long again on one firmware", one, USUAL.slow(1.5)),
        all("20 % more are never heard of again", USUAL.silent(0.20)),
        one("20 % more are silent on one firmware", one, USUAL.silent(0.20)),
        all("5 % cannot verify it (PIR 8)", USUAL.ending("PIR 8", 0.05)),
        all("5 % have another identity (PIR 13)", USUAL.ending("PIR 13", 0.05)),
        asks("20 % more failures that no source explains", USUAL.unexplained(0.20)),
        asks("20 % more end by fault of others", USUAL.excluding(0.20)));
  }

  private static boolean isQuiet(Outcome end) {
    return end.quarantined().isEmpty()
        && (end.last() instanceof Decision.Accept || end.last() instanceof Decision.Wait);
  }

  private static Ends all(String name, Behaviour behaviour) {
    return ends(
        name, RUNS, Version.everywhere(behaviour), end -> end.last() instanceof Decision.RollBack);
  }

  private static Ends one(String name, Stratum bad, Behaviour behaviour) {
    return ends(
        name,
        RUNS,
        Version.only(bad, behaviour),
        end -> end.quarantined().equals(List.of(bad))
            && !(end.last() instanceof Decision.RollBack)
            && !(end.last() instanceof Decision.Freeze));
  }

  private static Ends asks(String name, Behaviour behaviour) {
    return ends(
        name, RUNS, Version.everywhere(behaviour), end -> end.last() instanceof Decision.Freeze);
  }

  private static Ends ends(String name, int runs, Version version, Predicate<Outcome> right) {
    var outcomes = IntStream.range(0, runs)
        .parallel()
        .mapToObj(seed -> new SimulatedField(seed).run(version))
        .toList();
    int[] installs = outcomes.stream().mapToInt(Outcome::firstAt).sorted().toArray();
    return new Ends(
        name,
        runs,
        outcomes.stream().filter(right).count(),
        outcomes.stream().filter(GateFigures::isQuiet).count(),
        outcomes.stream().filter(end -> !end.quarantined().isEmpty()).count(),
        count(outcomes, Decision.RollBack.class),
        count(outcomes, Decision.Freeze.class),
        installs[runs / 2],
        installs[runs - 1]);
  }

  private static long count(List<Outcome> outcomes, Class<? extends Decision> kind) {
    return outcomes.stream().filter(end -> kind.isInstance(end.last())).count();
  }

  /** Returns the tables as they stand in docs/gate.md. */
  static String tables(Ends good, List<Ends> broken, List<Speed> alike, List<Speed> mixed) {
    var text = new StringBuilder();
    text.append(
        "| version | runs | as it should | nothing done | a quarantine | rolled back | frozen |"
            + " installs until then: median | most |\n|---|---|---|---|---|---|---|---|---|\n");
    text.append(row(good));
    broken.forEach(ends -> text.append(row(ends)));
    text.append("\n| true success | one kind of card: median | 95 % | four kinds: median | 95 % |\n"
        + "|---|---|---|---|---|\n");
    for (int i = 0; i < alike.size(); i++) {
      text.append(row(alike.get(i), mixed.get(i)));
    }
    return text.toString();
  }

  private static String row(Speed alike, Speed mixed) {
    return String.format(
        Locale.ROOT,
        "| %.0f %% | %d | %d | %d | %d |\n",
        100 * alike.success(),
        alike.median(),
        alike.p95(),
        mixed.median(),
        mixed.p95());
  }

  private static String row(Ends ends) {
    return "| %s | %d | %d | %d | %d | %d | %d | %d | %d |\n"
        .formatted(
            ends.version(),
            ends.runs(),
            ends.asItShould(),
            ends.untouched(),
            ends.quarantined(),
            ends.rolledBack(),
            ends.frozen(),
            ends.medianInstalls(),
            ends.mostInstalls());
  }
}
