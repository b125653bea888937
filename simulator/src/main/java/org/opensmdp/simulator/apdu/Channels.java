package org.opensmdp.simulator.apdu;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.simulator.Uicc;

/** The logical channels of a card, 0 to 19; the basic one is always open (ETSI TS 102 221 §8.7, §11.1.17). */
final class Channels {
  private static final int BASIC = 0;
  private static final int LAST = 19;
  private static final int OPEN = 0x00;
  private static final int CLOSE = 0x80;

  private final SortedMap<Integer, Channel> open = new TreeMap<>();
  private final Uicc uicc;

  Channels(Uicc uicc) {
    this.uicc = uicc;
    open(BASIC);
  }

  Optional<Channel> find(int number) {
    return Optional.ofNullable(open.get(number));
  }

  /** Closes all but the basic one, on which nothing is selected then. */
  void reset() {
    for (int number : open.keySet()) {
      uicc.closed(number);
    }
    uicc.reset();
    open.clear();
    open(BASIC);
  }

  /** Answers MANAGE CHANNEL. Its answer is one octet that no terminal fetches by GET RESPONSE. */
  Answer manage(Channel from, CommandApdu command) {
    return switch (command.p1()) {
      case OPEN -> command.p2() == 0 ? openNext(from) : openNamed(from, command.p2());
      case CLOSE -> close(from, command.p2());
      default -> Answer.of(StatusWord.INCORRECT_P1_P2);
    };
  }

  private Answer openNext(Channel from) {
    for (int number = BASIC + 1; number <= LAST; number++) {
      if (!open.containsKey(number)) {
        inherit(from, open(number));
        return new Answer(Bytes.of((byte) number), StatusWord.OK);
      }
    }
    return Answer.of(StatusWord.FUNCTION_NOT_SUPPORTED);
  }

  private Answer openNamed(Channel from, int number) {
    if (number > LAST) {
      return Answer.of(StatusWord.INCORRECT_P1_P2);
    }
    if (open.containsKey(number)) {
      return Answer.of(StatusWord.FUNCTION_NOT_SUPPORTED);
    }
    inherit(from, open(number));
    return Answer.of(StatusWord.OK);
  }

  /** A channel opened from one that is not the basic one has the same selected. */
  private static void inherit(Channel from, Channel made) {
    made.select(from.number() != BASIC && from.isdrSelected());
  }

  private Channel open(int number) {
    var channel = new Channel(number);
    open.put(number, channel);
    return channel;
  }

  /** P2 names the channel; 00 the one the command came on. */
  private Answer close(Channel from, int p2) {
    int number = p2 == 0 ? from.number() : p2;
    if (number == BASIC || number > LAST) {
      return Answer.of(StatusWord.INCORRECT_P1_P2);
    }
    if (open.remove(number) == null) {
      return Answer.of(StatusWord.CHANNEL_ALREADY_CLOSED);
    }
    uicc.closed(number);
    return Answer.of(StatusWord.OK);
  }
}
