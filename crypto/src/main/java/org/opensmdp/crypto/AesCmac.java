package org.opensmdp.crypto;

import java.util.Arrays;
import org.opensmdp.rsp.Secret;

/** AES-CMAC (RFC 4493) on CBC, an order of magnitude faster than block by block. One thread. */
final class AesCmac {
  private static final int BLOCK = Aes.BLOCK;

  private final Aes aes;
  private final byte[] whole;
  private final byte[] padded;
  private final byte[] last = new byte[BLOCK];
  private byte[] sink = new byte[BLOCK];

  AesCmac(Secret key) {
    this.aes = Aes.encryption(key);
    var zero = new byte[BLOCK];
    aes.finish(zero, 0, BLOCK, zero, 0);
    this.whole = doubled(zero);
    this.padded = doubled(whole);
    Arrays.fill(zero, (byte) 0);
  }

  /** Writes the MAC of {@code size} octets of {@code message}, 16 octets, to the start of {@code mac}. */
  void mac(byte[] message, int size, byte[] mac) {
    int before = size == 0 ? 0 : (size - 1) / BLOCK * BLOCK;
    prepareLast(message, before, size - before);
    if (before > 0) {
      room(before);
      aes.update(message, 0, before, sink, 0);
    }
    aes.finish(last, 0, BLOCK, mac, 0);
  }

  private void prepareLast(byte[] message, int from, int size) {
    Arrays.fill(last, (byte) 0);
    System.arraycopy(message, from, last, 0, size);
    if (size < BLOCK) {
      last[size] = (byte) 0x80;
    }
    var subkey = size == BLOCK ? whole : padded;
    for (int i = 0; i < BLOCK; i++) {
      last[i] ^= subkey[i];
    }
  }

  /** The blocks before the last are enciphered for the chain only, and thrown away. */
  private void room(int size) {
    if (sink.length < size) {
      sink = new byte[size];
    }
  }

  /** Doubles in GF(2^128), as subkeys are made. */
  private static byte[] doubled(byte[] block) {
    var result = new byte[BLOCK];
    for (int i = 0; i < BLOCK; i++) {
      int next = i + 1 < BLOCK ? (block[i + 1] & 0x80) >>> 7 : 0;
      result[i] = (byte) (block[i] << 1 | next);
    }
    if ((block[0] & 0x80) != 0) {
      result[BLOCK - 1] ^= (byte) 0x87;
    }
    return result;
  }
}
