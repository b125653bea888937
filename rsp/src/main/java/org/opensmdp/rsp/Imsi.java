package org.opensmdp.rsp;

import java.util.regex.Pattern;

/** The number of a subscriber: 6 to 15 decimal digits, MCC and MNC first (3GPP TS 23.003 §2.2). */
public record Imsi(String digits) {
  private static final Pattern FORM = Pattern.compile("[0-9]{6,15}");

  private static final int OCTETS = 9;

  public Imsi {
    if (!FORM.matcher(digits).matches()) {
      throw new IllegalArgumentException("IMSI: '%s' (expected: 6 to 15 digits)".formatted(digits));
    }
  }

  /** Reads EF.IMSI: 9 octets, length first, then parity nibble and swapped digits (TS 31.102 §4.2.2). */
  public static Imsi fromEf(String path, Bytes octets) {
    Sizes.exactly(path, OCTETS, octets);
    int length = octets.at(0);
    if (length < 4 || length > 8) {
      throw new InvalidMessage("%s: length octet %d (expected: 4 to 8)".formatted(path, length));
    }
    var unswapped = new StringBuilder();
    for (int i = 1; i <= length; i++) {
      unswapped.append(hexDigit(octets.at(i) & 0xF)).append(hexDigit(octets.at(i) >> 4));
    }
    return checked(path, unswapped.toString());
  }

  private static Imsi checked(String path, String nibbles) {
    char parity = nibbles.charAt(0);
    String digits = SwappedBcd.withoutFiller(nibbles.substring(1));
    boolean odd = digits.length() % 2 == 1;
    if (parity != (odd ? '9' : '1')) {
      throw new InvalidMessage(
          "%s: parity nibble %c with %d digits".formatted(path, parity, digits.length()));
    }
    try {
      return new Imsi(digits);
    } catch (IllegalArgumentException e) {
      // without the cause, which quotes the number
      throw new InvalidMessage(path + ": not an IMSI (expected: 6 to 15 digits)");
    }
  }

  /** Returns the content of EF.IMSI, 9 octets: {@code 001010123456789} is 080910101032547698. */
  public Bytes ef() {
    String nibbles = (digits.length() % 2 == 1 ? "9" : "1") + digits;
    int length = (nibbles.length() + 1) / 2;
    var swapped = SwappedBcd.swapped(nibbles, OCTETS - 1);
    return Bytes.concat(Bytes.of((byte) length), swapped);
  }

  public String mcc() {
    return digits.substring(0, 3);
  }

  private static char hexDigit(int nibble) {
    return Character.toUpperCase(Character.forDigit(nibble, 16));
  }

  @Override
  public String toString() {
    return digits;
  }
}
