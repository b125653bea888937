package org.opensmdp.console;

import org.opensmdp.rsp.Iccid;

/**
 * How a file writes ICCIDs.
 *
 * @param swapped whether the digits of each pair stand in the order of EF.ICCID
 * @param withCheckDigit whether the check digit is there
 */
record IccidForm(boolean swapped, boolean withCheckDigit) {
  static final IccidForm USUAL = new IccidForm(false, true);

  /** Returns the digits without blanks and filler, the check digit put behind if it was left out. */
  String digits(String written) {
    var text = written.indexOf(' ') < 0 ? written : written.replace(" ", "");
    var digits = withoutFiller(swapped ? unswapped(text) : text);
    return withCheckDigit ? digits : completed(digits);
  }

  private static String unswapped(String text) {
    var pairs = new StringBuilder(text.length());
    for (int i = 0; i + 1 < text.length(); i += 2) {
      pairs.append(text.charAt(i + 1)).append(text.charAt(i));
    }
    return text.length() % 2 == 0 ? pairs.toString() : text;
  }

  private static String withoutFiller(String text) {
    int end = text.length();
    while (end > 0 && (text.charAt(end - 1) == 'F' || text.charAt(end - 1) == 'f')) {
      end--;
    }
    return text.substring(0, end);
  }

  /** What has no check digit because it is no ICCID keeps its fault. */
  private static String completed(String body) {
    try {
      return Iccid.withCheckDigit(body).digits();
    } catch (RuntimeException e) {
      return body + "0";
    }
  }
}
