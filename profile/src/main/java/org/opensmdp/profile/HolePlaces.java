package org.opensmdp.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.opensmdp.rsp.Bytes;

/** Finds what the places of holes name: {@code usim[4].ef-spn}, {@code securityDomain.key(01,02)}. */
final class HolePlaces {
  private static final Pattern PLACE =
      Pattern.compile("(?<type>[a-zA-Z0-9-]+)(\\[(?<index>[0-9]{1,4})])?(\\.(?<rest>.+))?");
  private static final Pattern KEY = Pattern.compile("key\\(([0-9A-F]{2}),([0-9A-F]{2})\\)");
  private static final Pattern REFERENCE = Pattern.compile("[0-9]{1,3}");
  private static final Pattern TAGS = Pattern.compile("[0-9A-F]{2,6}(\\.[0-9A-F]{2,6})*");

  private final Hole hole;
  private final Matcher place;

  private HolePlaces(Hole hole) {
    this.hole = hole;
    this.place = PLACE.matcher(hole.place());
    if (!place.matches()) {
      throw refused("expected: an element, and a file or value in it");
    }
  }

  /** Returns the files that the holes are in, by name and element. */
  static List<FileOf> files(List<Located> elements, Hole hole) {
    var places = new HolePlaces(hole);
    return places
        .elements(elements)
        .flatMap(element -> places.file(element).stream())
        .toList();
  }

  /**
   * Returns the octets of a hole in a template in which its files have one content each.
   *
   * @throws TemplateException naming the hole, if there are none or too few
   */
  static List<HoleSlot> slots(List<Located> elements, Hole hole) {
    var places = new HolePlaces(hole);
    var slots = places
        .elements(elements)
        .flatMap(element -> places.slot(element).stream())
        .toList();
    if (slots.isEmpty()) {
      throw places.refused("the template has no such place");
    }
    return slots;
  }

  private TemplateException refused(String why) {
    return new TemplateException("hole %s: %s".formatted(hole.label(), why));
  }

  private Stream<Located> elements(List<Located> elements) {
    var index = Optional.ofNullable(place.group("index")).map(Integer::valueOf);
    var found = new ArrayList<Located>();
    for (int i = 0; i < elements.size(); i++) {
      int at = i;
      if (elements.get(i).type().asn1Name().equals(place.group("type"))
          && index.filter(wanted -> wanted != at).isEmpty()) {
        found.add(elements.get(i));
      }
    }
    return found.stream();
  }

  private String rest() {
    return Optional.ofNullable(place.group("rest")).orElse("");
  }

  private Optional<FileOf> file(Located element) {
    return FileOf.named(element, rest()).filter(FileOf::isCreated);
  }

  private Optional<HoleSlot> slot(Located element) {
    if (rest().isEmpty()) {
      return Optional.of(within(element.node().at(), element.node().whole().size()));
    }
    var value = FileTable.tag(element.type(), rest()).isPresent()
        ? file(element).flatMap(file -> file.node().member(FileContent.FILL_FILE_CONTENT))
        : value(element);
    return value.map(node -> within(node.valueAt(), node.value().size()));
  }

  private HoleSlot within(int at, int size) {
    if (hole.offset() + hole.length() > size) {
      throw refused("offset %d and length %d go beyond the %d octets there"
          .formatted(hole.offset(), hole.length(), size));
    }
    return new HoleSlot(hole, at + hole.offset());
  }

  private Optional<Node> value(Located element) {
    var key = KEY.matcher(rest());
    if (key.matches()) {
      return DomainKeys.of(element).stream()
          .filter(it -> it.version() == Integer.parseInt(key.group(1), 16))
          .filter(it -> it.identifier() == Integer.parseInt(key.group(2), 16))
          .map(DomainKeys.Key::data)
          .findFirst();
    }
    return switch (element.type()) {
      case PIN_CODES, PUK_CODES ->
        REFERENCE.matcher(rest()).matches()
            ? Codes.value(element, Integer.parseInt(rest()))
            : byTags(element.node());
      case AKA_PARAMETER -> aka(element);
      default -> byTags(element.node());
    };
  }

  private Optional<Node> aka(Located element) {
    var aka = AkaParameter.of(element);
    return switch (rest()) {
      case "key" -> aka.map(AkaParameter::key);
      case "opc" -> aka.map(AkaParameter::opc);
      default -> byTags(element.node());
    };
  }

  private Optional<Node> byTags(Node element) {
    if (!TAGS.matcher(rest()).matches()) {
      throw refused("no file or value of this name");
    }
    var node = Optional.of(element);
    for (var tag : rest().split("\\.", -1)) {
      node = node.flatMap(it -> it.member(Integer.parseInt(tag, 16)));
    }
    return node;
  }

  /** Returns what the template holds in a slot. */
  static Bytes dummy(HoleSlot slot, Bytes octets) {
    return octets.slice(slot.at(), slot.at() + slot.hole().length());
  }
}
