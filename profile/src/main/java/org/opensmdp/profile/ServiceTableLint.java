package org.opensmdp.profile;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.opensmdp.rsp.Bytes;

/**
 * The service tables EF.UST (3GPP TS 31.102 §4.2.8) and EF.IST (TS 31.103 §4.2.7) against the files: a
 * service that is announced without its file breaks on the phone, a file without its service is never
 * read. A card compares gid1 and gid2 of an owner with the table, too (SGP.22 v2 §5.5.3).
 */
final class ServiceTableLint {
  private static final int SUCI = 124;
  private static final int SUCI_BY_USIM = 125;

  /** A service and its file. */
  private record Service(int number, ProfileElementType type, String file, boolean certain) {}

  private static final List<Service> OF_USIM = List.of(
      usim(17, "ef-gid1", true),
      usim(18, "ef-gid2", true),
      new Service(19, ProfileElementType.USIM, "ef-spn", true),
      usim(21, "ef-msisdn", false),
      usim(20, "ef-plmnwact", false),
      usim(42, "ef-oplmnwact", false),
      usim(43, "ef-hplmnwact", false),
      usim(45, "ef-pnn", false),
      usim(46, "ef-opl", false),
      usim(47, "ef-mbdn", false),
      usim(48, "ef-mwis", false),
      usim(71, "ef-ehplmn", false),
      new Service(12, ProfileElementType.USIM, "ef-smsp", false));

  private static final List<Service> OF_ISIM =
      List.of(new Service(1, ProfileElementType.OPT_ISIM, "ef-pcscf", false));

  /** Where genericFileManagement may create a file, its absence from the template is no proof. */
  private static final Map<String, String> FILE_IDS = Map.of("ef-gid1", "6F3E", "ef-gid2", "6F3F");

  private final LintSubject subject;
  private final Findings found;

  private ServiceTableLint(LintSubject subject, Findings found) {
    this.subject = subject;
    this.found = found;
  }

  static void check(LintSubject subject, Findings found) {
    var lint = new ServiceTableLint(subject, found);
    subject.file(ProfileElementType.USIM, "ef-ust").ifPresent(table -> {
      OF_USIM.forEach(service -> lint.service(table, service));
      lint.suci(table);
    });
    subject
        .file(ProfileElementType.ISIM, "ef-ist")
        .ifPresent(table -> OF_ISIM.forEach(service -> lint.service(table, service)));
  }

  private static Service usim(int number, String file, boolean certain) {
    return new Service(number, ProfileElementType.OPT_USIM, file, certain);
  }

  /** Bit 1 of the first octet is service 1. */
  private static boolean isOn(FileOf table, int number) {
    var octets = table.content().orElse(Bytes.EMPTY);
    int at = (number - 1) / 8;
    return at < octets.size() && (octets.at(at) >> (number - 1) % 8 & 1) == 1;
  }

  private void service(FileOf table, Service service) {
    var file = subject.file(service.type(), service.file());
    boolean on = isOn(table, service.number());
    if (on && file.isEmpty() && !isMadeElsewhere(service)) {
      missing(table, service);
    }
    file.filter(there -> !on && says(there))
        .ifPresent(there -> found.add(
            LintRule.FILE_HAS_SERVICE,
            there.path(),
            there.contentAt(),
            "content, but service %d is off".formatted(service.number()),
            "service %d on in %s".formatted(service.number(), table.name())));
  }

  private static boolean says(FileOf file) {
    return file.content().filter(content -> !LintSubject.isBlank(content)).isPresent();
  }

  private void missing(FileOf table, Service service) {
    var what = "service %d on, no %s".formatted(service.number(), service.file());
    var expected = service.file() + " in " + service.type().asn1Name();
    if (service.certain()) {
      found.add(LintRule.SERVICE_HAS_FILE, table.path(), table.contentAt(), what, expected);
    } else {
      found.warn(LintRule.SERVICE_HAS_FILE, table.path(), table.contentAt(), what, expected);
    }
  }

  private boolean isMadeElsewhere(Service service) {
    return Optional.ofNullable(FILE_IDS.get(service.file()))
        .map(Bytes::fromHex)
        .filter(id ->
            Located.of(subject.elements(), ProfileElementType.GENERIC_FILE_MANAGEMENT).stream()
                .anyMatch(element -> creates(element.node(), id)))
        .isPresent();
  }

  private static boolean creates(Node node, Bytes fileId) {
    return (node.tag() == 0x83 && node.value().equals(fileId))
        || node.members().stream().anyMatch(member -> creates(member, fileId));
  }

  /** The phone computes the SUCI of a file of df-5gs, or has the USIM do it with that of df-saip. */
  private void suci(FileOf table) {
    boolean byUsim = isOn(table, SUCI_BY_USIM);
    if (isOn(table, SUCI) && !byUsim && !has(ProfileElementType.DF_5GS, "ef-suci-calc-info")) {
      suciFile(table, SUCI, "ef-suci-calc-info in df-5gs");
    }
    if (byUsim && !has(ProfileElementType.DF_SAIP, "ef-suci-calc-info-usim")) {
      suciFile(table, SUCI_BY_USIM, "ef-suci-calc-info-usim in df-saip");
    }
    if (byUsim && !subject.upp().facts().services().contains(MandatoryService.GET_IDENTITY)) {
      found.warn(
          LintRule.SERVICE_LISTED,
          table.path(),
          table.contentAt(),
          "service 125 on, the USIM computes the SUCI",
          "GET_IDENTITY among the mandatory services of the header");
    }
    suciOff(table, ProfileElementType.DF_5GS, "ef-suci-calc-info", SUCI);
    suciOff(table, ProfileElementType.DF_SAIP, "ef-suci-calc-info-usim", SUCI_BY_USIM);
  }

  private boolean has(ProfileElementType type, String file) {
    return subject.file(type, file).isPresent()
        || subject.file(ProfileElementType.OPT_IOT, file).isPresent();
  }

  private void suciFile(FileOf table, int number, String expected) {
    found.add(
        LintRule.SERVICE_HAS_FILE,
        table.path(),
        table.contentAt(),
        "service %d on, no file for it".formatted(number),
        expected);
  }

  private void suciOff(FileOf table, ProfileElementType type, String name, int number) {
    subject
        .file(type, name)
        .filter(file -> !isOn(table, number) && says(file))
        .ifPresent(file -> found.add(
            LintRule.FILE_HAS_SERVICE,
            file.path(),
            file.contentAt(),
            "content, but service %d is off".formatted(number),
            "service %d on in ef-ust".formatted(number)));
  }
}
