package org.opensmdp.activation.gate;

import java.util.Map;

/**
 * The stable version's record on every stratum of cards, and what the new one is expected to do by it.
 *
 * @param strata one for each stratum that was seen
 * @param growth octets of the new version's package for each octet of the stable one's, 1.0 if unknown
 */
public record Baselines(Map<Stratum, Baseline> strata, double growth) {
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
}
