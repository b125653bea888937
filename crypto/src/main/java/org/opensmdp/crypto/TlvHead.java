package org.opensmdp.crypto;

import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.InvalidMessage;

/** Tag and length of a TLV whose value comes later, as an LPA sends them in a piece of their own. */
record TlvHead(int size, int length) {

  /** Reads the head of a TLV with the tag {@code tag} at the start of a piece. */
  static TlvHead of(int tag, Bytes piece) {
    int tagSize = tag > 0xFF ? 2 : 1;
    if (number(piece, 0, tagSize) != tag) {
      throw new InvalidMessage("piece: another tag (expected: %X)".formatted(tag));
    }
    int first = number(piece, tagSize, 1);
    if (first < 0x80) {
      return new TlvHead(tagSize + 1, first);
    }
    int count = first & 0x7F;
    if (count == 0 || count > 3) {
      throw new InvalidMessage("piece: length octet %X".formatted(first));
    }
    return new TlvHead(tagSize + 1 + count, number(piece, tagSize + 1, count));
  }

  private static int number(Bytes piece, int from, int count) {
    if (from + count > piece.size()) {
      throw new InvalidMessage("piece: ends too early");
    }
    int number = 0;
    for (int i = from; i < from + count; i++) {
      number = number << 8 | piece.at(i);
    }
    return number;
  }
}
