package org.opensmdp.simulator.uicc;

import org.opensmdp.rsp.Bytes;

/** Reading and updating of the files that are selected (ETSI TS 102 221 §11.1.3 to §11.1.6). */
final class FileCommands {
  private static final int BY_SFI = 0x80;
  private static final int SFI_MASK = 0x1F;
  private static final int RFU_WITH_SFI = 0x60;
  private static final int SFI_SHIFT = 3;
  private static final int MODE = 0x07;
  private static final int NEXT = 0x02;
  private static final int PREVIOUS = 0x03;
  private static final int ABSOLUTE = 0x04;

  private final CardFiles files;
  private final Selection selection;

  FileCommands(CardFiles files, Selection selection) {
    this.files = files;
    this.selection = selection;
  }

  Bytes readBinary(Apdu command) throws StatusWord {
    var file = transparent(command);
    int offset = offset(command);
    require(AccessRule.READ, file);
    if (offset > file.content().size()) {
      throw new StatusWord(StatusWord.OUTSIDE_FILE);
    }
    int there = Math.min(Apdu.ALL, file.content().size() - offset);
    if (command.saysHowMany() && command.le() > there) {
      throw StatusWord.exactLength(there);
    }
    int octets = command.saysHowMany() ? command.le() : there;
    return file.content().slice(offset, offset + octets);
  }

  Bytes updateBinary(Apdu command) throws StatusWord {
    var file = transparent(command);
    int offset = offset(command);
    if (command.data().isEmpty()) {
      throw new StatusWord(StatusWord.WRONG_LENGTH);
    }
    require(AccessRule.UPDATE, file);
    if (offset > file.content().size()) {
      throw new StatusWord(StatusWord.OUTSIDE_FILE);
    }
    if (offset + command.data().size() > file.content().size()) {
      throw new StatusWord(StatusWord.WRONG_LENGTH);
    }
    file.update(offset, command.data());
    return Bytes.EMPTY;
  }

  private ElementaryFile transparent(Apdu command) throws StatusWord {
    boolean bySfi = (command.p1() & BY_SFI) != 0;
    if (bySfi && (command.p1() & RFU_WITH_SFI) != 0) {
      throw new StatusWord(StatusWord.WRONG_PARAMETERS);
    }
    var file = bySfi ? selection.fileOfSfi(command.p1() & SFI_MASK) : selection.file();
    if (file.kind() != FileKind.TRANSPARENT) {
      throw new StatusWord(StatusWord.INCOMPATIBLE_STRUCTURE);
    }
    return file;
  }

  private static int offset(Apdu command) {
    return (command.p1() & BY_SFI) != 0 ? command.p2() : command.parameters();
  }

  private void require(int operation, ElementaryFile file) throws StatusWord {
    AccessRule.require(operation, file.rule(), selection.directory(), files.mf());
    if (!file.isActivated()) {
      throw new StatusWord(StatusWord.CONDITIONS);
    }
  }

  Bytes readRecord(Apdu command) throws StatusWord {
    var file = withRecords(command);
    require(AccessRule.READ, file);
    int number = number(command, file);
    if (command.saysHowMany() && command.le() != file.recordSize()) {
      throw StatusWord.exactLength(file.recordSize());
    }
    var record = file.record(number);
    if (record.isEmpty()) {
      throw new StatusWord(StatusWord.NO_RECORD);
    }
    return record.get();
  }

  Bytes updateRecord(Apdu command) throws StatusWord {
    var file = withRecords(command);
    require(AccessRule.UPDATE, file);
    boolean cyclic = file.kind() == FileKind.CYCLIC;
    if (cyclic && (command.p2() & MODE) != PREVIOUS) {
      throw new StatusWord(StatusWord.WRONG_PARAMETERS);
    }
    int number = cyclic ? 1 : number(command, file);
    if (file.record(number).isEmpty()) {
      throw new StatusWord(StatusWord.NO_RECORD);
    }
    if (command.data().size() != file.recordSize()) {
      throw new StatusWord(StatusWord.WRONG_LENGTH);
    }
    if (cyclic) {
      file.push(command.data());
      selection.record(1);
    } else {
      file.update((number - 1) * file.recordSize(), command.data());
    }
    return Bytes.EMPTY;
  }

  private ElementaryFile withRecords(Apdu command) throws StatusWord {
    int sfi = command.p2() >> SFI_SHIFT;
    var file = sfi == 0 ? selection.file() : selection.fileOfSfi(sfi);
    if (!file.kind().hasRecords()) {
      throw new StatusWord(StatusWord.INCOMPATIBLE_STRUCTURE);
    }
    return file;
  }

  /** Returns the number of the record, and moves the pointer if the command does. */
  private int number(Apdu command, ElementaryFile file) throws StatusWord {
    int pointer = selection.record();
    switch (command.p2() & MODE) {
      case ABSOLUTE -> {
        return command.p1() == 0 ? pointer : command.p1();
      }
      case NEXT -> pointer = next(file, pointer);
      case PREVIOUS -> pointer = previous(file, pointer);
      default -> throw new StatusWord(StatusWord.WRONG_PARAMETERS);
    }
    selection.record(pointer);
    return pointer;
  }

  private static int next(ElementaryFile file, int pointer) throws StatusWord {
    if (pointer < file.records()) {
      return pointer + 1;
    }
    if (file.kind() == FileKind.CYCLIC) {
      return 1;
    }
    throw new StatusWord(StatusWord.NO_RECORD);
  }

  private static int previous(ElementaryFile file, int pointer) throws StatusWord {
    if (pointer > 1) {
      return pointer - 1;
    }
    if (pointer == Selection.NO_RECORD || file.kind() == FileKind.CYCLIC) {
      return file.records();
    }
    throw new StatusWord(StatusWord.NO_RECORD);
  }
}
