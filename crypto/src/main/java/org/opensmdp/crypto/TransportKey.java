package org.opensmdp.crypto;

import java.util.Arrays;
import org.opensmdp.crypto.KeyUnwrap.Wrapping;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Secret;

/** An AES key under which keys travel from an operator to its SM-DP+: 16, 24 or 32 octets. Any thread. */
public final class TransportKey implements AutoCloseable {
  private static final int CHECK_OCTETS = 3;

  private final Secret key;

  /** @throws IllegalArgumentException if the size is that of no AES key */
  public TransportKey(Secret key) {
    if (key.size() != 16 && key.size() != 24 && key.size() != 32) {
      throw new IllegalArgumentException(
          "transport key: %d octets (expected: 16, 24 or 32)".formatted(key.size()));
    }
    this.key = key;
  }

  /**
   * Returns the key of two components, which two persons hold: their XOR.
   *
   * @throws IllegalArgumentException if they differ in size, or that is of no AES key
   */
  public static TransportKey ofComponents(Secret first, Secret second) {
    if (first.size() != second.size()) {
      throw new IllegalArgumentException("components of %d and %d octets (expected: the same size)"
          .formatted(first.size(), second.size()));
    }
    var one = first.toArray();
    var other = second.toArray();
    for (int i = 0; i < one.length; i++) {
      one[i] ^= other[i];
    }
    try {
      return new TransportKey(Secret.of(one));
    } finally {
      Arrays.fill(one, (byte) 0);
      Arrays.fill(other, (byte) 0);
    }
  }

  /**
   * Returns the key check value, 3 octets, which may be shown: the first of a block of zeros enciphered
   * with the key.
   */
  public Bytes checkValue() {
    var block = KeyUnwrap.of(this, Wrapping.AES_ECB).wrap(Secret.of(new byte[Aes.BLOCK]));
    return block.slice(0, CHECK_OCTETS);
  }

  Secret key() {
    return key;
  }

  /** Returns the octets of the key, to be sealed. */
  public Secret encode() {
    var octets = key.toArray();
    var copy = Secret.of(octets);
    Arrays.fill(octets, (byte) 0);
    return copy;
  }

  @Override
  public void close() {
    key.close();
  }

  @Override
  public String toString() {
    return "TransportKey[" + checkValue() + "]";
  }
}
