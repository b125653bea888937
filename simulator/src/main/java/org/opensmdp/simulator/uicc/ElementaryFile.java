package org.opensmdp.simulator.uicc;

import java.util.Optional;
import org.opensmdp.rsp.Bytes;

/** An elementary file. A link to it has other names and another rule, and the same octets. */
final class ElementaryFile {
  private final int fileId;
  private final int sfi;
  private final Bytes rule;
  private final boolean activated;
  private final Store store;

  /** What links share. */
  private static final class Store {
    private final FileKind kind;
    private final int recordSize;
    private Bytes content;

    Store(FileKind kind, int recordSize, Bytes content) {
      this.kind = kind;
      this.recordSize = recordSize;
      this.content = content;
    }
  }

  private ElementaryFile(int fileId, int sfi, Bytes rule, boolean activated, Store store) {
    this.fileId = fileId;
    this.sfi = sfi;
    this.rule = rule;
    this.activated = activated;
    this.store = store;
  }

  static ElementaryFile of(int fileId, Fcp fcp, boolean underMf, Bytes content) {
    var kind = fcp.kind().orElse(FileKind.TRANSPARENT);
    int recordSize = kind.hasRecords() ? Math.max(1, fcp.recordSize()) : 0;
    return new ElementaryFile(
        fileId,
        fcp.sfi(),
        fcp.rule(underMf),
        fcp.isActivated(),
        new Store(kind, recordSize, content));
  }

  ElementaryFile linked(int alias, Fcp fcp, boolean underMf) {
    return new ElementaryFile(alias, fcp.sfi(), fcp.rule(underMf), fcp.isActivated(), store);
  }

  int fileId() {
    return fileId;
  }

  int sfi() {
    return sfi;
  }

  Bytes rule() {
    return rule;
  }

  boolean isActivated() {
    return activated;
  }

  FileKind kind() {
    return store.kind;
  }

  int recordSize() {
    return store.recordSize;
  }

  int records() {
    return store.recordSize == 0 ? 0 : store.content.size() / store.recordSize;
  }

  Bytes content() {
    return store.content;
  }

  /** Returns a record, counted from 1; empty if there is none. */
  Optional<Bytes> record(int number) {
    return number >= 1 && number <= records()
        ? Optional.of(
            store.content.slice((number - 1) * store.recordSize, number * store.recordSize))
        : Optional.empty();
  }

  /** Writes over octets that are there. */
  void update(int offset, Bytes octets) {
    var content = store.content.toArray();
    octets.copyTo(content, offset);
    store.content = Bytes.wrap(content);
  }

  /** Makes the oldest record of a cyclic file the newest, the first. */
  void push(Bytes record) {
    int kept = store.content.size() - store.recordSize;
    store.content = Bytes.concat(record, store.content.slice(0, kept));
  }
}
