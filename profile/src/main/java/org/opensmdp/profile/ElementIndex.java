package org.opensmdp.profile;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the numbers mean by which a card points into a package: the element with that identification, and
 * the file in it at an offset (PEStatus of EUICCResponse, TCA eUICC Profile Package). No content is told.
 */
public final class ElementIndex {
  private static final int FIRST_FILE = 0xA2;

  private final Map<Integer, Located> elements = new HashMap<>();

  private ElementIndex(ProfilePackage upp) {
    for (int i = 0; i < upp.elements().size(); i++) {
      var element = upp.located().get(i);
      upp.elements()
          .get(i)
          .identification()
          .ifPresent(number -> elements.putIfAbsent(number, element));
    }
  }

  public static ElementIndex of(ProfilePackage upp) {
    return new ElementIndex(upp);
  }

  /**
   * Returns the name of an element, {@code pe-usim}, or of the file in it, {@code pe-usim, EF.IMSI}.
   *
   * @param identification the number in its header
   * @param offset of the fault in octets, from the start of the element
   * @return empty if no element has the number
   */
  public Optional<String> name(int identification, OptionalInt offset) {
    return Optional.ofNullable(elements.get(identification))
        .map(element -> "pe-" + element.type().asn1Name() + file(element, offset));
  }

  private static String file(Located element, OptionalInt offset) {
    if (offset.isEmpty() || !element.type().createsFiles()) {
      return "";
    }
    int at = element.node().whole().size() - element.node().value().size();
    for (var member : element.node().members()) {
      int end = at + member.whole().size();
      if (offset.getAsInt() >= at && offset.getAsInt() < end && member.tag() >= FIRST_FILE) {
        return FileTable.name(element.type(), member.tag())
            .map(name -> ", " + written(name))
            .orElse("");
      }
      at = end;
    }
    return "";
  }

  /** EF.IMSI, as people write what the ASN.1 calls ef-imsi. */
  private static String written(String name) {
    return name.toUpperCase(Locale.ROOT).replaceFirst("-", ".");
  }
}
