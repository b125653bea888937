package org.opensmdp.profile;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** The rules about elements and their order that any profile package keeps. */
final class Structure {
  /** Elements that extend what another has created, and which others those may be. */
  private static final Map<ProfileElementType, List<ProfileElementType>> AFTER =
      new EnumMap<>(Map.of(
          ProfileElementType.OPT_USIM, List.of(ProfileElementType.USIM),
          ProfileElementType.OPT_ISIM, List.of(ProfileElementType.ISIM),
          ProfileElementType.OPT_CSIM, List.of(ProfileElementType.CSIM),
          ProfileElementType.OPT_IOT, List.of(ProfileElementType.IOT),
          ProfileElementType.GSM_ACCESS, List.of(ProfileElementType.USIM),
          ProfileElementType.DF_5GS, List.of(ProfileElementType.USIM, ProfileElementType.IOT),
          ProfileElementType.DF_SAIP, List.of(ProfileElementType.USIM, ProfileElementType.IOT),
          ProfileElementType.DF_SNPN, List.of(ProfileElementType.USIM),
          ProfileElementType.DF_5GPROSE, List.of(ProfileElementType.USIM)));

  private final List<Located> elements;
  private final Findings found = new Findings();

  private Structure(List<Located> elements) {
    this.elements = elements;
  }

  static List<Finding> check(ProfilePackage upp) {
    var structure = new Structure(upp.located());
    structure.ends();
    structure.counts();
    structure.identifications(upp.elements());
    structure.order();
    structure.elements.stream()
        .flatMap(element -> FileOf.all(element).stream())
        .forEach(structure::file);
    return structure.found.all();
  }

  /** That the header is first is so in every package that could be read. */
  private void ends() {
    var last = elements.get(elements.size() - 1);
    if (last.type() != ProfileElementType.END) {
      found.add(LintRule.END_LAST, last, "last element", "end as the last");
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
    var all = Located.of(elements, type);
    if (all.size() != 1) {
      int at = all.isEmpty() ? 0 : all.get(all.size() - 1).node().at();
      found.add(LintRule.ONE_OF_A_KIND, type.asn1Name(), at, all.size() + " elements", "one");
    }
  }

  private void identifications(List<ProfileElement> all) {
    var known = new HashSet<Integer>();
    for (int i = 0; i < all.size(); i++) {
      var element = elements.get(i);
      all.get(i)
          .identification()
          .filter(number -> !known.add(number))
          .ifPresent(number -> found.add(
              LintRule.IDENTIFICATION,
              element,
              "identification " + number + " again",
              "one of its own"));
    }
  }

  private void order() {
    var seen = new HashSet<ProfileElementType>();
    for (var element : elements) {
      seen.add(element.type());
      var bases = AFTER.getOrDefault(element.type(), List.of());
      if (!bases.isEmpty() && bases.stream().noneMatch(seen::contains)) {
        found.add(
            LintRule.EXTENSION_AFTER_BASE,
            element,
            "nothing to extend",
            bases.get(0).asn1Name() + " before it");
      }
    }
  }

  private void file(FileOf file) {
    var parts = file.node().members();
    if (!file.isCreated() && parts.size() > 1) {
      found.add(
          LintRule.DO_NOT_CREATE_ALONE,
          file.path(),
          file.node().at(),
          "doNotCreate and more",
          "doNotCreate alone");
    }
    boolean content = false;
    for (var part : parts) {
      if (part.tag() == FileContent.FILE_DESCRIPTOR && content) {
        found.add(
            LintRule.DESCRIPTOR_FIRST,
            file.path(),
            part.at(),
            "fileDescriptor behind content",
            "fileDescriptor first");
      }
      content |=
          part.tag() == FileContent.FILL_FILE_OFFSET || part.tag() == FileContent.FILL_FILE_CONTENT;
    }
  }
}
