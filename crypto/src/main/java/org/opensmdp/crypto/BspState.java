package org.opensmdp.crypto;

import java.util.Arrays;

/**
 * What both sides of a BSP session carry from TLV to TLV: the counter that makes initial vectors and
 * the MAC of the TLV before. Every TLV counts, those that are not enciphered too. One thread.
 */
final class BspState {
  static final int MAC = 8;

  private static final int BLOCK = Aes.BLOCK;

  private final AesCmac cmac;
  private final byte[] chain = new byte[BLOCK];
  private int counter = 1;

  BspState(BspKeys keys) {
    this.cmac = new AesCmac(keys.mac());
    keys.macChainingValue().copyTo(chain, 0);
  }

  /** Writes the counter as a block; enciphered it is the initial vector of the TLV. */
  void putCounter(byte[] target, int at) {
    Arrays.fill(target, at, at + BLOCK, (byte) 0);
    for (int i = 0; i < Integer.BYTES; i++) {
      target[at + BLOCK - 1 - i] = (byte) (counter >>> (8 * i));
    }
  }

  /** Writes the MAC before, which stands in front of what is MACed. */
  void putChain(byte[] target) {
    System.arraycopy(chain, 0, target, 0, BLOCK);
  }

  /** Computes the whole MAC of a message that begins with the MAC before; changes nothing. */
  void mac(byte[] message, int size, byte[] mac) {
    cmac.mac(message, size, mac);
  }

  /** Goes on to the next TLV. The whole MAC is chained, not the 8 octets that are sent. */
  void advance(byte[] mac) {
    System.arraycopy(mac, 0, chain, 0, BLOCK);
    counter++;
  }

  void erase() {
    Arrays.fill(chain, (byte) 0);
  }
}
