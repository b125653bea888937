package org.opensmdp.rsp;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads octets as TLVs whatever their lengths say, and writes them with lengths that fit: what is
 * mutated without knowledge of TLV hardly ever gets behind the first length otherwise.
 */
public final class FittedTlv {
  private static final int CONSTRUCTED = 0x20;
  private static final int DEEPEST = 8;

  private final Bytes octets;
  private int at;

  private FittedTlv(Bytes octets) {
    this.octets = octets;
  }

  public static Bytes of(Bytes octets) {
    return of(octets, 1);
  }

  private static Bytes of(Bytes octets, int depth) {
    var reader = new FittedTlv(octets);
    List<Bytes> fitted = new ArrayList<>();
    while (reader.at < octets.size()) {
      fitted.add(reader.next(depth));
    }
    return Bytes.concat(fitted.toArray(Bytes[]::new));
  }

  private Bytes next(int depth) {
    int first = octet();
    int tag = first;
    if ((first & 0x1F) == 0x1F) {
      tag = first << 8 | octet() & 0x7F;
    }
    int length = Math.min(length(), octets.size() - at);
    var value = octets.slice(at, at + length);
    at += length;
    boolean open = (first & CONSTRUCTED) != 0 && depth < DEEPEST;
    return Der.tlv(tag, open ? of(value, depth + 1) : value);
  }

  private int length() {
    int first = octet();
    int length = first;
    if (first > 0x80) {
      length = 0;
      for (int i = 0; i < Math.min(first & 0x7F, 2); i++) {
        length = length << 8 | octet();
      }
    }
    return length;
  }

  private int octet() {
    return at < octets.size() ? octets.at(at++) : 0;
  }
}
