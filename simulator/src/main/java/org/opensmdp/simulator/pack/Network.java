package org.opensmdp.simulator.pack;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.regex.Pattern;
import org.opensmdp.rsp.Imsi;

/**
 * A mobile network. The length of the network code is part of it: 502-16 and 502-152 live side by
 * side.
 *
 * @param mcc three digits
 * @param mnc two or three digits
 */
public record Network(String mcc, String mnc) {
  private static final Pattern FORM = Pattern.compile("([0-9]{3})-([0-9]{2,3})");
  private static final int IMSI_DIGITS = 15;
  private static final String SYNTHETIC = "9999";

  /** Reads {@code 502-152}. */
  @JsonCreator
  public static Network parse(String text) {
    var form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "'%s' (expected: a country code of 3 digits, a hyphen, a network code of 2 or 3)"
              .formatted(text));
    }
    return new Network(form.group(1), form.group(2));
  }

  public String digits() {
    return mcc + mnc;
  }

  /**
   * Returns a made-up subscriber: the digits after the network are 9999 and a number.
   *
   * @param number 0 or more; it starts again at 0 where the digits end
   */
  public Imsi imsi(long number) {
    int left = IMSI_DIGITS - digits().length() - SYNTHETIC.length();
    return new Imsi(digits() + SYNTHETIC + lastDigits(number, left));
  }

  static String lastDigits(long number, int digits) {
    return ("%0" + digits + "d").formatted(number % (long) Math.pow(10, digits));
  }

  @Override
  public String toString() {
    return mcc + "-" + mnc;
  }
}
