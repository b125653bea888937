package org.opensmdp.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.opensmdp.rsp.Bytes;

/**
 * A PNG, checked as far as a phone's reader depends on it (ISO/IEC 15948): every chunk whole, its sum
 * right, IEND the last; and pixels of exactly the size that the head announces, so that nothing grows
 * in unpacking. Colours are not looked at.
 */
final class PngPicture {
  private static final Bytes SIGNATURE = Bytes.fromHex("89504E470D0A1A0A");
  private static final int HEAD_OCTETS = 13;
  private static final int IHDR = 0x49484452;
  private static final int IDAT = 0x49444154;
  private static final int IEND = 0x49454E44;
  private static final int CHUNK_FRAME = 12; // length, type, sum
  private static final int MOST_SIDE = 64;

  private final Bytes octets;
  private final List<Bytes> pixels = new ArrayList<>();
  private Bytes head = Bytes.EMPTY;

  private PngPicture(Bytes octets) {
    this.octets = octets;
  }

  static boolean isIn(Bytes octets) {
    return octets.startsWith(SIGNATURE);
  }

  /** Whether what lies behind the head is a whole picture; the head's size is at most 64 x 64. */
  static boolean isWhole(Bytes octets) {
    return new PngPicture(octets).isWhole();
  }

  private boolean isWhole() {
    int at = SIGNATURE.size();
    int type = 0;
    while (type != IEND && octets.size() - at >= CHUNK_FRAME) {
      int length = number(at);
      if (length < 0 || length > octets.size() - at - CHUNK_FRAME || !sumIsRight(at, length)) {
        return false;
      }
      type = number(at + 4);
      take(type, octets.slice(at + 8, at + 8 + length));
      at += CHUNK_FRAME + length;
    }
    return type == IEND && at == octets.size() && head.size() == HEAD_OCTETS && pixelsFit();
  }

  private void take(int type, Bytes data) {
    if (type == IHDR) {
      head = data;
    } else if (type == IDAT) {
      pixels.add(data);
    }
  }

  private boolean sumIsRight(int at, int length) {
    var sum = new CRC32();
    sum.update(octets.slice(at + 4, at + 8 + length).toArray());
    return (int) sum.getValue() == number(at + 8 + length);
  }

  /** One octet more than the pixels need is asked for: a bomb has it. */
  private boolean pixelsFit() {
    int bits = bitsOfAPixel();
    int width = head.at(3);
    int height = head.at(7);
    if (bits == 0 || width > MOST_SIDE || height > MOST_SIDE) {
      return false;
    }
    boolean interlaced = head.at(12) != 0; // seven pictures in one, a few octets more
    int plain = height * (1 + (width * bits + 7) / 8);
    int unpacked = unpacked(plain * 2);
    return interlaced ? unpacked >= plain && unpacked < plain * 2 : unpacked == plain;
  }

  private int bitsOfAPixel() {
    int depth = head.at(8);
    int samples = switch (head.at(9)) {
      case 0, 3 -> 1;
      case 2 -> 3;
      case 4 -> 2;
      case 6 -> 4;
      default -> 0;
    };
    return depth <= 16 ? depth * samples : 0;
  }

  private int unpacked(int most) {
    var inflater = new Inflater();
    try {
      inflater.setInput(Bytes.concat(pixels.toArray(Bytes[]::new)).toArray());
      int size = inflater.inflate(new byte[most]);
      return inflater.finished() ? size : -1;
    } catch (DataFormatException e) {
      return -1;
    } finally {
      inflater.end();
    }
  }

  private int number(int at) {
    return (octets.at(at) << 24)
        | (octets.at(at + 1) << 16)
        | (octets.at(at + 2) << 8)
        | octets.at(at + 3);
  }
}
