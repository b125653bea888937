package org.opensmdp.simulator.uicc;

import org.opensmdp.rsp.Bytes;

/**
 * A command, cases 1 to 4 of short length (ISO/IEC 7816-4 §5.1).
 *
 * @param le octets asked for, 1 to 256; 256 also where the command does not say
 */
record Apdu(int cla, int ins, int p1, int p2, Bytes data, int le) {
  static final int ALL = 256;
  private static final int HEAD = 4;
  private static final int WITH_LENGTH = 5;

  static Apdu parse(Bytes command) throws StatusWord {
    if (command.size() < HEAD) {
      throw new StatusWord(StatusWord.WRONG_LENGTH);
    }
    int length = command.size() > HEAD ? command.at(HEAD) : 0;
    int behind = command.size() - WITH_LENGTH;
    if (behind <= 0) {
      return of(command, Bytes.EMPTY, length);
    }
    if (length == 0 || (behind != length && behind != length + 1)) {
      throw new StatusWord(StatusWord.WRONG_LENGTH);
    }
    int le = behind == length ? 0 : command.at(command.size() - 1);
    return of(command, command.slice(WITH_LENGTH, WITH_LENGTH + length), le);
  }

  private static Apdu of(Bytes command, Bytes data, int le) {
    return new Apdu(
        command.at(0), command.at(1), command.at(2), command.at(3), data, le == 0 ? ALL : le);
  }

  /** Whether it says how many octets it wants. */
  boolean saysHowMany() {
    return le != ALL;
  }

  /** P1 and P2 as one number. */
  int parameters() {
    return p1 << 8 | p2;
  }
}
