package org.opensmdp.profile;

import java.util.List;
import java.util.Optional;

/** The lists of pinCodes and pukCodes. */
final class Codes {
  private static final int CODES = 0xA1;
  private static final int PIN_LIST = 0xA0;
  private static final int SEQUENCE = 0x30;
  private static final int REFERENCE = 0x80;
  private static final int VALUE = 0x81;

  private Codes() {}

  /** Returns the definitions in an element; none where it shares those of another DF. */
  static List<Node> of(Located element) {
    var codes = element.node().member(CODES);
    var list = element.type() == ProfileElementType.PIN_CODES
        ? codes.flatMap(all -> all.member(PIN_LIST))
        : codes;
    return list.map(all -> all.members(SEQUENCE)).orElse(List.of());
  }

  static int reference(Located element, Node code) {
    return code.required(element.path(), REFERENCE, "keyReference")
        .integer(element.path() + ".keyReference");
  }

  static Optional<Node> value(Located element, int reference) {
    return of(element).stream()
        .filter(code -> reference(element, code) == reference)
        .findFirst()
        .flatMap(code -> code.member(VALUE));
  }
}
