package org.opensmdp.activation.gate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.opensmdp.activation.AttemptEnd.Result;
import org.opensmdp.activation.Attribution;
import org.opensmdp.activation.gate.Sample.Arm;

/**
 * Cards of some strata that try a new version and the stable one beside it, at random from a seed. Each
 * attempt is of another card. The baseline is drawn as well, as it is in the field.
 */
final class SimulatedField {
  static final Stratum A = new Stratum("89049032", "66.81.2", "2.1.0");
  static final Stratum B = new Stratum("89049032", "36.17.4", "2.3.1");
  static final Stratum C = new Stratum("89033023", "5.8.1", "2.3.1");
  static final Stratum D = new Stratum("89044045", "4.2.0", "3.1.0");

  /** The share of each stratum in the traffic. */
  static final Map<Stratum, Double> MIX = mix(0.40, 0.30, 0.20, 0.10);

  private static final int BASELINE = 4000;
  private static final int STAGES = 5;
  private static final int PER_STAGE = 200;

  private final SplittableRandom random;
  private final Behaviour stable;
  private final Map<Stratum, Double> mix;
  private int devices;

  /**
   * How a version behaves on one stratum: shares of all attempts, the rest succeeds.
   *
   * @param content failures by fault of the content
   * @param cause of those; absent: of many kinds
   * @param unknown failures that no source explains
   * @param slowness factor of the time
   */
  record Behaviour(
      double content,
      Optional<String> cause,
      double unknown,
      double silent,
      double excluded,
      double slowness) {
    /** 97 % success, 3 % silence, 8 % that do not count. */
    static final Behaviour USUAL = new Behaviour(0.02, Optional.empty(), 0.01, 0.03, 0.08, 1);

    /** Fails so often more, on an element. */
    Behaviour failing(double more) {
      return new Behaviour(
          content + more, Optional.of("PIR 12 PE 7 status 9"), unknown, silent, excluded, slowness);
    }

    /** Reaches that success, failing in many ways. */
    Behaviour succeeding(double success) {
      return new Behaviour(1 - success, Optional.empty(), 0, silent, excluded, slowness);
    }

    Behaviour ending(String with, double share) {
      return new Behaviour(share, Optional.of(with), unknown, silent, excluded, slowness);
    }

    Behaviour unexplained(double more) {
      return new Behaviour(content, cause, unknown + more, silent, excluded, slowness);
    }

    Behaviour silent(double more) {
      return new Behaviour(content, cause, unknown, silent + more, excluded, slowness);
    }

    Behaviour excluding(double more) {
      return new Behaviour(content, cause, unknown, silent, excluded + more, slowness);
    }

    Behaviour slow(double factor) {
      return new Behaviour(content, cause, unknown, silent, excluded, factor);
    }
  }

  /** A version: how it behaves on each stratum. */
  interface Version {
    Behaviour on(Stratum stratum);

    static Version everywhere(Behaviour behaviour) {
      return stratum -> behaviour;
    }

    static Version only(Stratum bad, Behaviour behaviour) {
      return stratum -> stratum.equals(bad) ? behaviour : Behaviour.USUAL;
    }
  }

  /**
   * How a rollout ended.
   *
   * @param firstAt installs of the new version when the first decision fell that is no waiting; all of them if
   *     none fell
   */
  record Outcome(Decision last, List<Stratum> quarantined, int firstAt) {}

  SimulatedField(long seed) {
    this(seed, Behaviour.USUAL, MIX);
  }

  SimulatedField(long seed, Behaviour stable, Map<Stratum, Double> mix) {
    this.random = new SplittableRandom(seed);
    this.stable = stable;
    this.mix = mix;
  }

  static Map<Stratum, Double> mix(double a, double b, double c, double d) {
    var mix = new LinkedHashMap<Stratum, Double>();
    mix.put(A, a);
    mix.put(B, b);
    mix.put(C, c);
    mix.put(D, d);
    return mix;
  }

  /** Runs a rollout through all its stages, or to the decision that ends it. */
  Outcome run(Version version) {
    var gate = new Gate(GateTerms.standard(), baselines());
    var quarantined = new ArrayList<Stratum>();
    int first = 0;
    Decision last = gate.decide();
    for (int tries = 0; tries < STAGES * PER_STAGE && !ends(last); tries++) {
      gate.add(sample(Arm.STABLE, 0, draw(), stable));
      var stratum = draw();
      if (quarantined.contains(stratum)) {
        continue;
      }
      var sample = sample(Arm.NEW, tries / PER_STAGE, stratum, version.on(stratum));
      gate.add(sample);
      first += quarantined.isEmpty() ? 1 : 0;
      if (sample.result() != Result.SUCCESS || tries % 5 == 4) {
        last = gate.decide();
      }
      if (last instanceof Decision.Quarantine bad) {
        quarantined.add(bad.stratum());
        gate.quarantine(bad.stratum());
        last = gate.decide();
      }
    }
    return new Outcome(last, quarantined, first);
  }

  private static boolean ends(Decision decision) {
    return decision instanceof Decision.RollBack || decision instanceof Decision.Freeze;
  }

  /** Returns how many verdicts it takes until the version is taken from everybody. */
  int verdictsToRollBack(Version version, int most) {
    var gate = new Gate(GateTerms.standard(), baselines());
    var quarantined = new HashSet<Stratum>();
    int verdicts = 0;
    while (verdicts < most) {
      var stratum = draw();
      if (quarantined.contains(stratum)) {
        continue;
      }
      var sample = sample(Arm.NEW, 0, stratum, version.on(stratum));
      gate.add(sample);
      verdicts += Verdict.of(sample, false).counts() ? 1 : 0;
      if (sample.result() == Result.SUCCESS) {
        continue;
      }
      var decision = gate.decide();
      if (decision instanceof Decision.RollBack) {
        return verdicts;
      }
      if (decision instanceof Decision.Quarantine bad) {
        quarantined.add(bad.stratum());
        gate.quarantine(bad.stratum());
      }
    }
    return most;
  }

  /** Drawn with one number an attempt, for it is most of the work. */
  Baselines baselines() {
    var drawn = new HashMap<Stratum, Drawn>();
    for (int i = 0; i < BASELINE; i++) {
      drawn.computeIfAbsent(draw(), it -> new Drawn()).add();
    }
    var strata = new HashMap<Stratum, Baseline>();
    drawn.forEach((stratum, baseline) -> strata.put(stratum, baseline.ended()));
    return new Baselines(strata, 1.0);
  }

  private final class Drawn {
    private final Map<String, Integer> causes = new HashMap<>();
    private final List<Double> seconds = new ArrayList<>();
    private int successes;
    private int failures;
    private int silent;
    private int excluded;

    void add() {
      double at = random.nextDouble();
      double spoken = (1 - stable.excluded()) * (1 - stable.silent());
      if (at < stable.excluded()) {
        excluded++;
      } else if (at >= stable.excluded() + spoken) {
        silent++;
      } else {
        verdict((at - stable.excluded()) / spoken);
      }
    }

    private void verdict(double at) {
      if (at < stable.content()) {
        failures++;
        causes.merge(anyCause(), 1, Integer::sum);
      } else if (at < stable.content() + stable.unknown()) {
        failures++;
      } else {
        successes++;
        if (seconds.size() < 150) {
          seconds.add(seconds(stable));
        }
      }
    }

    Baseline ended() {
      return new Baseline(successes, failures, silent, excluded, causes, seconds);
    }
  }

  private double seconds(Behaviour behaviour) {
    return 22 * behaviour.slowness() * Math.exp(0.3 * random.nextGaussian());
  }

  private Stratum draw() {
    double at = random.nextDouble();
    Stratum last = A;
    for (var entry : mix.entrySet()) {
      last = entry.getKey();
      at -= entry.getValue();
      if (at < 0) {
        return last;
      }
    }
    return last;
  }

  Sample sample(Arm arm, int stage, Stratum stratum, Behaviour behaviour) {
    if (random.nextDouble() < behaviour.excluded()) {
      return ended(arm, stage, stratum, Result.CANCELLED, Attribution.USER, "cancel 0");
    }
    if (random.nextDouble() < behaviour.silent()) {
      return ended(arm, stage, stratum, Result.UNCONFIRMED, Attribution.NETWORK, "silence");
    }
    double at = random.nextDouble();
    if (at < behaviour.content()) {
      var cause = behaviour.cause().orElseGet(this::anyCause);
      return ended(arm, stage, stratum, Result.FAILURE, attribution(cause), cause);
    }
    if (at < behaviour.content() + behaviour.unknown()) {
      return ended(arm, stage, stratum, Result.FAILURE, Attribution.UNKNOWN, "PIR 127");
    }
    return new Sample(
        arm,
        stage,
        stratum,
        device(),
        Result.SUCCESS,
        Optional.empty(),
        "",
        OptionalDouble.of(seconds(behaviour)));
  }

  private static Attribution attribution(String cause) {
    return cause.equals("PIR 8") ? Attribution.SERVER : Attribution.TEMPLATE;
  }

  /** What cards in the field say now and then of a version that is good; one element more than others. */
  private String anyCause() {
    return random.nextInt(3) == 0
        ? "PIR 12 PE 12 status 2"
        : "PIR 12 PE %d status %d".formatted(1 + random.nextInt(12), 1 + random.nextInt(9));
  }

  private Sample ended(
      Arm arm, int stage, Stratum stratum, Result result, Attribution by, String cause) {
    return new Sample(
        arm, stage, stratum, device(), result, Optional.of(by), cause, OptionalDouble.empty());
  }

  private String device() {
    return Integer.toString(devices++);
  }
}
