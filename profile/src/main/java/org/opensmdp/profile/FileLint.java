package org.opensmdp.profile;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.opensmdp.rsp.Bytes;

/** Files: those that must be there, and whether descriptors and contents fit each other. */
final class FileLint {
  private static final int DF_NAME = 0x84;
  private static final int SECURITY = 0x8B;
  private static final int PIN_STATUS = 0xC6;
  private static final int MOST_SIZE_OCTETS = 4;

  private final LintSubject subject;
  private final Findings found;
  private final Set<Bytes> temporaryIds = new HashSet<>();

  private FileLint(LintSubject subject, Findings found) {
    this.subject = subject;
    this.found = found;
  }

  static void check(LintSubject subject, Findings found) {
    var lint = new FileLint(subject, found);
    subject.elements().stream()
        .filter(element -> element.type().createsFiles())
        .forEach(lint::mandatory);
    subject.files().forEach(lint::file);
  }

  private void mandatory(Located element) {
    for (var name : FileTable.mandatory(element.type())) {
      if (FileOf.named(element, name).isEmpty()) {
        found.add(
            LintRule.FILE_MANDATORY,
            element.path() + "." + name,
            element.node().at(),
            "missing",
            name + ", which every " + element.type().asn1Name() + " has");
      }
    }
  }

  private void file(FileOf file) {
    if (!file.isKnown()) {
      add(LintRule.KNOWN_FILE, file, file.node(), "no file has this tag", "a tag of format 3.3");
    }
    if (file.isDirectory()) {
      directory(file);
    } else {
      sizeCoding(file);
      contentFits(file);
      offsets(file);
      records(file);
      accessRule(file);
    }
  }

  private void add(LintRule rule, FileOf file, Node at, String what, String expected) {
    found.add(rule, file.path(), at.at(), what, expected);
  }

  private void directory(FileOf file) {
    if (file.descriptor().isPresent() && file.inDescriptor(PIN_STATUS).isEmpty()) {
      add(LintRule.PIN_STATUS, file, file.node(), "no pinStatusTemplateDO", "one for every DF");
    }
    if (file.name().startsWith("adf-")) {
      application(file);
    }
  }

  private void application(FileOf file) {
    var aid = file.inDescriptor(DF_NAME);
    if (aid.isEmpty()) {
      add(LintRule.ADF_NAMED, file, file.node(), "no dfName", "the AID of the application");
    }
    file.fileId()
        .filter(id -> !temporaryIds.add(id))
        .ifPresent(id -> add(
            LintRule.ADF_NAMED, file, file.node(), "file ID " + id + " again", "one of its own"));
    aid.filter(name -> !isInDirectory(name.value()))
        .ifPresent(
            name -> add(LintRule.ADF_IN_EF_DIR, file, name, "AID " + name.value(), "it in EF.DIR"));
  }

  private boolean isInDirectory(Bytes aid) {
    var directory = subject.file(ProfileElementType.MF, "ef-dir").flatMap(FileOf::content);
    return directory
        .map(content -> Placeholders.indexOf(content, aid, 0, content.size()) >= 0)
        .orElse(true);
  }

  private void sizeCoding(FileOf file) {
    file.sizeNode()
        .filter(size -> size.value().isEmpty()
            || size.value().size() > MOST_SIZE_OCTETS
            || (size.value().size() > 1 && size.value().at(0) == 0))
        .ifPresent(size -> add(
            LintRule.SIZE_CODING,
            file,
            size,
            "efFileSize of %d octets".formatted(size.value().size()),
            "as few as it takes"));
  }

  private void contentFits(FileOf file) {
    var size = sizeOf(file);
    if (size.isEmpty()) {
      return;
    }
    int at = 0;
    for (var part : file.node().members()) {
      at += FileContent.step(file.path(), part);
      if (at > size.get()) {
        add(
            LintRule.CONTENT_FITS,
            file,
            part,
            "content up to octet " + at,
            "at most %d, the size of the file".formatted(size.get()));
        return;
      }
    }
  }

  /** What the descriptor says, or the template where it fixes one. */
  private static Optional<Integer> sizeOf(FileOf file) {
    var fixed = Optional.ofNullable(FixedFiles.NAMED_SIZES.get(file.name()))
        .filter(size -> file.element().type() != ProfileElementType.CSIM);
    return file.size().or(() -> fixed);
  }

  private void offsets(FileOf file) {
    var parts = file.node().members();
    for (int i = 0; i < parts.size(); i++) {
      boolean last = i + 1 == parts.size();
      if (parts.get(i).tag() == FileContent.FILL_FILE_OFFSET
          && (last || parts.get(i + 1).tag() != FileContent.FILL_FILE_CONTENT)) {
        add(
            LintRule.OFFSET_LEADS_TO_CONTENT,
            file,
            parts.get(i),
            "fillFileOffset and nothing behind it",
            "fillFileContent next");
      }
    }
  }

  private void records(FileOf file) {
    var record = file.recordSize();
    var size = file.size();
    if (record.isPresent() && size.isPresent() && size.get() % record.get() != 0) {
      add(
          LintRule.RECORDS_FILL_FILE,
          file,
          file.node(),
          "%d octets with records of %d".formatted(size.get(), record.get()),
          "whole records");
    }
  }

  /** Only where the rule lies in an EF.ARR that the package writes. */
  private void accessRule(FileOf file) {
    file.inDescriptor(SECURITY).ifPresent(reference -> {
      var octets = reference.value();
      var home = home(file, octets);
      int record = octets.isEmpty() ? 0 : octets.at(octets.size() - 1);
      home.flatMap(FileLint::rulesOf)
          .filter(all -> record > all.size() || isEmpty(all, record))
          .ifPresent(all -> add(
              LintRule.ACCESS_RULE,
              file,
              reference,
              "rule %d of EF.ARR".formatted(record),
              "a record that is there"));
    });
  }

  private Optional<FileOf> home(FileOf file, Bytes reference) {
    boolean inMf = reference.size() == 3
        ? reference.slice(0, 2).equals(Bytes.fromHex("2F06"))
        : file.element().type() == ProfileElementType.MF;
    if (inMf) {
      return subject.file(ProfileElementType.MF, "ef-arr");
    }
    boolean inUsim = file.element().type() == ProfileElementType.USIM
        || file.element().type() == ProfileElementType.OPT_USIM;
    boolean local = reference.size() == 3 && reference.slice(0, 2).equals(Bytes.fromHex("6F06"));
    return inUsim && local ? subject.file(ProfileElementType.USIM, "ef-arr") : Optional.empty();
  }

  private static boolean isEmpty(List<Bytes> records, int number) {
    return number < 1 || LintSubject.isBlank(records.get(number - 1));
  }

  private static Optional<List<Bytes>> rulesOf(FileOf rules) {
    var content = rules.content();
    var size = rules.recordSize();
    if (content.isEmpty() || size.isEmpty()) {
      return Optional.empty();
    }
    var records = new java.util.ArrayList<Bytes>();
    var octets = content.get();
    for (int at = 0; at < octets.size(); at += size.get()) {
      records.add(octets.slice(at, Math.min(at + size.get(), octets.size())));
    }
    return Optional.of(records);
  }
}
