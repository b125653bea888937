package org.opensmdp.simulator.apdu;

/** The status words the transport itself answers with (ISO/IEC 7816-4 §5.1.3, ETSI TS 102 221 §10.2). */
final class StatusWord {
  static final int OK = 0x9000;
  static final int PROACTIVE_COMMAND_PENDING = 0x9100; // its length in the low octet
  static final int DATA_AVAILABLE = 0x6100; // how much in the low octet, 00 for 256 and more
  static final int CHANNEL_ALREADY_CLOSED = 0x6200;
  static final int WRONG_LENGTH = 0x6700;
  static final int CHANNEL_NOT_SUPPORTED = 0x6881;
  static final int SECURE_MESSAGING_NOT_SUPPORTED = 0x6882;
  static final int CHAINING_NOT_SUPPORTED = 0x6884;
  static final int CONDITIONS_NOT_SATISFIED = 0x6985;
  static final int INCORRECT_DATA = 0x6A80;
  static final int FUNCTION_NOT_SUPPORTED = 0x6A81;
  static final int NOT_FOUND = 0x6A82;
  static final int NOT_ENOUGH_MEMORY = 0x6A84;
  static final int INCORRECT_P1_P2 = 0x6A86;
  static final int EXACT_LENGTH = 0x6C00; // in the low octet
  static final int UNKNOWN_INSTRUCTION = 0x6D00;
  static final int UNKNOWN_CLASS = 0x6E00;
  static final int NO_PRECISE_DIAGNOSIS = 0x6F00;

  private StatusWord() {}

  /** Returns whether a command has done what it should: 90xx, 91xx, or 61xx. */
  static boolean good(int statusWord) {
    int high = statusWord >> 8;
    return high == 0x90 || high == 0x91 || high == 0x61;
  }
}
