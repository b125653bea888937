package org.opensmdp.simulator.uicc;

import org.opensmdp.rsp.Bytes;

/** The end of a command that has no data to answer with (ETSI TS 102 221 §10.2.1). */
final class StatusWord extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int TRIES_LEFT = 0x63C0;
  private static final int EXACT_LENGTH = 0x6C00;

  static final Bytes DONE = Bytes.fromHex("9000");
  static final StatusWord NOT_ACTIVATED = new StatusWord(0x6283);
  static final StatusWord WRONG_LENGTH = new StatusWord(0x6700);
  static final StatusWord INCOMPATIBLE_STRUCTURE = new StatusWord(0x6981);
  static final StatusWord SECURITY = new StatusWord(0x6982);
  static final StatusWord BLOCKED = new StatusWord(0x6983);
  static final StatusWord NOT_USABLE = new StatusWord(0x6984);
  static final StatusWord CONDITIONS = new StatusWord(0x6985);
  static final StatusWord NO_FILE_SELECTED = new StatusWord(0x6986);
  static final StatusWord WRONG_DATA = new StatusWord(0x6A80);
  static final StatusWord NOT_SUPPORTED = new StatusWord(0x6A81);
  static final StatusWord NO_FILE = new StatusWord(0x6A82);
  static final StatusWord NO_RECORD = new StatusWord(0x6A83);
  static final StatusWord WRONG_PARAMETERS = new StatusWord(0x6A86);
  static final StatusWord NO_REFERENCE = new StatusWord(0x6A88);
  static final StatusWord OUTSIDE_FILE = new StatusWord(0x6B00);
  static final StatusWord UNKNOWN_INSTRUCTION = new StatusWord(0x6D00);
  static final StatusWord UNKNOWN_CLASS = new StatusWord(0x6E00);
  static final StatusWord NOT_AUTHENTIC = new StatusWord(0x9862);

  private final int number;

  private StatusWord(int number) {
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
