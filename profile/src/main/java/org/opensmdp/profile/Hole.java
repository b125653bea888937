package org.opensmdp.profile;

import java.util.regex.Pattern;

/**
 * A place of a template where a subscriber's datum goes, declared beside the template. A datum that
 * stands in several places has several holes of one name.
 *
 * @param name for people and messages, as {@code SPN}
 * @param place element and file, {@code usim.ef-spn}; {@code usim[4].ef-spn} is the element at position
 *     4 only. Elsewhere: {@code pinCodes.1} and {@code pukCodes.129} by reference, {@code
 *     securityDomain.key(01,02)} by version and identifier, {@code akaParameter.key} and {@code .opc},
 *     {@code header.82} by tags, or {@code rfm[27]} alone, the octets of an element
 * @param offset where the datum starts, in the content of the file or in the value; octets from 0
 * @param length octets of the datum, 1 to 65535
 * @param coding how the datum becomes octets
 * @param field which datum of the subscriber: iccid, imsi, ki, opc, pin1, pin2, puk1, puk2, adm1, or the
 *     name of a further field
 */
public record Hole(String name, String place, int offset, int length, Coding coding, String field) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,32}");
  private static final int MOST = 0xFFFF;

  public Hole {
    check("name", name);
    check("field", field);
    if (place.isBlank() || place.length() > 100) {
      throw new IllegalArgumentException("hole %s: no place".formatted(name));
    }
    if (offset < 0 || offset > MOST || length < 1 || length > MOST) {
      throw new IllegalArgumentException(
          "hole %s: offset %d, length %d (expected: 0 to 65535, 1 to 65535)"
              .formatted(name, offset, length));
    }
  }

  private static void check(String what, String text) {
    if (!NAME.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "hole: %s '%s' (expected: 1 to 32 letters, digits, '.', '_' or '-')"
              .formatted(what, text));
    }
  }

  /** Returns name and place, as messages print them. */
  String label() {
    return name + " in " + place;
  }
}
