package org.opensmdp.rsp;

import java.util.regex.Pattern;

/**
 * The number of a profile: 18 to 20 decimal digits that start with 89, without filler (SGP.22 v2
 * §4.4, ITU-T E.118). A 19-digit number, the usual one, ends in a Luhn digit and is checked; numbers
 * of 18 and 20 digits are in the field without one and are not.
 */
public record Iccid(String digits) {
  private static final Pattern FORM = Pattern.compile("89[0-9]{16,18}");

  private static final int OCTETS = 10;

  public Iccid {
    if (!FORM.matcher(digits).matches()) {
      throw new IllegalArgumentException(
          "ICCID: '%s' (expected: 18 to 20 digits, starting with 89)".formatted(digits));
    }
    if (digits.length() == 19 && !Luhn.holds(digits)) {
      throw new IllegalArgumentException("ICCID: '%s' has check digit %c (expected: %c)"
          .formatted(digits, digits.charAt(18), Luhn.checkDigit(digits.substring(0, 18))));
    }
  }

  /** Reads text as interfaces send it: digits, one filler F allowed at the end. */
  public static Iccid parse(String text) {
    return new Iccid(
        text.endsWith("F") || text.endsWith("f") ? text.substring(0, text.length() - 1) : text);
  }

  /** Returns the ICCID of a body of 18 digits, with its check digit put behind. */
  public static Iccid withCheckDigit(String body) {
    return new Iccid(body + Luhn.checkDigit(body));
  }

  /** Reads EF.ICCID and tag 5A: 10 octets, nibble-swapped, filler F. */
  public static Iccid fromSwapped(String path, Bytes octets) {
    return checked(path, SwappedBcd.swappedDigits(path, Sizes.exactly(path, OCTETS, octets)));
  }

  /** Reads the header of a profile package: 10 octets, not swapped, filler F. */
  public static Iccid fromPlain(String path, Bytes octets) {
    return checked(path, SwappedBcd.digits(path, Sizes.exactly(path, OCTETS, octets)));
  }

  /** Returns 10 octets, nibble-swapped, as EF.ICCID and tag 5A hold it. */
  public Bytes swapped() {
    return SwappedBcd.swapped(digits, OCTETS);
  }

  /** Returns 10 octets, not swapped, as the header of a profile package holds it. */
  public Bytes plain() {
    return SwappedBcd.plain(digits, OCTETS);
  }

  /** Returns at least 20 characters: 19 digits get a filler F, as ES2+ clients up to v2.1 expect. */
  public String padded() {
    return digits.length() == 19 ? digits + "F" : digits;
  }

  private static Iccid checked(String path, String digits) {
    try {
      return new Iccid(digits);
    } catch (IllegalArgumentException e) {
      // without the cause, which quotes the number
      throw new InvalidMessage(path
          + ": not an ICCID (expected: 18 to 20 digits, starting with 89, a right check digit)");
    }
  }

  @Override
  public String toString() {
    return digits;
  }
}
