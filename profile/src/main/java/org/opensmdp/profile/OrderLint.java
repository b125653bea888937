package org.opensmdp.profile;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which elements a profile needs, and which must stand in front of which. */
final class OrderLint {
  private static final Set<ProfileElementType> APPLICATIONS = Set.of(
      ProfileElementType.USIM,
      ProfileElementType.ISIM,
      ProfileElementType.CSIM,
      ProfileElementType.IOT);

  /** Those whose authentication takes an akaParameter. */
  private static final Set<ProfileElementType> AUTHENTICATED =
      Set.of(ProfileElementType.USIM, ProfileElementType.ISIM, ProfileElementType.IOT);

  private static final Set<ProfileElementType> OF_DIRECTORIES =
      Set.of(ProfileElementType.PIN_CODES, ProfileElementType.GENERIC_FILE_MANAGEMENT);

  private static final int SECURITY_DOMAIN_AID_OF_RFM = 0x4F;

  private final LintSubject subject;
  private final Findings found;

  private OrderLint(LintSubject subject, Findings found) {
    this.subject = subject;
    this.found = found;
  }

  static void check(LintSubject subject, Findings found) {
    var lint = new OrderLint(subject, found);
    lint.known();
    lint.identified();
    lint.filesBehindMf();
    lint.authentication();
    lint.cdma();
    lint.securityDomains();
    lint.applications();
  }

  private List<Located> elements() {
    return subject.elements();
  }

  private void known() {
    for (var element : elements()) {
      if (element.type() == ProfileElementType.UNKNOWN) {
        var tag = "tag %X".formatted(element.node().tag());
        found.add(LintRule.KNOWN_ELEMENT, element, tag, "an element of format 3.3 or older");
      }
    }
  }

  /** The header has no number; a second element with its tag is counted elsewhere. */
  private void identified() {
    var all = subject.upp().elements();
    for (int i = 0; i < all.size(); i++) {
      boolean named = all.get(i).type() != ProfileElementType.HEADER
          && all.get(i).type() != ProfileElementType.UNKNOWN;
      if (named && all.get(i).identification().isEmpty()) {
        found.add(LintRule.IDENTIFICATION, elements().get(i), "no identification", "a number");
      }
    }
  }

  private void filesBehindMf() {
    boolean mf = false;
    for (var element : elements()) {
      mf |= element.type() == ProfileElementType.MF || element.type() == ProfileElementType.IOT;
      boolean needsMf = element.type().createsFiles() || OF_DIRECTORIES.contains(element.type());
      if (needsMf && !mf) {
        found.add(LintRule.MF_BEFORE_FILES, element, "no mf in front of it", "mf first");
      }
    }
  }

  /** An akaParameter belongs to the application created last, and each has one of its own. */
  private void authentication() {
    Located open = null;
    boolean answered = false;
    for (var element : elements()) {
      if (APPLICATIONS.contains(element.type())) {
        unanswered(open, answered);
        open = element;
        answered = false;
      } else if (element.type() == ProfileElementType.AKA_PARAMETER) {
        akaParameter(element, open, answered);
        answered = true;
      }
    }
    unanswered(open, answered);
  }

  private void akaParameter(Located element, @Nullable Located application, boolean again) {
    if (application == null || !AUTHENTICATED.contains(application.type())) {
      found.add(
          LintRule.AKA_OF_APPLICATION, element, "no application it belongs to", "usim before it");
    } else if (again) {
      found.add(
          LintRule.AKA_OF_APPLICATION,
          element,
          "a second one for " + application.path(),
          "one for each application");
    }
  }

  private void unanswered(@Nullable Located application, boolean answered) {
    if (application != null && !answered && AUTHENTICATED.contains(application.type())) {
      found.add(
          LintRule.AKA_OF_APPLICATION, application, "no akaParameter behind it", "one of its own");
    }
  }

  private void cdma() {
    boolean csim = false;
    for (var element : elements()) {
      csim |= element.type() == ProfileElementType.CSIM;
      if (element.type() == ProfileElementType.CDMA_PARAMETER && !csim) {
        found.add(LintRule.CDMA_OF_CSIM, element, "no csim it belongs to", "csim before it");
      }
    }
    if (csim && !subject.has(ProfileElementType.CDMA_PARAMETER)) {
      var element = Located.of(elements(), ProfileElementType.CSIM).get(0);
      found.add(LintRule.CDMA_OF_CSIM, element, "no cdmaParameter", "one behind it");
    }
  }

  private void securityDomains() {
    boolean domain = false;
    for (var element : elements()) {
      domain |= element.type() == ProfileElementType.SECURITY_DOMAIN;
      if (usesDomain(element) && !domain) {
        found.add(
            LintRule.SECURITY_DOMAIN_FIRST,
            element,
            "no securityDomain in front of it",
            "securityDomain first");
      }
    }
    if (!domain) {
      found.add(LintRule.SECURITY_DOMAIN, elements().get(0), "no securityDomain", "one");
    }
  }

  private boolean usesDomain(Located element) {
    return element.type() == ProfileElementType.APPLICATION
        || (element.type() == ProfileElementType.RFM
            && (subject.has(ProfileElementType.SECURITY_DOMAIN)
                || element.node().members(SECURITY_DOMAIN_AID_OF_RFM).size() > 1));
  }

  private void applications() {
    boolean any = elements().stream().anyMatch(element -> APPLICATIONS.contains(element.type()));
    if (!any) {
      found.add(
          LintRule.APPLICATION_PRESENT, elements().get(0), "no application", "usim, isim or csim");
    }
  }
}
