package org.opensmdp.activation.glossary;

import java.util.ArrayList;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The number in which Android passes a subject and reason code through
 * (EuiccManager.OPERATION_SMDX_SUBJECT_REASON_CODE): 10 in the upper octet, then three nibbles for the
 * subject and three for the reason, zeros before what is shorter. 0x0A8B1051 is 8.11.1 and 5.1.
 */
final class AndroidCode {
  private static final Pattern DECIMAL = Pattern.compile("(?:android )?(\\d{9})");
  private static final Pattern HEX = Pattern.compile("(?:android )?0x0?(a[0-9a-f]{6})");
  private static final int OPERATION = 10;
  private static final int NIBBLES = 3;

  private AndroidCode() {}

  /** Returns the pair a number stands for; empty if it is none of these numbers. */
  static Optional<String> pairOf(String plain) {
    var decimal = DECIMAL.matcher(plain);
    if (decimal.matches()) {
      return pair(Integer.parseInt(decimal.group(1)));
    }
    var hex = HEX.matcher(plain);
    return hex.matches() ? pair(Integer.parseInt(hex.group(1), 16)) : Optional.empty();
  }

  private static Optional<String> pair(int number) {
    if (number >>> 24 != OPERATION) {
      return Optional.empty();
    }
    return Optional.of(dotted(number >>> (4 * NIBBLES)) + "/" + dotted(number));
  }

  private static String dotted(int number) {
    var parts = new ArrayList<String>();
    for (int i = NIBBLES - 1; i >= 0; i--) {
      int nibble = number >>> (4 * i) & 0xF;
      if (nibble > 0 || !parts.isEmpty()) {
        parts.add(Integer.toString(nibble));
      }
    }
    return String.join(".", parts);
  }
}
