package org.opensmdp.profile;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.opensmdp.rsp.Bytes;

/** Finds every place of every datum in a normalised template. */
final class SlotFinder {
  private static final int PIN_LIST = 0xA0;
  private static final int CODES = 0xA1;
  private static final int SEQUENCE = 0x30;
  private static final int KEY_LIST = 0xA2;
  private static final int CODE_OCTETS = 8;
  private static final int OTA_KEY_MAX_OCTETS = 32;

  private static final Map<Integer, Datum> PINS =
      Map.of(1, Datum.PIN1, 0x81, Datum.PIN2, 0x0A, Datum.ADM1);
  private static final Map<Integer, Datum> PUKS = Map.of(1, Datum.PUK1, 0x81, Datum.PUK2);

  private final List<Located> elements;
  private final Bytes octets;
  private final Placeholders placeholders;
  private final Map<Datum, List<Slot>> slots = new EnumMap<>(Datum.class);

  private SlotFinder(List<Located> elements, Bytes octets, Placeholders placeholders) {
    this.elements = elements;
    this.octets = octets;
    this.placeholders = placeholders;
    for (var datum : Datum.values()) {
      slots.put(datum, new ArrayList<>());
    }
  }

  static Map<Datum, List<Slot>> find(
      List<Located> elements, Bytes octets, Placeholders placeholders) {
    var finder = new SlotFinder(elements, octets, placeholders);
    finder.header();
    finder.files(ElementaryFile.ICCID, Datum.EF_ICCID);
    finder.files(ElementaryFile.IMSI, Datum.EF_IMSI);
    finder.files(ElementaryFile.ACC, Datum.EF_ACC);
    finder.imsiTexts();
    AkaParameter.all(elements).forEach(finder::keys);
    finder.codes(ProfileElementType.PIN_CODES, PINS);
    finder.codes(ProfileElementType.PUK_CODES, PUKS);
    Located.of(elements, ProfileElementType.SECURITY_DOMAIN).forEach(finder::otaKeys);
    return finder.slots;
  }

  private void add(Slot slot) {
    slots.getOrDefault(slot.datum(), List.of()).add(slot);
  }

  private void header() {
    var header = elements.get(0);
    add(Slot.of(
        Datum.HEADER_ICCID,
        header.node().required(header.path(), FactsReader.HEADER_ICCID, "iccid")));
  }

  private void files(ElementaryFile file, Datum datum) {
    int size = FixedFiles.SIZES.getOrDefault(file, 0);
    for (var element : elements) {
      element
          .file(file)
          .flatMap(node -> FixedFiles.slot(node, size))
          .ifPresent(content -> add(Slot.of(datum, content)));
    }
  }

  /** IMPI and IMPU carry the IMSI in the middle of a text. */
  private void imsiTexts() {
    for (var isim : Located.of(elements, ProfileElementType.ISIM)) {
      var node = isim.node();
      for (var text : placeholders.imsiTexts()) {
        int end = node.valueAt() + node.value().size();
        int at = Placeholders.indexOf(octets, text, node.valueAt(), end);
        while (at >= 0) {
          add(new Slot(Datum.IMSI_TEXT, at, text.size(), 0, 0));
          at = Placeholders.indexOf(octets, text, at + text.size(), end);
        }
      }
    }
  }

  /** OPc is ignored by the test algorithm, so a size that is none is no fault there. */
  private void keys(AkaParameter aka) {
    add(Slot.of(Datum.KI, keySized(aka, "key", aka.key())));
    boolean ignored = aka.algorithm() == AkaAlgorithm.USIM_TEST_ALGORITHM;
    if (!ignored || isKeySize(aka.opc())) {
      add(Slot.of(Datum.OPC, keySized(aka, "opc", aka.opc())));
    }
  }

  private static Node keySized(AkaParameter aka, String name, Node key) {
    if (!isKeySize(key)) {
      throw new TemplateException(
          "%s.%s: %d octets in the template; put a dummy of 16 there, or 32 for TUAK"
              .formatted(aka.path(), name, key.value().size()));
    }
    return key;
  }

  private static boolean isKeySize(Node key) {
    return key.value().size() == 16 || key.value().size() == 32;
  }

  private void codes(ProfileElementType type, Map<Integer, Datum> meanings) {
    for (var element : Located.of(elements, type)) {
      var codes = element.node().member(CODES);
      var list =
          type == ProfileElementType.PIN_CODES ? codes.flatMap(c -> c.member(PIN_LIST)) : codes;
      for (var code : list.map(l -> l.members(SEQUENCE)).orElse(List.of())) {
        code(element, code, meanings);
      }
    }
  }

  private void code(Located element, Node code, Map<Integer, Datum> meanings) {
    int reference = code.required(element.path(), 0x80, "keyReference")
        .integer(element.path() + ".keyReference");
    Optional.ofNullable(meanings.get(reference)).ifPresent(datum -> {
      var value = code.required(element.path(), 0x81, "value");
      if (value.value().size() != CODE_OCTETS) {
        throw new TemplateException("%s: %s has %d octets in the template; it must have 8"
            .formatted(element.path(), datum.place(), value.value().size()));
      }
      add(Slot.of(datum, value));
    });
  }

  /** Keys that hold the dummy of Ki are made per card; what else stands there the operator has put. */
  private void otaKeys(Located domain) {
    for (var list : domain.node().members(KEY_LIST)) {
      for (var key : list.members(SEQUENCE)) {
        otaKey(domain, key);
      }
    }
  }

  private void otaKey(Located domain, Node key) {
    int identifier = key.required(domain.path(), 0x82, "keyIdentifier").integer(domain.path());
    int version = key.required(domain.path(), 0x83, "keyVersionNumber").integer(domain.path());
    key.members(SEQUENCE).stream()
        .flatMap(components -> components.members(SEQUENCE).stream())
        .flatMap(component -> component.member(0x86).stream())
        .filter(data -> data.value().size() <= OTA_KEY_MAX_OCTETS)
        .forEach(data -> add(new Slot(
            placeholders.isKey(data.value()) ? Datum.OTA_KEY : Datum.FIXED_OTA_KEY,
            data.valueAt(),
            data.value().size(),
            version,
            identifier)));
  }
}
