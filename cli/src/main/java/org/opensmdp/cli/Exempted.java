package org.opensmdp.cli;

import java.util.Map;
import org.opensmdp.cli.Field.Place;

/**
 * Who got which version after the second one had become stable with an exception.
 *
 * @param first devices of the excepted firmware with version 1
 * @param second devices of all others with version 2
 * @param wrong devices with another version than theirs
 */
record Exempted(int first, int second, int wrong) {

  static Exempted of(Map<Place, Integer> placed, String firmware) {
    int first = placed.getOrDefault(new Place(firmware, 1), 0);
    int second = placed.entrySet().stream()
        .filter(it -> it.getKey().version() == 2 && !it.getKey().firmware().equals(firmware))
        .mapToInt(Map.Entry::getValue)
        .sum();
    int all = placed.values().stream().mapToInt(Integer::intValue).sum();
    return new Exempted(first, second, all - first - second);
  }
}
