package org.opensmdp.simulator.uicc;

import org.jspecify.annotations.Nullable;
import org.opensmdp.rsp.Bytes;

/** What is selected on a logical channel (ETSI TS 102 221 §8.4). */
final class Selection {
  static final int NO_RECORD = 0;

  private Directory directory;
  private @Nullable ElementaryFile file;
  private @Nullable Directory application;
  private int record = NO_RECORD;

  Selection(Directory mf) {
    directory = mf;
  }

  Directory directory() {
    return directory;
  }

  /** The application selected last by its AID, which 7FFF stands for. */
  @Nullable
  Directory application() {
    return application;
  }

  void select(Directory selected) {
    directory = selected;
    file = null;
    record = NO_RECORD;
  }

  void selectApplication(Directory selected) {
    select(selected);
    application = selected;
  }

  void select(Directory home, ElementaryFile selected) {
    directory = home;
    file = selected;
    record = NO_RECORD;
  }

  ElementaryFile file() throws StatusWord {
    if (file == null) {
      throw new StatusWord(StatusWord.NO_FILE_SELECTED);
    }
    return file;
  }

  /** Returns the file of a short identifier, which a command makes the current one. */
  ElementaryFile fileOfSfi(int sfi) throws StatusWord {
    var found = directory.fileOfSfi(sfi).filter(one -> sfi > 0);
    if (found.isEmpty()) {
      throw new StatusWord(StatusWord.NO_FILE);
    }
    select(directory, found.get());
    return found.get();
  }

  int record() {
    return record;
  }

  void record(int number) {
    record = number;
  }

  /** Names files only. */
  @Override
  public String toString() {
    return "Selection[%04X]".formatted(directory.fileId()) + (file == null ? "" : Bytes.EMPTY);
  }
}
