package org.opensmdp.simulator.apdu;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.simulator.CardRefusal;

/**
 * Puts together what a sequence of STORE DATA carries (GlobalPlatform Card Specification §11.11, SGP.22
 * v2 §5.7.2). Blocks count from 00 and go on at 00 after FF; 00 out of turn starts anew.
 */
final class StoreData {
  /** The longest request a card takes; the longest in the standard are some thousand octets. */
  static final int MOST_OCTETS = 64 * 1024;

  private static final int MORE_BLOCKS = 0x11;
  private static final int LAST_BLOCK = 0x91;

  private final List<Bytes> blocks = new ArrayList<>();
  private int size;

  /**
   * Takes one block.
   *
   * @return what all blocks carried, with the last
   * @throws CardRefusal if the block is out of turn, too much, or none; what came before is dropped
   */
  Optional<Bytes> take(CommandApdu block) {
    boolean accepted = false;
    try {
      check(block);
      accepted = true;
    } finally {
      if (!accepted) {
        clear();
      }
    }
    blocks.add(block.data());
    size += block.data().size();
    return block.p1() == LAST_BLOCK ? Optional.of(all()) : Optional.empty();
  }

  private void check(CommandApdu block) {
    if (block.p1() != MORE_BLOCKS && block.p1() != LAST_BLOCK) {
      throw new CardRefusal(StatusWord.INCORRECT_P1_P2, "P1 of STORE DATA");
    }
    if (block.extended() || block.data().isEmpty()) {
      throw new CardRefusal(StatusWord.WRONG_LENGTH, "a block of 1 to 255 octets is wanted");
    }
    int turn = blocks.size() & 0xFF;
    if (block.p2() == 0 && turn != 0) {
      clear();
    } else if (block.p2() != turn) {
      throw new CardRefusal(StatusWord.INCORRECT_P1_P2, "a block out of turn");
    }
    if (size + block.data().size() > MOST_OCTETS) {
      throw new CardRefusal(StatusWord.NOT_ENOUGH_MEMORY, "too long a request");
    }
  }

  private Bytes all() {
    var whole = Bytes.concat(blocks.toArray(Bytes[]::new));
    clear();
    return whole;
  }

  void clear() {
    blocks.clear();
    size = 0;
  }
}
