package org.opensmdp.simulator.uicc;

import org.opensmdp.rsp.Bytes;

/** The end of a command that has no data to answer with (ETSI TS 102 221 §10.2.1). */
final class StatusWord extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int TRIES_LEFT = 0x63C0;
  private static final int EXACT_LENGTH = 0x6C00;

  static final Bytes DONE = Bytes.fromHex("9000");
  static final int WRONG_LENGTH = 0x6700;
  static final int INCOMPATIBLE_STRUCTURE = 0x6981;
  static final int SECURITY = 0x6982;
  static final int BLOCKED = 0x6983;
  static final int NOT_USABLE = 0x6984;
  static final int CONDITIONS = 0x6985;
  static final int NO_FILE_SELECTED = 0x6986;
  static final int WRONG_DATA = 0x6A80;
  static final int NOT_SUPPORTED = 0x6A81;
  static final int NO_FILE = 0x6A82;
  static final int NO_RECORD = 0x6A83;
  static final int WRONG_PARAMETERS = 0x6A86;
  static final int NO_REFERENCE = 0x6A88;
  static final int OUTSIDE_FILE = 0x6B00;
  static final int UNKNOWN_INSTRUCTION = 0x6D00;
  static final int UNKNOWN_CLASS = 0x6E00;
  static final int NOT_AUTHENTIC = 0x9862;

  private final int number;

  StatusWord(int number) {
    super("%04X".formatted(number), null, false, false);
    this.number = number;
  }

  static StatusWord triesLeft(int tries) {
    return new StatusWord(TRIES_LEFT | tries);
  }

  /** The length is another; the command should ask again. */
  static StatusWord exactLength(int length) {
    return new StatusWord(EXACT_LENGTH | (length & 0xFF));
  }

  Bytes octets() {
    return Bytes.of((byte) (number >> 8), (byte) number);
  }
}
