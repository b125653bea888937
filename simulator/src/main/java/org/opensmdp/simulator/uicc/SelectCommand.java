package org.opensmdp.simulator.uicc;

import java.util.Optional;
import org.opensmdp.rsp.Bytes;

/** SELECT and STATUS (ETSI TS 102 221 §11.1.1, §11.1.2). */
final class SelectCommand {
  private static final int BY_ID = 0x00;
  private static final int PARENT = 0x03;
  private static final int BY_AID = 0x04;
  private static final int FROM_MF = 0x08;
  private static final int FROM_CURRENT = 0x09;
  private static final int ANSWER = 0x0C;
  private static final int NO_ANSWER = 0x0C;
  private static final int FCP = 0x04;
  private static final int OCCURRENCE = 0x03;
  private static final int NEXT = 0x02;
  private static final int TERMINATION = 0x40;

  private final CardFiles files;
  private final Selection selection;

  SelectCommand(CardFiles files, Selection selection) {
    this.files = files;
    this.selection = selection;
  }

  Bytes select(Apdu command) throws StatusWord {
    int answer = command.p2() & ANSWER;
    if (answer != NO_ANSWER && answer != FCP && answer != 0) {
      throw new StatusWord(StatusWord.WRONG_PARAMETERS);
    }
    switch (command.p1()) {
      case BY_ID -> byId(command.data());
      case PARENT -> selection.select(parent());
      case BY_AID -> byAid(command);
      case FROM_MF -> byPath(files.mf(), command.data());
      case FROM_CURRENT -> byPath(selection.directory(), command.data());
      default -> throw new StatusWord(StatusWord.WRONG_PARAMETERS);
    }
    return answer == NO_ANSWER ? Bytes.EMPTY : answer();
  }

  private Bytes answer() {
    try {
      return FcpAnswer.of(selection.file(), selection.directory());
    } catch (StatusWord noFile) {
      return FcpAnswer.of(selection.directory());
    }
  }

  private Directory parent() throws StatusWord {
    return selection.directory().parent().orElseThrow(() -> new StatusWord(StatusWord.NO_FILE));
  }

  private void byId(Bytes data) throws StatusWord {
    if (data.isEmpty()) {
      selection.select(files.mf());
      return;
    }
    int id = id(data, 0);
    var current = selection.directory();
    if (data.size() != 2) {
      throw new StatusWord(StatusWord.WRONG_LENGTH);
    }
    var directory = directoryOf(current, id);
    if (directory.isPresent()) {
      selection.select(directory.get());
    } else {
      file(current, id);
    }
  }

  /** The MF, the application, the directory itself, one in it, the one above, or one beside it. */
  private Optional<Directory> directoryOf(Directory current, int id) {
    if (id == CardFiles.MF) {
      return Optional.of(files.mf());
    }
    if (id == CardFiles.CURRENT_ADF) {
      return Optional.ofNullable(selection.application());
    }
    var above = current.parent();
    return current
        .directory(id)
        .or(() -> Optional.of(current).filter(own -> isNamed(own, id)))
        .or(() -> above.filter(parent -> isNamed(parent, id)))
        .or(() -> above.flatMap(parent -> parent.directory(id)));
  }

  /** The identifier of an ADF is for the package only. */
  private static boolean isNamed(Directory directory, int id) {
    return directory.fileId() == id && directory.aid().isEmpty();
  }

  private void file(Directory home, int id) throws StatusWord {
    var file = home.file(id);
    if (file.isEmpty()) {
      throw new StatusWord(StatusWord.NO_FILE);
    }
    selection.select(home, file.get());
  }

  private void byPath(Directory from, Bytes path) throws StatusWord {
    if (path.isEmpty() || path.size() % 2 != 0) {
      throw new StatusWord(StatusWord.WRONG_LENGTH);
    }
    var at = from;
    for (int i = 0; i < path.size() - 2; i += 2) {
      at = step(at, id(path, i), i == 0);
    }
    int last = id(path, path.size() - 2);
    var directory = path.size() == 2 && last == CardFiles.CURRENT_ADF
        ? Optional.ofNullable(selection.application())
        : at.directory(last);
    if (directory.isPresent()) {
      selection.select(directory.get());
    } else {
      file(at, last);
    }
  }

  private Directory step(Directory at, int id, boolean first) throws StatusWord {
    if (first && id == CardFiles.CURRENT_ADF && selection.application() != null) {
      return selection.application();
    }
    return at.directory(id).orElseThrow(() -> new StatusWord(StatusWord.NO_FILE));
  }

  private static int id(Bytes data, int at) throws StatusWord {
    if (data.size() < at + 2) {
      throw new StatusWord(StatusWord.WRONG_LENGTH);
    }
    return data.at(at) << 8 | data.at(at + 1);
  }

  /** By the whole AID or its beginning; the next one that begins so, if asked for. */
  private void byAid(Apdu command) throws StatusWord {
    var found = files.applications(command.data());
    if (command.data().isEmpty() || found.isEmpty()) {
      throw new StatusWord(StatusWord.NO_FILE);
    }
    int current = -1;
    for (int i = 0; i < found.size(); i++) {
      current = found.get(i).directory() == selection.application() ? i : current;
    }
    int chosen = switch (command.p2() & OCCURRENCE) {
      case NEXT -> current + 1;
      case OCCURRENCE -> current - 1;
      case 1 -> found.size() - 1;
      default -> 0;
    };
    if (chosen < 0 || chosen >= found.size()) {
      throw new StatusWord(StatusWord.NO_FILE);
    }
    selection.selectApplication(found.get(chosen).directory());
    if ((command.p2() & TERMINATION) != 0) {
      selection.select(files.mf());
    }
  }

  /** STATUS tells of the current directory: as SELECT does, by its AID, or nothing. */
  Bytes status(Apdu command) throws StatusWord {
    if (command.p1() > 2) {
      throw new StatusWord(StatusWord.WRONG_PARAMETERS);
    }
    var whole = switch (command.p2()) {
      case 0x00 -> FcpAnswer.of(selection.directory());
      case 0x01 -> FcpAnswer.aid(selection.directory());
      case NO_ANSWER -> Bytes.EMPTY;
      default -> throw new StatusWord(StatusWord.WRONG_PARAMETERS);
    };
    if (command.saysHowMany() && command.le() < whole.size()) {
      return whole.slice(0, command.le());
    }
    return whole;
  }
}
