package org.opensmdp.simulator.apdu;

import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.InvalidMessage;
import org.opensmdp.rsp.Tlv;

/**
 * The one proactive command of the card: REFRESH, with which it asks the terminal to start it anew after
 * another profile has been enabled (SGP.22 v2 §5.7.16, ETSI TS 102 223 §6.4.7). The terminal hears of it
 * by 91xx, fetches it, answers it, and resets the card.
 */
final class Refresh {
  private static final int ENABLE_PROFILE = 0xBF31;
  private static final int DISABLE_PROFILE = 0xBF32;
  private static final int REFRESH_FLAG = 0x81;
  private static final int RESULT = 0x80;

  /** Command 1, REFRESH by UICC reset, from the UICC to the terminal. */
  private static final Bytes COMMAND = Bytes.fromHex("D009810301010482028182");

  private boolean pending;

  /** Looks at a function and its result: does the card want to be refreshed? */
  void heed(Bytes request, Bytes response) {
    try {
      pending |= asksFor(request) && done(response);
    } catch (InvalidMessage e) {
      // what is no request of these asks for nothing
    }
  }

  private static boolean asksFor(Bytes request) {
    int tag = request.size() < 2 ? 0 : request.at(0) << 8 | request.at(1);
    if (tag != ENABLE_PROFILE && tag != DISABLE_PROFILE) {
      return false;
    }
    var members = Tlv.parse("request", request).members("request");
    while (members.hasNext()) {
      var member = members.next();
      if (member.tag() == REFRESH_FLAG) {
        return !member.value().isEmpty() && member.value().at(0) != 0;
      }
    }
    return false;
  }

  private static boolean done(Bytes response) {
    var members = Tlv.parse("response", response).members("response");
    var result = members.optional(RESULT);
    return result.isPresent() && result.get().value().equals(Bytes.of((byte) 0));
  }

  /** Returns 9000, or 91xx while the command waits. */
  int statusWord() {
    return pending ? StatusWord.PROACTIVE_COMMAND_PENDING | COMMAND.size() : StatusWord.OK;
  }

  /** Answers FETCH. */
  Answer fetch() {
    if (!pending) {
      return Answer.of(StatusWord.CONDITIONS_NOT_SATISFIED);
    }
    pending = false;
    return new Answer(COMMAND, StatusWord.OK);
  }

  void forget() {
    pending = false;
  }
}
