package org.opensmdp.simulator.uicc;

import java.util.Optional;
import org.opensmdp.rsp.Bytes;

/** VERIFY, CHANGE, DISABLE, ENABLE and UNBLOCK PIN (ETSI TS 102 221 §11.1.9 to §11.1.13). */
final class CodeCommands {
  private static final int OCTETS = 8;
  private static final int LEAST_DIGITS = 4;

  private final CardFiles files;
  private final Selection selection;

  CodeCommands(CardFiles files, Selection selection) {
    this.files = files;
    this.selection = selection;
  }

  /** Without data it only asks how many tries are left. */
  Bytes verify(Apdu command) throws StatusWord {
    var code = code(command);
    if (command.data().isEmpty()) {
      throw StatusWord.triesLeft(code.left());
    }
    sized(command, OCTETS);
    if (!code.isEnabled()) {
      throw new StatusWord(StatusWord.NOT_USABLE);
    }
    present(code, command.data());
    return Bytes.EMPTY;
  }

  Bytes change(Apdu command) throws StatusWord {
    var code = code(command);
    sized(command, 2 * OCTETS);
    if (!code.isEnabled()) {
      throw new StatusWord(StatusWord.NOT_USABLE);
    }
    var newValue = command.data().slice(OCTETS, 2 * OCTETS);
    form(command, newValue);
    present(code, command.data().slice(0, OCTETS));
    code.change(newValue);
    return Bytes.EMPTY;
  }

  Bytes disable(Apdu command) throws StatusWord {
    return turn(command, false);
  }

  Bytes enable(Apdu command) throws StatusWord {
    return turn(command, true);
  }

  private Bytes turn(Apdu command, boolean on) throws StatusWord {
    var code = code(command);
    sized(command, OCTETS);
    if (code.isBlocked()) {
      throw new StatusWord(StatusWord.BLOCKED);
    }
    if (!code.mayBeDisabled() || code.isEnabled() == on) {
      throw new StatusWord(
          code.isEnabled() == on && on ? StatusWord.NOT_USABLE : StatusWord.CONDITIONS);
    }
    present(code, command.data());
    code.enable(on);
    return Bytes.EMPTY;
  }

  /** The PUK, then a new PIN. */
  Bytes unblock(Apdu command) throws StatusWord {
    var code = code(command);
    var puk = Optional.ofNullable(files.puks().get(code.unblockedBy()));
    if (puk.isEmpty()) {
      throw new StatusWord(StatusWord.NO_REFERENCE);
    }
    if (command.data().isEmpty()) {
      throw StatusWord.triesLeft(puk.get().left());
    }
    sized(command, 2 * OCTETS);
    var newValue = command.data().slice(OCTETS, 2 * OCTETS);
    form(command, newValue);
    present(puk.get(), command.data().slice(0, OCTETS));
    code.renew(newValue);
    return Bytes.EMPTY;
  }

  private Code code(Apdu command) throws StatusWord {
    if (command.p1() != 0) {
      throw new StatusWord(StatusWord.WRONG_PARAMETERS);
    }
    var code = selection.directory().code(command.p2());
    if (code.isEmpty()) {
      throw new StatusWord(StatusWord.NO_REFERENCE);
    }
    return code.get();
  }

  private static void sized(Apdu command, int octets) throws StatusWord {
    if (command.data().size() != octets) {
      throw new StatusWord(StatusWord.WRONG_LENGTH);
    }
  }

  /** Codes of a subscriber are digits; those of the operator are any octets. */
  private static void form(Apdu command, Bytes value) throws StatusWord {
    int reference = command.p2() & 0x0F;
    boolean ofSubscriber = reference <= OCTETS;
    if (ofSubscriber && CodesCheck.digits(value) < LEAST_DIGITS) {
      throw new StatusWord(StatusWord.WRONG_DATA);
    }
  }

  private static void present(Code code, Bytes value) throws StatusWord {
    if (code.isBlocked()) {
      throw new StatusWord(StatusWord.BLOCKED);
    }
    if (!code.verify(value)) {
      throw code.isBlocked()
          ? new StatusWord(StatusWord.BLOCKED)
          : StatusWord.triesLeft(code.left());
    }
  }
}
