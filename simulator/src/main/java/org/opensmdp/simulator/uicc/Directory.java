package org.opensmdp.simulator.uicc;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.opensmdp.rsp.Bytes;

/** The MF, a DF or an ADF: files, the codes that guard them, and its place (ETSI TS 102 221 §8). */
final class Directory {
  private static final int LOCAL = 0x80;
  private static final int LAST_LOCAL = 0x88;

  private final int fileId;
  private final Optional<Bytes> aid;
  private final @Nullable Directory parent;
  private final Bytes rule;
  private final Bytes codeReferences;
  private final Map<Integer, Directory> directories = new LinkedHashMap<>();
  private final Map<Integer, ElementaryFile> files = new LinkedHashMap<>();
  private Map<Integer, Code> codes = new LinkedHashMap<>();

  /**
   * Makes an empty directory.
   *
   * @param aid of an ADF
   * @param parent the MF for an ADF; null for the MF
   * @param rule EF.ARR and the number of the record in it
   * @param codeReferences of the codes that a terminal is told of, one octet each
   */
  Directory(
      int fileId,
      Optional<Bytes> aid,
      @Nullable Directory parent,
      Bytes rule,
      Bytes codeReferences) {
    this.fileId = fileId;
    this.aid = aid;
    this.parent = parent;
    this.rule = rule;
    this.codeReferences = codeReferences;
  }

  static Directory emptyMf() {
    return new Directory(
        CardFiles.MF, Optional.empty(), null, Bytes.fromHex("2F0600"), Bytes.EMPTY);
  }

  int fileId() {
    return fileId;
  }

  Optional<Bytes> aid() {
    return aid;
  }

  Optional<Directory> parent() {
    return Optional.ofNullable(parent);
  }

  Bytes rule() {
    return rule;
  }

  Bytes codeReferences() {
    return codeReferences;
  }

  void add(Directory directory) {
    directories.put(directory.fileId, directory);
  }

  /** Gives a directory a second name here. */
  void link(int alias, Directory directory) {
    directories.put(alias, directory);
  }

  void add(int id, ElementaryFile file) {
    files.put(id, file);
  }

  Optional<Directory> directory(int id) {
    return Optional.ofNullable(directories.get(id));
  }

  Optional<ElementaryFile> file(int id) {
    return Optional.ofNullable(files.get(id));
  }

  Optional<ElementaryFile> fileOfSfi(int sfi) {
    return files.values().stream().filter(file -> file.sfi() == sfi).findFirst();
  }

  Map<Integer, Code> codes() {
    return codes;
  }

  void shareCodes(Directory other) {
    codes = other.codes;
  }

  /** Returns the code of a reference as seen from here: a local one of this DF or above, or the MF's. */
  Optional<Code> code(int reference) {
    boolean local = reference > LOCAL && reference <= LAST_LOCAL;
    var own = Optional.ofNullable(codes.get(reference)).filter(code -> local || parent == null);
    return own.isPresent() ? own : parent().flatMap(above -> above.code(reference));
  }

  /** Returns the application that this directory is or lies in. */
  Optional<Directory> application() {
    return aid.isPresent() ? Optional.of(this) : parent().flatMap(Directory::application);
  }

  /** Returns the octets of all files in it. */
  int size() {
    int own = files.values().stream().mapToInt(file -> file.content().size()).sum();
    return own + directories.values().stream().mapToInt(Directory::size).sum();
  }

  void forgetCodes() {
    codes.values().forEach(Code::forget);
    directories.values().forEach(Directory::forgetCodes);
  }

  /** Returns the number of the record with this reference, or nothing for octets that are none. */
  static OptionalInt record(Bytes rule) {
    return rule.size() == 3 ? OptionalInt.of(rule.at(2)) : OptionalInt.empty();
  }
}
