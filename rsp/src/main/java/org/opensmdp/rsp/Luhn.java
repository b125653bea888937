package org.opensmdp.rsp;

/** The Luhn check digit of an ICCID (ITU-T E.118, ISO/IEC 7812-1). */
final class Luhn {
  private Luhn() {}

  static boolean holds(String digits) {
    int body = digits.length() - 1;
    return checkDigit(digits.substring(0, body)) == digits.charAt(body);
  }

  static char checkDigit(String body) {
    int sum = 0;
    for (int i = 0; i < body.length(); i++) {
      int digit = body.charAt(body.length() - 1 - i) - '0';
      sum += i % 2 == 0 ? doubled(digit) : digit;
    }
    return (char) ('0' + (10 - sum % 10) % 10);
  }

  private static int doubled(int digit) {
    return digit < 5 ? 2 * digit : 2 * digit - 9;
  }
}
