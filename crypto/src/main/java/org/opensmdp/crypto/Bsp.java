package org.opensmdp.crypto;

import java.util.Arrays;
import org.opensmdp.rsp.Bytes;

/**
 * The protecting side of BSP, in v2 called SCP03t (SGP.22 v2 §2.5.4, §5.5): enciphers and MACs the
 * TLVs of a bound profile package in the order in which they are sent. One thread; closing it lets go
 * of the keys.
 */
public final class Bsp implements AutoCloseable {
  /** The largest protected TLV, tag, length and MAC included; strict cards refuse more. */
  public static final int MOST_TLV = 1020;

  /** The most octets that go into one TLV. A TLV without encryption could take one more. */
  public static final int MOST_DATA = 1007;

  private static final int BLOCK = Aes.BLOCK;

  private final Aes aes;
  private final BspState state;
  private final byte[] plain = new byte[BLOCK + MOST_TLV];
  private final byte[] work = new byte[BLOCK + MOST_TLV];
  private final byte[] mac = new byte[BLOCK];

  public Bsp(BspKeys keys) {
    this.aes = Aes.encryption(keys.enc());
    this.state = new BspState(keys);
  }

  /** Returns one TLV with tag 86 or 87 around the data enciphered, and its MAC. */
  public Bytes encryptAndMac(int tag, Bytes data) {
    var tlv = new byte[encryptedSize(data.size())];
    encrypt(tag, data, tlv, 0);
    return Bytes.wrap(tlv);
  }

  /** Returns one TLV with tag 88 around the data in the clear, and its MAC. */
  public Bytes macOnly(int tag, Bytes data) {
    var tlv = new byte[macedSize(data.size())];
    mac(tag, data, tlv, 0);
    return Bytes.wrap(tlv);
  }

  /** Cuts the data into as many TLVs as it needs, at least one, and returns them one after another. */
  public Bytes encryptAndMacSegments(int tag, Bytes data) {
    int full = data.size() / MOST_DATA;
    int rest = data.size() % MOST_DATA;
    boolean more = rest > 0 || full == 0;
    var tlvs = new byte[full * encryptedSize(MOST_DATA) + (more ? encryptedSize(rest) : 0)];
    int at = 0;
    for (int from = 0; at < tlvs.length; from += MOST_DATA) {
      at = encrypt(tag, segment(data, from), tlvs, at);
    }
    return Bytes.wrap(tlvs);
  }

  /** The same without encryption. */
  public Bytes macOnlySegments(int tag, Bytes data) {
    int full = data.size() / MOST_DATA;
    int rest = data.size() % MOST_DATA;
    boolean more = rest > 0 || full == 0;
    var tlvs = new byte[full * macedSize(MOST_DATA) + (more ? macedSize(rest) : 0)];
    int at = 0;
    for (int from = 0; at < tlvs.length; from += MOST_DATA) {
      at = mac(tag, segment(data, from), tlvs, at);
    }
    return Bytes.wrap(tlvs);
  }

  private static Bytes segment(Bytes data, int from) {
    return data.slice(from, Math.min(from + MOST_DATA, data.size()));
  }

  private int encrypt(int tag, Bytes data, byte[] target, int at) {
    int blocks = enciphered(data.size());
    int head = head(tag, blocks + BspState.MAC);
    state.putCounter(plain, 0);
    data.copyTo(plain, BLOCK);
    plain[BLOCK + data.size()] = (byte) 0x80;
    Arrays.fill(plain, BLOCK + data.size() + 1, BLOCK + blocks, (byte) 0);
    // The first block becomes the initial vector, and so the head may be written over it.
    aes.finish(plain, 0, BLOCK + blocks, work, head);
    return sealed(tag, head, blocks, target, at);
  }

  private int mac(int tag, Bytes data, byte[] target, int at) {
    int head = head(tag, checked(data.size()) + BspState.MAC);
    data.copyTo(work, BLOCK + head);
    return sealed(tag, head, data.size(), target, at);
  }

  /** Puts chain, tag and length before the content in {@code work}, and copies it out with its MAC. */
  private int sealed(int tag, int head, int content, byte[] target, int at) {
    state.putChain(work);
    putHead(tag, content + BspState.MAC);
    state.mac(work, BLOCK + head + content, mac);
    state.advance(mac);
    System.arraycopy(work, BLOCK, target, at, head + content);
    System.arraycopy(mac, 0, target, at + head + content, BspState.MAC);
    return at + head + content + BspState.MAC;
  }

  private void putHead(int tag, int length) {
    int at = BLOCK;
    work[at++] = (byte) tag;
    if (length > 0xFF) {
      work[at++] = (byte) 0x82;
      work[at++] = (byte) (length >>> 8);
    } else if (length > 0x7F) {
      work[at++] = (byte) 0x81;
    }
    work[at] = (byte) length;
  }

  private static int head(int tag, int length) {
    if (tag < 0x86 || tag > 0x88) {
      throw new IllegalArgumentException("tag %X (expected: 86, 87 or 88)".formatted(tag));
    }
    return headSize(length);
  }

  private static int headSize(int length) {
    return length > 0xFF ? 4 : length > 0x7F ? 3 : 2;
  }

  private static int encryptedSize(int data) {
    return macedSizeOf(enciphered(data));
  }

  private static int macedSize(int data) {
    return macedSizeOf(checked(data));
  }

  private static int macedSizeOf(int content) {
    return headSize(content + BspState.MAC) + content + BspState.MAC;
  }

  /** One octet 80 is always added, so whole blocks grow by one. */
  private static int enciphered(int data) {
    return (checked(data) / BLOCK + 1) * BLOCK;
  }

  private static int checked(int data) {
    if (data > MOST_DATA) {
      throw new IllegalArgumentException(
          "data of a protected TLV: %d octets (at most: %d)".formatted(data, MOST_DATA));
    }
    return data;
  }

  @Override
  public void close() {
    state.erase();
    Arrays.fill(plain, (byte) 0);
    Arrays.fill(work, (byte) 0);
  }
}
