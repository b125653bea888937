package org.opensmdp.rsp;

import java.math.BigInteger;
import java.util.regex.Pattern;

/**
 * The number of an eUICC: 32 decimal digits (SGP.22 v2 §4.3, SGP.29). The check digits are not
 * verified at construction, because chips with wrong ones are in the field; ask {@link
 * #checkDigitsHold()} where a person typed the number.
 */
public record Eid(String digits) {
  private static final Pattern FORM = Pattern.compile("[0-9]{32}");

  private static final BigInteger NINETY_SEVEN = BigInteger.valueOf(97);
  private static final int OCTETS = 16;

  public Eid {
    if (!FORM.matcher(digits).matches()) {
      throw new IllegalArgumentException("EID: '%s' (expected: 32 digits)".formatted(digits));
    }
  }

  /** Returns the EID of 30 digits, with its two check digits put behind. */
  public static Eid withCheckDigits(String body) {
    int remainder = new BigInteger(body + "00").mod(NINETY_SEVEN).intValue();
    return new Eid(body + "%02d".formatted(98 - remainder));
  }

  /** Reads 16 octets, high nibble first. */
  public static Eid fromOctets(String path, Bytes octets) {
    try {
      return new Eid(Sizes.exactly(path, OCTETS, octets).toString());
    } catch (IllegalArgumentException e) {
      // without the cause, which quotes the number
      throw new InvalidMessage(path + ": not an EID (expected: 32 digits)");
    }
  }

  /** Returns 16 octets, high nibble first, as key derivation and tag 5A of GetEID take it. */
  public Bytes octets() {
    return Bytes.fromHex(digits);
  }

  /** Whether the whole number is 1 modulo 97. */
  public boolean checkDigitsHold() {
    return new BigInteger(digits).mod(NINETY_SEVEN).equals(BigInteger.ONE);
  }

  @Override
  public String toString() {
    return digits;
  }
}
