package org.opensmdp.rsp;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/** An immutable octet string. Records hold this, never {@code byte[]}, so equality is by content. */
public final class Bytes {
  public static final Bytes EMPTY = new Bytes(new byte[0], 0, 0);

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final byte[] octets;
  private final int from;
  private final int to;

  private Bytes(byte[] octets, int from, int to) {
    this.octets = octets;
    this.from = from;
    this.to = to;
  }

  public static Bytes of(byte... octets) {
    return new Bytes(octets.clone(), 0, octets.length);
  }

  /** Takes the array as it is, without a copy. The caller gives it away and never writes to it again. */
  public static Bytes wrap(byte[] octets) {
    return new Bytes(octets, 0, octets.length);
  }

  /** Reads hex of either case; throws IllegalArgumentException if it is not hex. */
  public static Bytes fromHex(String hex) {
    return wrap(HEX.parseHex(hex));
  }

  public static Bytes concat(Bytes... parts) {
    int size = 0;
    for (Bytes part : parts) {
      size += part.size();
    }
    var joined = new byte[size];
    int at = 0;
    for (Bytes part : parts) {
      part.copyTo(joined, at);
      at += part.size();
    }
    return wrap(joined);
  }

  public int size() {
    return to - from;
  }

  public boolean isEmpty() {
    return to == from;
  }

  /** Returns the octet at {@code index}, 0..255. */
  public int at(int index) {
    return octets[from + Objects.checkIndex(index, size())] & 0xFF;
  }

  /** Returns the octets from {@code start} up to, not including, {@code end}; shares the memory. */
  public Bytes slice(int start, int end) {
    Objects.checkFromToIndex(start, end, size());
    return new Bytes(octets, from + start, from + end);
  }

  public boolean startsWith(Bytes prefix) {
    return size() >= prefix.size() && slice(0, prefix.size()).equals(prefix);
  }

  public void copyTo(byte[] target, int offset) {
    System.arraycopy(octets, from, target, offset, size());
  }

  /** Returns a copy: the caller may change it. */
  public byte[] toArray() {
    return Arrays.copyOfRange(octets, from, to);
  }

  /** Compares in time that depends on the sizes only, for values that prove something. */
  public boolean equalsInConstantTime(Bytes other) {
    return MessageDigest.isEqual(toArray(), other.toArray());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that
        && Arrays.equals(octets, from, to, that.octets, that.from, that.to);
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + octets[i];
    }
    return hash;
  }

  /** Returns upper-case hex, as the SGP.22 examples print it. */
  @Override
  public String toString() {
    return HEX.formatHex(octets, from, to);
  }
}
