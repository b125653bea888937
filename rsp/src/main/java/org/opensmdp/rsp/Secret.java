package org.opensmdp.rsp;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Octets that must not be seen: keys, PINs, hashes of codes. Copied in and out, printed as {@code
 * [redacted]}, compared in constant time, erased by {@link #close()}. Any thread, until it is closed.
 */
public final class Secret implements AutoCloseable {
  private final byte[] octets;
  private volatile boolean erased;

  private Secret(byte[] octets) {
    this.octets = octets;
  }

  public static Secret of(byte[] octets) {
    return new Secret(octets.clone());
  }

  public static Secret of(Bytes octets) {
    return new Secret(octets.toArray());
  }

  public int size() {
    return octets.length;
  }

  /** Returns a copy, which the caller erases. */
  public byte[] toArray() {
    if (erased) {
      throw new IllegalStateException("the secret has been erased");
    }
    return octets.clone();
  }

  /** Returns octets that nobody will erase; for values on their way out of the house. */
  public Bytes reveal() {
    return Bytes.wrap(toArray());
  }

  @Override
  public void close() {
    erased = true;
    Arrays.fill(octets, (byte) 0);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret that && MessageDigest.isEqual(octets, that.octets);
  }

  /** The same for all: a hash of the content would tell about it. */
  @Override
  public int hashCode() {
    return Secret.class.hashCode();
  }

  @Override
  public String toString() {
    return "[redacted]";
  }
}
