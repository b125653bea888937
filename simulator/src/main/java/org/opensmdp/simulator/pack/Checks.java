package org.opensmdp.simulator.pack;

import java.nio.charset.StandardCharsets;

/** What is asked of values of a pack; messages start with the key. */
final class Checks {
  private Checks() {}

  static void require(boolean holds, String message, Object found) {
    if (!holds) {
      throw new IllegalArgumentException(message.formatted(found));
    }
  }

  static void name(String key, String value) {
    require(
        value.matches("[a-z0-9][a-z0-9-]{0,39}"),
        key + ": '%s' (expected: small letters, digits and hyphens, at most 40)",
        value);
  }

  static void octets(String key, String value, int most) {
    int octets = value.getBytes(StandardCharsets.UTF_8).length;
    require(
        octets >= 1 && octets <= most,
        key + ": %d octets of UTF-8 (expected: 1 to " + most + ")",
        octets);
  }

  static void share(String key, double value) {
    require(value >= 0 && value <= 1, key + ": %s (expected: 0 to 1)", value);
  }
}
