package org.opensmdp.simulator;

import org.opensmdp.rsp.Bytes;

/** Follows a package piece by piece and says when the place has come at which the power goes. */
final class PowerCut {
  private static final int LONG_FORM = 0x80;

  private final BppBlock place;
  private int elements;
  private int taken;
  private boolean started;

  PowerCut(BppBlock place) {
    this.place = place;
  }

  /** Whether the power goes when this piece has been taken. */
  boolean after(Bytes piece) {
    if (piece.isEmpty()) {
      return false;
    }
    return switch (piece.at(0)) {
      case 0xBF -> place == BppBlock.BF23;
      case 0xA0 -> place == BppBlock.A0;
      case 0xA1 -> place == BppBlock.A1;
      case 0x88 -> place == BppBlock.FIRST_88;
      case 0xA3 -> head(piece);
      case 0x86 -> element(piece);
      default -> false;
    };
  }

  private boolean head(Bytes piece) {
    elements = length(piece);
    return place == BppBlock.A3;
  }

  private boolean element(Bytes piece) {
    boolean first = !started;
    boolean halfBefore = taken * 2 >= elements;
    started = true;
    taken += piece.size();
    return switch (place) {
      case FIRST_86 -> first;
      case MIDDLE_86 -> !halfBefore && taken * 2 >= elements;
      case LAST_86 -> taken >= elements;
      default -> false;
    };
  }

  /** The length that the head of A3 announces; it stands behind one octet of tag. */
  private static int length(Bytes head) {
    if (head.size() < 2 || head.at(1) < LONG_FORM) {
      return head.size() < 2 ? 0 : head.at(1);
    }
    int length = 0;
    for (int i = 2; i < head.size(); i++) {
      length = length << 8 | head.at(i);
    }
    return length;
  }
}
