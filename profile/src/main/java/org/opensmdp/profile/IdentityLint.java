package org.opensmdp.profile;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Imsi;
import org.opensmdp.rsp.InvalidMessage;

/** The files that say who the subscriber is, against each other and against the type. */
final class IdentityLint {
  private static final Set<Integer> NORMAL_MODES = Set.of(0x00, 0x01);
  private static final int MNC_LENGTH_AT = 3;
  private static final int ACCESS_CLASS_OCTETS = 2;
  private static final int SPN_TEXT_AT = 1;

  private final LintSubject subject;
  private final Findings found;

  private IdentityLint(LintSubject subject, Findings found) {
    this.subject = subject;
    this.found = found;
  }

  static void check(LintSubject subject, Findings found) {
    var lint = new IdentityLint(subject, found);
    lint.iccid();
    lint.imsis();
    lint.everywhere("ef-ad").forEach(lint::administrativeData);
    lint.everywhere("ef-acc").forEach(lint::accessClass);
    subject.files(ProfileElementType.USIM, "ef-spn").forEach(lint::serviceProviderName);
  }

  private Stream<FileOf> everywhere(String name) {
    return Stream.of(ProfileElementType.USIM, ProfileElementType.IOT)
        .flatMap(type -> subject.files(type, name));
  }

  private void iccid() {
    var facts = subject.upp().facts();
    var file = subject.file(ProfileElementType.MF, "ef-iccid");
    var digits = facts.efIccidDigits();
    if (file.isPresent() && digits.isPresent() && !digits.get().equals(facts.headerIccidDigits())) {
      found.add(
          LintRule.ICCID_AGREES,
          file.get().path(),
          file.get().contentAt(),
          digits.get(),
          facts.headerIccidDigits() + " of the header");
    }
  }

  private void imsis() {
    everywhere("ef-imsi")
        .forEach(file -> file.content()
            .filter(content -> !LintSubject.isBlank(content))
            .filter(content -> imsi(content).isEmpty())
            .ifPresent(content -> add(
                LintRule.IMSI_CODING,
                file,
                "not coded as an IMSI",
                "length, parity, digits, filler")));
    var all = subject.upp().facts().imsis();
    if (all.stream().distinct().count() > 1) {
      found.add(
          LintRule.IMSI_AGREES, subject.elements().get(0), "several IMSIs", "one in all usim");
    }
  }

  /** Coded again it must be the same: a length octet that is too small would cut digits off. */
  private static Optional<Imsi> imsi(Bytes content) {
    try {
      return Optional.of(Imsi.fromEf("ef-imsi", content))
          .filter(imsi -> imsi.ef().equals(content));
    } catch (InvalidMessage e) {
      return Optional.empty();
    }
  }

  private void add(LintRule rule, FileOf file, String what, String expected) {
    found.add(rule, file.path(), file.contentAt(), what, expected);
  }

  private void administrativeData(FileOf file) {
    var content = file.content().orElse(Bytes.EMPTY);
    if (content.size() <= MNC_LENGTH_AT) {
      add(LintRule.MNC_LENGTH_SAID, file, "no MNC length", "2 or 3 in octet 4");
    } else {
      mncLength(file, content.at(MNC_LENGTH_AT) & 0x0F);
    }
    if (!content.isEmpty()
        && !NORMAL_MODES.contains(content.at(0))
        && !subject.terms().isTest()) {
      add(
          LintRule.NORMAL_OPERATION,
          file,
          "operation mode %02X".formatted(content.at(0)),
          "00, normal operation");
    }
  }

  private void mncLength(FileOf file, int length) {
    if (length != 2 && length != 3) {
      add(LintRule.MNC_LENGTH, file, "MNC of " + length + " digits", "2 or 3");
    }
    subject
        .terms()
        .mncLength()
        .filter(expected -> expected != length && (length == 2 || length == 3))
        .ifPresent(expected -> add(
            LintRule.MNC_LENGTH, file, "MNC of " + length + " digits", expected + " of the type"));
  }

  private void accessClass(FileOf file) {
    var content = file.content();
    var imsi = subject.upp().facts().imsis().stream().findFirst();
    if (content.isPresent() && content.get().size() == ACCESS_CLASS_OCTETS && imsi.isPresent()) {
      var expected = Bytes.wrap(Datum.accessClass(imsi.get().digits()));
      if (!content.get().equals(expected)) {
        add(LintRule.ACCESS_CLASS, file, content.get().toString(), expected + " of the IMSI");
      }
    }
  }

  private void serviceProviderName(FileOf file) {
    var shown = subject.terms().texts().map(MetadataTexts::serviceProviderName);
    var content = file.content().filter(octets -> octets.size() > SPN_TEXT_AT);
    if (shown.isEmpty() || content.isEmpty() || isHole(file)) {
      return;
    }
    var name = ascii(content.get().slice(SPN_TEXT_AT, content.get().size()));
    if (name.isPresent() && !name.get().equals(shown.get())) {
      add(LintRule.SPN_AGREES, file, name.get(), shown.get() + " of the metadata");
    }
  }

  private boolean isHole(FileOf file) {
    return file.node().members(FileContent.FILL_FILE_CONTENT).stream()
        .anyMatch(subject::isReplaced);
  }

  /** Names in UCS2 begin with 80 to 82 and are not compared. */
  private static Optional<String> ascii(Bytes octets) {
    int end = octets.size();
    while (end > 0 && octets.at(end - 1) == 0xFF) {
      end--;
    }
    var text = octets.slice(0, end);
    return text.isEmpty() || text.at(0) >= 0x80
        ? Optional.empty()
        : Optional.of(new String(text.toArray(), StandardCharsets.US_ASCII));
  }
}
