package org.opensmdp.simulator.apdu;

import org.opensmdp.rsp.Bytes;
import org.opensmdp.simulator.Es10;

/**
 * The one proactive command of the card: REFRESH, with which it asks the terminal to start it anew after
 * another profile has been enabled (SGP.22 v2 §5.7.16, ETSI TS 102 223 §6.4.7). The terminal hears of it
 * by 91xx, fetches it, answers it, and resets the card.
 */
final class Refresh {
  /** Command 1, REFRESH by UICC reset, from the UICC to the terminal. */
  private static final Bytes COMMAND = Bytes.fromHex("D009810301010482028182");

  private final Es10 es10;

  Refresh(Es10 es10) {
    this.es10 = es10;
  }

  /** Returns 9000, or 91xx while the command waits. */
  int statusWord() {
    return es10.refreshPending()
        ? StatusWord.PROACTIVE_COMMAND_PENDING | COMMAND.size()
        : StatusWord.OK;
  }

  /** Answers FETCH. */
  Answer fetch() {
    if (!es10.refreshPending()) {
      return Answer.of(StatusWord.CONDITIONS_NOT_SATISFIED);
    }
    es10.refreshed();
    return new Answer(COMMAND, StatusWord.OK);
  }
}
