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

  /** Takes an element of {@code size} octets; false if that many are not left. */
  boolean take(int size) {
    left -= size;
    return left >= 0;
  }

  /** Adds the data of the element. */
  void add(Bytes data) {
    opened.writeBytes(data.toArray());
  }

  boolean complete() {
    return left == 0;
  }

  Bytes joined() {
    return Bytes.wrap(opened.toByteArray());
  }
}
