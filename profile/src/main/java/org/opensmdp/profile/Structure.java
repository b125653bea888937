package org.opensmdp.profile;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.opensmdp.rsp.ErrorReason;

/** The rules about elements and their order that any profile package keeps. */
final class Structure {
  private static final int FIRST_FILE = 0xA2;

  /** Elements that extend what another has created, and which others those may be. */
  private static final Map<ProfileElementType, List<ProfileElementType>> AFTER =
      new EnumMap<>(Map.of(
          ProfileElementType.OPT_USIM, List.of(ProfileElementType.USIM),
          ProfileElementType.OPT_ISIM, List.of(ProfileElementType.ISIM),
          ProfileElementType.OPT_CSIM, List.of(ProfileElementType.CSIM),
          ProfileElementType.OPT_IOT, List.of(ProfileElementType.IOT),
          ProfileElementType.GSM_ACCESS, List.of(ProfileElementType.USIM),
          ProfileElementType.DF_5GS, List.of(ProfileElementType.USIM, ProfileElementType.IOT),
          ProfileElementType.DF_SAIP, List.of(ProfileElementType.USIM, ProfileElementType.IOT)));

  private final List<Located> elements;
  private final List<Inconsistency> found = new ArrayList<>();

  private Structure(List<Located> elements) {
    this.elements = elements;
  }

  static List<Inconsistency> check(ProfilePackage upp) {
    var structure = new Structure(upp.located());
    structure.ends();
    structure.counts();
    structure.identifications(upp.elements());
    structure.order();
    structure.elements.stream().filter(e -> e.type().createsFiles()).forEach(structure::files);
    return structure.found;
  }

  private void add(String element, String what, String expected) {
    found.add(new Inconsistency(ErrorReason.PE_PROCESSING_ERROR, element, what, expected));
  }

  /** That the header is first is so in every package that could be read. */
  private void ends() {
    var last = elements.get(elements.size() - 1);
    if (last.type() != ProfileElementType.END) {
      add(last.path(), "last element", "end as the last");
    }
  }

  private void counts() {
    count(ProfileElementType.HEADER);
    count(ProfileElementType.END);
    if (Located.of(elements, ProfileElementType.IOT).isEmpty()) {
      count(ProfileElementType.MF);
    }
  }

  private void count(ProfileElementType type) {
    int count = Located.of(elements, type).size();
    if (count != 1) {
      add(type.asn1Name(), count + " elements", "one");
    }
  }

  private void identifications(List<ProfileElement> all) {
    var known = new HashSet<Integer>();
    for (int i = 0; i < all.size(); i++) {
      var path = elements.get(i).path();
      all.get(i)
          .identification()
          .filter(number -> !known.add(number))
          .ifPresent(number -> add(path, "identification " + number + " again", "one of its own"));
    }
  }

  private void order() {
    var seen = new HashSet<ProfileElementType>();
    for (var element : elements) {
      seen.add(element.type());
      var bases = AFTER.getOrDefault(element.type(), List.of());
      if (!bases.isEmpty() && bases.stream().noneMatch(seen::contains)) {
        add(element.path(), "nothing to extend", bases.get(0).asn1Name() + " before it");
      }
    }
  }

  private void files(Located element) {
    for (var file : element.node().members()) {
      if (file.tag() >= FIRST_FILE) {
        file("%s.%X".formatted(element.path(), file.tag()), file);
      }
    }
  }

  private void file(String path, Node file) {
    var parts = file.members();
    if (file.member(FileContent.DO_NOT_CREATE).isPresent() && parts.size() > 1) {
      add(path, "doNotCreate and more", "doNotCreate alone");
    }
    boolean content = false;
    for (var part : parts) {
      if (part.tag() == FileContent.FILE_DESCRIPTOR && content) {
        add(path, "fileDescriptor behind content", "fileDescriptor first");
      }
      content |=
          part.tag() == FileContent.FILL_FILE_OFFSET || part.tag() == FileContent.FILL_FILE_CONTENT;
    }
  }
}
