package org.opensmdp.crypto;

import java.io.ByteArrayOutputStream;
import org.opensmdp.rsp.Bytes;

/** A SEQUENCE OF 86 or 88 that arrives element by element: what is still to come, what was opened. */
final class Sequence {
  private final int tag;
  private final ByteArrayOutputStream opened = new ByteArrayOutputStream();
  private int left;

  Sequence(int tag, int length) {
    this.tag = tag;
    this.left = length;
  }

  int tag() {
    return tag;
  }

  /** Adds the data of an element that took {@code size} octets; false if that many were not left. */
  boolean add(Bytes data, int size) {
    left -= size;
    opened.writeBytes(data.toArray());
    return left >= 0;
  }

  boolean complete() {
    return left == 0;
  }

  Bytes joined() {
    return Bytes.wrap(opened.toByteArray());
  }
}
