package org.opensmdp.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.InvalidMessage;

/**
 * What a template or package would be refused for by a card, or regretted for later, each with its
 * place in the DER. Nothing is thrown for what the octets say: what cannot be read is a finding, too.
 */
public final class Lint {
  private static final Set<Datum> ALWAYS_REPLACED = Set.of(Datum.KI, Datum.OPC, Datum.OTA_KEY);

  /** More than anybody reads; what is made to break everything is cut short. */
  private static final int MOST = 500;

  private Lint() {}

  /** Looks at a template: dummies in it that each subscriber replaces are no secrets. */
  public static List<Finding> template(Bytes der, Holes holes, LintTerms terms) {
    var found = check(der, terms, true, upp -> replaced(upp, holes));
    return found.stream().anyMatch(it -> it.severity() == Severity.ERROR)
        ? found
        : Stream.concat(Personalisation.check(der, holes, terms).stream(), found.stream())
            .toList();
  }

  /** Looks at a package that is delivered as it is. */
  public static List<Finding> upp(Bytes der, LintTerms terms) {
    return check(der, terms, false, upp -> Map.of());
  }

  private interface Replaced {
    Map<Integer, String> in(ProfilePackage upp);
  }

  private static List<Finding> check(
      Bytes der, LintTerms terms, boolean template, Replaced replaced) {
    var found = new Findings();
    try {
      var upp = ProfilePackage.parse(der);
      rules(new LintSubject(upp, terms, replaced.in(upp), template), found);
    } catch (InvalidMessage e) {
      unreadable(der, e, found);
    }
    return sorted(found);
  }

  private static List<Finding> sorted(Findings found) {
    var all = new ArrayList<>(found.all().stream().distinct().toList());
    all.sort(Comparator.comparing(Finding::severity).thenComparing(Finding::offset));
    return List.copyOf(all.subList(0, Math.min(MOST, all.size())));
  }

  private static void rules(LintSubject subject, Findings found) {
    Structure.check(subject.upp()).forEach(found::add);
    OrderLint.check(subject, found);
    ServiceLint.check(subject, found);
    FileLint.check(subject, found);
    IdentityLint.check(subject, found);
    ServiceTableLint.check(subject, found);
    CodeLint.check(subject, found);
    AkaLint.check(subject, found);
    DomainLint.check(subject, found);
    TypeLint.check(subject, found);
  }

  /** The message names element and path; a package that begins otherwise is told apart. */
  private static void unreadable(Bytes der, InvalidMessage cause, Findings found) {
    boolean other = !der.isEmpty() && der.at(0) != ProfileElementType.HEADER.tag();
    var message = String.valueOf(cause.getMessage());
    int end = message.indexOf(':');
    found.add(
        other ? LintRule.HEADER_FIRST : LintRule.READABLE,
        end < 0 ? "ProfilePackage" : message.substring(0, end),
        0,
        end < 0 ? message : message.substring(end + 1).strip(),
        "a profile package, the header first");
  }

  private static Map<Integer, String> replaced(ProfilePackage upp, Holes holes) {
    var places = new HashMap<Integer, String>();
    try {
      SlotFinder.find(upp.located(), upp.octets(), Placeholders.of(upp)).forEach((datum, slots) -> {
        if (ALWAYS_REPLACED.contains(datum)) {
          slots.forEach(slot -> places.put(slot.at(), datum.place()));
        }
      });
    } catch (TemplateException e) {
      return places; // said when the template is prepared
    }
    for (var hole : holes.all()) {
      replaced(upp, hole, places);
    }
    return places;
  }

  /** A file's first content counts as the hole: only whether it is one is asked here. */
  private static void replaced(ProfilePackage upp, Hole hole, Map<Integer, String> places) {
    try {
      HolePlaces.files(upp.located(), hole)
          .forEach(file -> places.put(file.contentAt(), hole.name()));
      HolePlaces.slots(upp.located(), hole).forEach(slot -> places.put(slot.at(), hole.name()));
    } catch (TemplateException e) {
      return; // said when the template is prepared
    }
  }
}
