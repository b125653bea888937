package org.opensmdp.console;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Constants as the admin API writes them: lower case, with hyphens. */
final class Words {
  private Words() {}

  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Returns the constant of a word.
   *
   * @throws IllegalArgumentException if there is none; the message names those there are
   */
  static <E extends Enum<E>> E constant(Class<E> type, String word) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> of(constant).equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("one of these expected: "
            + Arrays.stream(type.getEnumConstants())
                .map(Words::of)
                .collect(Collectors.joining(", "))));
  }
}
