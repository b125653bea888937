package org.opensmdp.activation.gate;

import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Cards that refuse the same element for the same reason: three are no accident, unless the stable version
 * breaks on it as well now and then.
 */
final class EqualElements {
  private static final double CHANCE = 1e-5; // there are a hundred elements and many looks

  private static final double SECOND = 0.001; // that another firmware has it by accident

  private final int enough;
  private final StableWatch stable;
  private final Map<String, Map<String, Set<String>>> devices =
      new HashMap<>(); // element, firmware

  private final Map<String, Integer> triesOf = new HashMap<>(); // of each firmware

  /** What was found. */
  record Finding(boolean onTwoFirmwares, String why) {}

  EqualElements(int enough, StableWatch stable) {
    this.enough = enough;
    this.stable = stable;
  }

  Optional<Finding> add(Sample sample) {
    triesOf.merge(sample.stratum().firmware(), 1, Integer::sum);
    int tries = triesOf.values().stream().mapToInt(Integer::intValue).sum();
    return Verdict.element(sample.cause()).flatMap(element -> add(element, sample, tries));
  }

  private Optional<Finding> add(String element, Sample sample, int tries) {
    var byFirmware = devices.computeIfAbsent(element, it -> new HashMap<>());
    var here = byFirmware.computeIfAbsent(sample.stratum().firmware(), it -> new HashSet<>());
    here.add(sample.device());
    int all = byFirmware.values().stream().mapToInt(Set::size).sum();
    if (all < enough || !isUnlikely(all, element, sample, tries, CHANCE)) {
      return Optional.empty();
    }
    int most = byFirmware.values().stream().mapToInt(Set::size).max().orElse(0);
    if (all > most && isUnlikely(all - most, element, sample, triesElsewhere(byFirmware), SECOND)) {
      return Optional.of(new Finding(
          true,
          "%d cards of %d firmwares refuse the same element for the same reason, %s"
              .formatted(all, byFirmware.size(), element)));
    }
    return here.size() < enough
        ? Optional.empty()
        : Optional.of(new Finding(
            false,
            "%d cards refuse the same element for the same reason, %s"
                .formatted(here.size(), element)));
  }

  /** How often cards of other firmware than the one that refuses it most have tried. */
  private int triesElsewhere(Map<String, Set<String>> byFirmware) {
    var most = Collections.max(
        byFirmware.entrySet(), Comparator.comparingInt(entry -> entry.getValue().size()));
    return triesOf.entrySet().stream()
        .filter(entry -> !entry.getKey().equals(most.getKey()))
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  private boolean isUnlikely(int seen, String element, Sample sample, int of, double chance) {
    return Statistics.isUnlikely(seen, stable.expectedOf(element, sample.stratum(), of), chance);
  }
}
