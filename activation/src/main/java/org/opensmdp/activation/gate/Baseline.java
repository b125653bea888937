package org.opensmdp.activation.gate;

import java.util.List;
import java.util.Map;

/**
 * What the stable version did on one stratum of cards before the rollout: the 14 days that it is measured
 * against. Attempts that ended, synthetic ones left out.
 *
 * @param successes installations that the card confirmed
 * @param failures those attributed to TEMPLATE, SERVER or UNKNOWN
 * @param silent packages delivered and never confirmed
 * @param excluded the others: USER, OPERATOR, NETWORK, DEVICE, without the silent ones
 * @param causes how often each cause was seen, of failures and excluded ones alike: {@code PIR 12 PE 3
 *     status 6}
 * @param seconds from delivery to report of successes, in any order; 500 are plenty
 */
public record Baseline(
    int successes,
    int failures,
    int silent,
    int excluded,
    Map<String, Integer> causes,
    List<Double> seconds) {
  /** Of a stratum on which the stable version was never tried. */
  public static final Baseline NONE = new Baseline(0, 0, 0, 0, Map.of(), List.of());

  public Baseline {
    if (successes < 0 || failures < 0 || silent < 0 || excluded < 0) {
      throw new IllegalArgumentException("a baseline counts from 0 up");
    }
    causes = Map.copyOf(causes);
    seconds = List.copyOf(seconds);
  }

  /** Returns the attempts whose end says something of the version: successes and failures. */
  public int verdicts() {
    return successes + failures;
  }

  /** Returns all attempts. */
  public int attempts() {
    return successes + failures + silent + excluded;
  }

  /** Returns those of two strata together. Their seconds stay apart: no two kinds of card are equally fast. */
  Baseline plus(Baseline other) {
    return new Baseline(
        successes + other.successes,
        failures + other.failures,
        silent + other.silent,
        excluded + other.excluded,
        Map.of(),
        List.of());
  }
}
