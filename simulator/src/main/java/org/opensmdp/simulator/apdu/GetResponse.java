package org.opensmdp.simulator.apdu;

import java.util.Optional;

/** Answers in pieces, as T=0 has them (ISO/IEC 7816-3 §12.2.1, ETSI TS 102 221 §7.3.1). */
final class GetResponse {
  private static final int MOST_OCTETS = 256;

  private GetResponse() {}

  /** Keeps the answer for the terminal to fetch, and says how much it is. */
  static Answer offer(Channel channel, Answer answer) {
    channel.waiting(Optional.of(answer));
    return Answer.of(more(answer));
  }

  /** Hands over the next piece. */
  static Answer fetch(Channel channel, CommandApdu command) {
    var waiting = channel.waiting();
    if (waiting.isEmpty()) {
      return Answer.of(StatusWord.CONDITIONS_NOT_SATISFIED);
    }
    if (command.p1() != 0 || command.p2() != 0) {
      return Answer.of(StatusWord.INCORRECT_P1_P2);
    }
    var all = waiting.get();
    int there = all.data().size();
    int wanted = command.le().orElse(MOST_OCTETS);
    if (wanted < MOST_OCTETS && wanted > there) {
      return Answer.of(StatusWord.EXACT_LENGTH | there);
    }
    int taken = Math.min(wanted, there);
    var rest = new Answer(all.data().slice(taken, there), all.statusWord());
    boolean last = taken == there;
    channel.waiting(last ? Optional.empty() : Optional.of(rest));
    return new Answer(all.data().slice(0, taken), last ? all.statusWord() : more(rest));
  }

  private static int more(Answer answer) {
    int size = answer.data().size();
    return StatusWord.DATA_AVAILABLE | (size < MOST_OCTETS ? size : 0);
  }
}
