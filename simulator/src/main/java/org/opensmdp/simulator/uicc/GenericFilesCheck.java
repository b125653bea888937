package org.opensmdp.simulator.uicc;

import static org.opensmdp.simulator.uicc.ElementFault.require;
import static org.opensmdp.simulator.uicc.ElementFault.required;

import java.util.OptionalInt;
import org.opensmdp.profile.Node;
import org.opensmdp.rsp.InvalidMessage;

/** genericFileManagement: files made by commands, with no template behind them. */
final class GenericFilesCheck {
  static final int COMMANDS = 0xA1;
  static final int SEQUENCE = 0x30;
  static final int PATH = 0x80;
  static final int CREATE = 0x62;
  static final int OFFSET = 0x82;
  static final int CONTENT = 0x81;
  private static final int LONGEST_PATH = 8;
  private static final int NO_FILE = -1;

  private final CreatedFiles created;
  private final FilesCheck files;
  private final OptionalInt identification;
  private String directory = Homes.MF;
  private int size = NO_FILE;
  private int at;

  GenericFilesCheck(CreatedFiles created, FilesCheck files, OptionalInt identification) {
    this.created = created;
    this.files = files;
    this.identification = identification;
  }

  void run(Node element) throws ElementFault {
    for (var list : required(element, COMMANDS).members()) {
      require(list.tag() == SEQUENCE, list, ElementStatus.INVALID_REQUEST_FORMAT);
      for (var command : list.members()) {
        command(command);
      }
    }
  }

  private void command(Node command) throws ElementFault {
    switch (command.tag()) {
      case PATH -> select(command);
      case CREATE -> create(command);
      case OFFSET -> fill(command, offset(command));
      case CONTENT -> fill(command, command.value().size());
      default -> throw ElementFault.at(command, ElementStatus.INVALID_REQUEST_FORMAT);
    }
  }

  private void select(Node command) throws ElementFault {
    int octets = command.value().size();
    require(octets <= LONGEST_PATH && octets % 2 == 0, command, ElementStatus.BAD_VALUES);
    var path = command.value().toString();
    require(created.exists(path), command, ElementStatus.INVALID_PARAMETER);
    boolean isDirectory = created.isDirectory(path);
    directory = isDirectory ? path : path.substring(0, path.length() - 4);
    size = isDirectory ? NO_FILE : created.size(path);
    at = 0;
  }

  private void create(Node command) throws ElementFault {
    var fcp = new Fcp(command, null);
    fcp.check();
    boolean named = fcp.kind().isPresent() && fcp.fileId().isPresent();
    require(named, command, ElementStatus.INVALID_REQUEST_FORMAT);
    var path = directory + Homes.hex(fcp.fileId().orElseThrow());
    files.link(fcp, command);
    if (fcp.kind().filter(FileKind::isDirectory).isPresent()) {
      require(!created.exists(path), command, ElementStatus.INVALID_PARAMETER);
      created.directory(path, fcp, identification);
      size = NO_FILE;
    } else {
      files.kind(fcp, command);
      boolean sized = fcp.size() > 0 || fcp.link().isPresent();
      require(sized, command, ElementStatus.INVALID_REQUEST_FORMAT);
      created.file(path, fcp, command);
      size = fcp.link().isPresent() ? NO_FILE : fcp.size();
    }
    at = 0;
  }

  private static int offset(Node command) throws ElementFault {
    try {
      int offset = command.integer("fillFileOffset");
      require(offset >= 0 && offset <= 0xFFFF, command, ElementStatus.BAD_VALUES);
      return offset;
    } catch (InvalidMessage e) {
      throw ElementFault.at(command, ElementStatus.BAD_VALUES);
    }
  }

  private void fill(Node command, int octets) throws ElementFault {
    require(size != NO_FILE, command, ElementStatus.INVALID_REQUEST_FORMAT);
    at += octets;
    require(at <= (size > 0 ? size : 0xFFFF), command, ElementStatus.BAD_VALUES);
  }
}
