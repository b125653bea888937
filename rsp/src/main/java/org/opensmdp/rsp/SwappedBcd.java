package org.opensmdp.rsp;

/** Decimal digits in octets, two an octet, filler F: plain as the EID, or nibble-swapped as EF.ICCID. */
final class SwappedBcd {
  private SwappedBcd() {}

  static Bytes plain(String digits, int octets) {
    return Bytes.fromHex(digits + "F".repeat(2 * octets - digits.length()));
  }

  static Bytes swapped(String digits, int octets) {
    return Bytes.fromHex(swapPairs(plain(digits, octets).toString()));
  }

  /** Returns the digits before the filler. Anything but digits with one run of F at the end is refused. */
  static String digits(String path, Bytes plain) {
    return checked(path, plain.toString());
  }

  static String swappedDigits(String path, Bytes swapped) {
    return checked(path, swapPairs(swapped.toString()));
  }

  private static String checked(String path, String nibbles) {
    String digits = withoutFiller(nibbles);
    if (!digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new InvalidMessage(path + ": not decimal digits");
    }
    return digits;
  }

  static String withoutFiller(String nibbles) {
    int end = nibbles.length();
    while (end > 0 && nibbles.charAt(end - 1) == 'F') {
      end--;
    }
    return nibbles.substring(0, end);
  }

  private static String swapPairs(String nibbles) {
    var swapped = new StringBuilder(nibbles.length());
    for (int i = 0; i < nibbles.length(); i += 2) {
      swapped.append(nibbles.charAt(i + 1)).append(nibbles.charAt(i));
    }
    return swapped.toString();
  }
}
