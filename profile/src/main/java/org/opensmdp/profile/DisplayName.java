package org.opensmdp.profile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.regex.Pattern;

/**
 * A name that phones show: UTF-8, counted in octets, of which a name has fewer than letters in Latin
 * script only (SGP.22 v2 §5.5.3).
 */
public enum DisplayName {
  /** serviceProviderName, UTF8String (SIZE(0..32)). */
  SERVICE_PROVIDER("serviceProviderName", 32),
  /** profileName, UTF8String (SIZE(0..64)). */
  PROFILE("profileName", 64);

  /** A character as people see it: with its accents, joined emoji as one. */
  private static final Pattern CHARACTER = Pattern.compile("\\X");

  private final String asn1Name;
  private final int mostOctets;

  DisplayName(String asn1Name, int mostOctets) {
    this.asn1Name = asn1Name;
    this.mostOctets = mostOctets;
  }

  public int mostOctets() {
    return mostOctets;
  }

  /**
   * Returns the name if phones can show it as it is.
   *
   * @throws IllegalArgumentException with the count of octets if it is blank or too long, or if it has
   *     control characters or half a character
   */
  public String checked(String name) {
    if (name.isBlank()) {
      throw new IllegalArgumentException(asn1Name + ": empty (expected: a name to show)");
    }
    if (!UTF_8.newEncoder().canEncode(name)
        || name.codePoints().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          asn1Name + ": a control character, or half of a character (expected: text)");
    }
    int octets = octets(name);
    if (octets > mostOctets) {
      throw new IllegalArgumentException("%s: %d octets of UTF-8 (expected: 1 to %d); it can be cut"
          .formatted(asn1Name, octets, mostOctets));
    }
    return name;
  }

  /** Returns the name, or as many whole characters of it as fit, without blanks at the end. */
  public String cut(String name) {
    if (octets(name) <= mostOctets) {
      return name;
    }
    var characters = CHARACTER.matcher(name);
    int end = 0;
    int octets = 0;
    while (characters.find() && octets <= mostOctets) {
      octets += octets(characters.group());
      end = octets <= mostOctets ? characters.end() : end;
    }
    return name.substring(0, end).stripTrailing();
  }

  private static int octets(String name) {
    return name.getBytes(UTF_8).length;
  }
}
