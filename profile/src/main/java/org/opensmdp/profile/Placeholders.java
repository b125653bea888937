package org.opensmdp.profile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.opensmdp.rsp.Bytes;

/**
 * The dummies a template holds where a datum will stand. If one also stands elsewhere, a subscriber
 * would get a profile with somebody else's number in it; so that is looked for, once, in the template.
 */
final class Placeholders {
  /** Zeros, FF and the like are found everywhere and mean nothing. */
  private static final int TELLING_OCTETS = 4;

  /** Shorter ones may well stand elsewhere by chance. */
  private static final int TELLING_DUMMY = 6;

  private final Map<String, List<Bytes>> dummies = new LinkedHashMap<>();
  private final List<Bytes> imsiTexts;
  private final List<Bytes> keys;

  private Placeholders(ProfilePackage template) {
    var facts = template.facts();
    var iccids = new ArrayList<Bytes>();
    facts.headerIccid().ifPresent(iccid -> {
      iccids.add(iccid.plain());
      iccids.add(iccid.swapped());
      iccids.add(Bytes.wrap(Datum.ascii(iccid.digits())));
    });
    facts.efIccid().ifPresent(iccid -> iccids.add(iccid.swapped()));
    imsiTexts = facts.imsis().stream()
        .map(imsi -> Bytes.wrap(Datum.ascii(imsi.digits())))
        .distinct()
        .toList();
    var imsis = new ArrayList<>(imsiTexts);
    facts.imsis().forEach(imsi -> imsis.add(imsi.ef().slice(1, imsi.ef().size())));
    keys = AkaParameter.all(template.located())
        .map(aka -> aka.key().value())
        .distinct()
        .toList();
    var opcs =
        AkaParameter.all(template.located()).map(aka -> aka.opc().value()).toList();
    dummies.put("ICCID", iccids);
    dummies.put("IMSI", imsis);
    dummies.put("key", keys);
    dummies.put("opc", opcs);
  }

  static Placeholders of(ProfilePackage template) {
    return new Placeholders(template);
  }

  /** Returns the template's IMSIs as ASCII digits. */
  List<Bytes> imsiTexts() {
    return imsiTexts;
  }

  /** Whether {@code octets} are the template's dummy of Ki. */
  boolean isKey(Bytes octets) {
    return keys.contains(octets);
  }

  /**
   * Refuses a template in which a dummy stands outside the places that will be written over.
   *
   * @throws TemplateException naming the element
   */
  void refuseOutside(
      Collection<List<Slot>> slots, List<HoleSlot> holes, Bytes octets, List<Located> elements) {
    var rest = octets.toArray();
    slots.stream()
        .flatMap(List::stream)
        .forEach(slot -> Arrays.fill(rest, slot.at(), slot.at() + slot.size(), (byte) 0));
    for (var slot : holes) {
      Arrays.fill(rest, slot.at(), slot.at() + slot.hole().length(), (byte) 0);
    }
    dummies.forEach((name, values) -> values.stream()
        .filter(Placeholders::isTelling)
        .forEach(value -> refuse(name, value, Bytes.wrap(rest), elements)));
    // profileType is words about the template, and may well hold the name that SPN will get
    Arrays.fill(rest, 0, elements.get(0).node().whole().size(), (byte) 0);
    for (var slot : holes) {
      var dummy = withoutFiller(HolePlaces.dummy(slot, octets));
      if (dummy.size() >= TELLING_DUMMY && isTelling(dummy)) {
        refuse("dummy of the hole " + slot.hole().name(), dummy, Bytes.wrap(rest), elements);
      }
    }
  }

  private static Bytes withoutFiller(Bytes octets) {
    int end = octets.size();
    while (end > 0 && octets.at(end - 1) == 0xFF) {
      end--;
    }
    return octets.slice(0, end);
  }

  private static void refuse(String name, Bytes value, Bytes rest, List<Located> elements) {
    int at = indexOf(rest, value, 0, rest.size());
    if (at >= 0) {
      throw new TemplateException(
          "the template's own %s also stands in %s, where it is not replaced; take it out there"
              .formatted(name, elementAt(at, elements).map(Located::path).orElse("it")));
    }
  }

  private static Optional<Located> elementAt(int at, List<Located> elements) {
    return elements.stream()
        .filter(
            e -> e.node().at() <= at && at < e.node().at() + e.node().whole().size())
        .findFirst();
  }

  private static boolean isTelling(Bytes value) {
    return IntStream.range(0, value.size()).map(value::at).distinct().count() >= TELLING_OCTETS;
  }

  /** Returns where {@code wanted} starts between {@code from} and {@code to}, or -1. */
  static int indexOf(Bytes octets, Bytes wanted, int from, int to) {
    for (int at = from; at + wanted.size() <= to; at++) {
      if (octets.at(at) == wanted.at(0) && octets.slice(at, at + wanted.size()).equals(wanted)) {
        return at;
      }
    }
    return -1;
  }
}
