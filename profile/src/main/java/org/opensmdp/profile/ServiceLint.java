package org.opensmdp.profile;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;

/**
 * What the header demands of a card against what the elements use: services, templates, the version of
 * the format. A card is chosen by the header, so what it leaves out fails on the card.
 */
final class ServiceLint {
  private static final String TEMPLATES = "2.23.143.1.2.";
  private static final int TEMPLATE_ID = 0x81;
  private static final int PE_HEADER = 0xA0;
  private static final int MANDATED = 0x80;
  private static final int LOAD_BLOCK = 0xA1;

  /** Services whose use shows in the elements beyond doubt; the others serve applets unseen. */
  private static final Set<MandatoryService> SEEN = EnumSet.of(
      MandatoryService.USIM,
      MandatoryService.ISIM,
      MandatoryService.CSIM,
      MandatoryService.MILENAGE,
      MandatoryService.TUAK128,
      MandatoryService.TUAK256,
      MandatoryService.USIM_TEST_ALGORITHM,
      MandatoryService.MULTIPLE_USIM,
      MandatoryService.MULTIPLE_ISIM,
      MandatoryService.MULTIPLE_CSIM,
      MandatoryService.EAP,
      MandatoryService.BER_TLV);

  /** Of these an element shows the use, but profiles of the field leave them out. */
  private static final Set<MandatoryService> OFTEN_LEFT_OUT = EnumSet.of(
      MandatoryService.CAVE,
      MandatoryService.JAVACARD,
      MandatoryService.EAP,
      MandatoryService.GET_IDENTITY);

  private static final Set<MandatoryService> OF_APPLICATIONS = EnumSet.of(
      MandatoryService.GBA_USIM,
      MandatoryService.GBA_ISIM,
      MandatoryService.MBMS,
      MandatoryService.GET_IDENTITY,
      MandatoryService.PROFILE_A_X25519,
      MandatoryService.PROFILE_B_P256,
      MandatoryService.SUCI_CALCULATOR_API,
      MandatoryService.EAKA);

  private static final Map<ProfileElementType, Integer> TEMPLATE_NUMBERS = numbers();

  private final LintSubject subject;
  private final Findings found;
  private final Map<MandatoryService, Located> used = new EnumMap<>(MandatoryService.class);

  private ServiceLint(LintSubject subject, Findings found) {
    this.subject = subject;
    this.found = found;
  }

  static void check(LintSubject subject, Findings found) {
    var lint = new ServiceLint(subject, found);
    subject.elements().forEach(lint::use);
    lint.several();
    lint.services();
    lint.templates();
    lint.version();
  }

  private static Map<ProfileElementType, Integer> numbers() {
    var order = List.of(
        ProfileElementType.MF,
        ProfileElementType.CD,
        ProfileElementType.TELECOM,
        ProfileElementType.USIM,
        ProfileElementType.OPT_USIM,
        ProfileElementType.PHONEBOOK,
        ProfileElementType.GSM_ACCESS,
        ProfileElementType.ISIM,
        ProfileElementType.OPT_ISIM,
        ProfileElementType.CSIM,
        ProfileElementType.OPT_CSIM,
        ProfileElementType.EAP,
        ProfileElementType.DF_5GS,
        ProfileElementType.DF_SAIP,
        ProfileElementType.DF_SNPN,
        ProfileElementType.DF_5GPROSE,
        ProfileElementType.IOT,
        ProfileElementType.OPT_IOT);
    var numbers = new EnumMap<ProfileElementType, Integer>(ProfileElementType.class);
    for (int i = 0; i < order.size(); i++) {
      numbers.put(order.get(i), i + 1);
    }
    return numbers;
  }

  private void use(Located element) {
    switch (element.type()) {
      case USIM -> uses(MandatoryService.USIM, element);
      case ISIM -> uses(MandatoryService.ISIM, element);
      case CSIM -> uses(MandatoryService.CSIM, element);
      case CDMA_PARAMETER -> uses(MandatoryService.CAVE, element);
      case EAP -> uses(MandatoryService.EAP, element);
      case DF_SAIP -> uses(MandatoryService.GET_IDENTITY, element);
      case APPLICATION -> {
        if (element.node().member(LOAD_BLOCK).isPresent()) {
          uses(MandatoryService.JAVACARD, element);
        }
      }
      case AKA_PARAMETER ->
        AkaParameter.of(element).flatMap(AkaParameter::service).ifPresent(it -> uses(it, element));
      default -> {}
    }
    if (BerTlvFiles.in(element)) {
      uses(MandatoryService.BER_TLV, element);
    }
  }

  private void uses(MandatoryService service, Located element) {
    used.putIfAbsent(service, element);
  }

  private void several() {
    several(ProfileElementType.USIM, MandatoryService.MULTIPLE_USIM);
    several(ProfileElementType.ISIM, MandatoryService.MULTIPLE_ISIM);
    several(ProfileElementType.CSIM, MandatoryService.MULTIPLE_CSIM);
  }

  private void several(ProfileElementType type, MandatoryService service) {
    var all = Located.of(subject.elements(), type);
    if (all.size() > 1) {
      uses(service, all.get(1));
    }
  }

  private void services() {
    var listed = subject.upp().facts().services();
    used.forEach((service, element) -> {
      if (!listed.contains(service)) {
        unlisted(service, element);
      }
    });
    var header = subject.elements().get(0);
    for (var service : MandatoryService.values()) {
      if (listed.contains(service)) {
        listed(service, header);
      }
    }
  }

  private void listed(MandatoryService service, Located header) {
    if (SEEN.contains(service) && !used.containsKey(service)) {
      found.add(LintRule.SERVICE_USED, header, service + " listed", "no more than is used");
    }
    if (OF_APPLICATIONS.contains(service) && !hasApplication()) {
      found.add(
          LintRule.SERVICE_NEEDS_APPLICATION, header, service + " listed", "usim or isim for it");
    }
  }

  private void unlisted(MandatoryService service, Located element) {
    var expected = service + " among the mandatory services of the header";
    if (OFTEN_LEFT_OUT.contains(service)) {
      found.warn(
          LintRule.SERVICE_LISTED,
          element.path(),
          element.node().at(),
          "uses " + service,
          expected);
    } else {
      found.add(LintRule.SERVICE_LISTED, element, "uses " + service, expected);
    }
  }

  private boolean hasApplication() {
    return subject.has(ProfileElementType.USIM)
        || subject.has(ProfileElementType.ISIM)
        || subject.has(ProfileElementType.IOT);
  }

  private void templates() {
    var listed = subject.upp().facts().templateOids();
    var usedOids = new ArrayList<String>();
    for (var element : subject.elements()) {
      template(element).ifPresent(oid -> {
        usedOids.add(oid);
        template(element, oid, listed);
      });
    }
    for (var oid : listed) {
      if (!usedOids.contains(oid)) {
        found.add(
            LintRule.TEMPLATE_USED, subject.elements().get(0), oid + " listed", "a use of it");
      }
    }
  }

  private static Optional<String> template(Located element) {
    return element.type().createsFiles()
        ? element.node().member(TEMPLATE_ID).map(ServiceLint::dotted)
        : Optional.empty();
  }

  private static String dotted(Node oid) {
    try {
      return ASN1ObjectIdentifier.fromContents(oid.value().toArray()).getId();
    } catch (IllegalArgumentException e) {
      return "no OBJECT IDENTIFIER";
    }
  }

  private void template(Located element, String oid, List<String> listed) {
    var own = TEMPLATES + TEMPLATE_NUMBERS.get(element.type());
    if (!oid.equals(own) && !oid.startsWith(own + ".")) {
      found.add(LintRule.TEMPLATE_OF_ELEMENT, element, "template " + oid, own);
    } else if (!listed.contains(oid)) {
      unlistedTemplate(element, oid);
    }
  }

  /** An element that is not mandated may be left out by a card that does not know its template. */
  private void unlistedTemplate(Located element, String oid) {
    boolean mandated = element
        .node()
        .member(PE_HEADER)
        .flatMap(header -> header.member(MANDATED))
        .isPresent();
    var expected = oid + " in eUICC-Mandatory-GFSTEList";
    if (mandated) {
      found.add(LintRule.TEMPLATE_LISTED, element, "uses a template not listed", expected);
    } else {
      found.warn(
          LintRule.TEMPLATE_LISTED,
          element.path(),
          element.node().at(),
          "uses a template not listed",
          expected);
    }
  }

  private void version() {
    var version = subject.upp().facts().version();
    for (var element : subject.elements()) {
      FormatVersions.needed(element, template(element))
          .filter(needed -> version.isBefore(needed))
          .ifPresent(needed -> tooLow(element, version, needed));
    }
    if (version.isBefore(FormatVersions.OLDEST) || FormatVersions.NEWEST.isBefore(version)) {
      found.add(
          LintRule.FORMAT_VERSION_LIKELY,
          subject.elements().get(0),
          "version " + version,
          FormatVersions.OLDEST + " to " + FormatVersions.NEWEST);
    }
  }

  private void tooLow(Located element, VersionNumber version, VersionNumber needed) {
    var rule = FormatVersions.isCertain(element)
        ? LintRule.FORMAT_VERSION
        : LintRule.FORMAT_VERSION_LIKELY;
    found.add(rule, element, "version " + version + " in the header", needed + " or newer");
  }
}
