package org.opensmdp.simulator;

import org.opensmdp.rsp.Bytes;

/** Octet strings seen as one long number, as the algorithms of 3GPP are written. */
final class Octets {
  private Octets() {}

  static Bytes xor(Bytes one, Bytes other) {
    var result = one.toArray();
    for (int i = 0; i < result.length; i++) {
      result[i] ^= (byte) other.at(i);
    }
    return Bytes.wrap(result);
  }

  /** Rotates towards the first octet, any number of bits. */
  static Bytes rotated(Bytes octets, int bits) {
    int size = octets.size();
    var result = new byte[size];
    int whole = bits / 8;
    int rest = bits % 8;
    for (int i = 0; i < size; i++) {
      int pair = octets.at((i + whole) % size) << 8 | octets.at((i + whole + 1) % size);
      result[i] = (byte) (pair >>> (8 - rest));
    }
    return Bytes.wrap(result);
  }

  static Bytes reversed(Bytes octets) {
    int size = octets.size();
    var result = new byte[size];
    for (int i = 0; i < size; i++) {
      result[i] = (byte) octets.at(size - 1 - i);
    }
    return Bytes.wrap(result);
  }

  static Bytes zero(int size) {
    return Bytes.wrap(new byte[size]);
  }

  static long number(Bytes octets) {
    long number = 0;
    for (int i = 0; i < octets.size(); i++) {
      number = number << 8 | octets.at(i);
    }
    return number;
  }

  static Bytes of(long number, int size) {
    var result = new byte[size];
    for (int i = 0; i < size; i++) {
      result[i] = (byte) (number >>> (8 * (size - 1 - i)));
    }
    return Bytes.wrap(result);
  }
}
