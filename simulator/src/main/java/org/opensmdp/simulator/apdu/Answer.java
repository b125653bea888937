package org.opensmdp.simulator.apdu;

import org.opensmdp.rsp.Bytes;

/**
 * What a card answers to a command.
 *
 * @param statusWord two octets
 */
record Answer(Bytes data, int statusWord) {
  static Answer of(int statusWord) {
    return new Answer(Bytes.EMPTY, statusWord);
  }

  /** Takes an answer apart; one without status word is the fault of who gave it. */
  static Answer parse(Bytes response) {
    int end = response.size() - 2;
    if (end < 0) {
      return of(StatusWord.NO_PRECISE_DIAGNOSIS);
    }
    return new Answer(response.slice(0, end), response.at(end) << 8 | response.at(end + 1));
  }

  boolean good() {
    return StatusWord.good(statusWord);
  }

  Bytes whole() {
    return Bytes.concat(data, Bytes.of((byte) (statusWord >> 8), (byte) statusWord));
  }
}
