package org.opensmdp.http;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * Collects a body. It grows with what has arrived, not with what was announced: a thousand clients
 * that announce a mebibyte each and send nothing cost nothing.
 */
final class BodyBuffer {
  private static final int FIRST_OCTETS = 16 << 10;

  private final int limit;
  private final int expected;
  private byte[] octets = {};
  private int size;

  /**
   * @param announced the Content-Length, at most the limit; -1 if unknown
   */
  BodyBuffer(long announced, int limit) {
    this.limit = limit;
    this.expected = announced < 0 ? limit : (int) announced;
  }

  /** Copies the octets, or returns false if they are too many. */
  boolean append(ByteBuf content) {
    int more = content.readableBytes();
    if (more > limit - size) {
      return false;
    }
    makeRoom(size + more);
    content.getBytes(content.readerIndex(), octets, size, more);
    size += more;
    return true;
  }

  private void makeRoom(int needed) {
    if (needed > octets.length) {
      long grown = Math.max(FIRST_OCTETS, 2L * octets.length);
      octets = Arrays.copyOf(octets, (int) Math.max(needed, Math.min(grown, expected)));
    }
  }

  /** The body; the array is the caller's from now on. */
  byte[] take() {
    return size == octets.length ? octets : Arrays.copyOf(octets, size);
  }
}
