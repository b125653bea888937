package org.opensmdp.profile;

import java.util.Optional;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Icon;

/**
 * The size of an icon, read from the head of the picture: phones show 64 x 64 pixels and nothing else
 * (SGP.22 v2 §5.5.3). A picture that is cut off, or that unpacks into more than its pixels, is refused;
 * what it shows is not looked at.
 */
final class IconPixels {
  private static final int SIDE = 64;
  private static final Bytes PNG_HEAD = Bytes.fromHex("89504E470D0A1A0A0000000D49484452");
  private static final Bytes JPEG_HEAD = Bytes.fromHex("FFD8");
  private static final Bytes JPEG_END = Bytes.fromHex("FFD9");
  private static final int FRAME = 0xC0;
  private static final int LAST_FRAME = 0xCF;

  private IconPixels() {}

  private record Size(int width, int height) {}

  /**
   * Refuses an icon that phones would not show.
   *
   * @throws IllegalArgumentException if it is no whole picture of the type it says, or has another size
   */
  static void check(Icon icon) {
    boolean png = icon.iconType() == Icon.PNG;
    var size = (png ? png(icon.icon()) : jpeg(icon.icon()))
        .orElseThrow(
            () -> new IllegalArgumentException("icon: not a " + (png ? "PNG" : "JPEG picture")));
    if (size.width != SIDE || size.height != SIDE) {
      throw new IllegalArgumentException(
          "icon: %d x %d pixels (expected: 64 x 64)".formatted(size.width, size.height));
    }
    if (!(png ? PngPicture.isWhole(icon.icon()) : jpegIsWhole(icon.icon()))) {
      throw new IllegalArgumentException(
          "icon: the picture behind its head is not whole (expected: a file as it was saved)");
    }
  }

  /** A JPEG is cut off if its last octets are not the marker of its end. */
  private static boolean jpegIsWhole(Bytes octets) {
    return octets.slice(octets.size() - JPEG_END.size(), octets.size()).equals(JPEG_END);
  }

  /** The first chunk, IHDR, begins with width and height. */
  private static Optional<Size> png(Bytes octets) {
    int at = PNG_HEAD.size();
    return octets.startsWith(PNG_HEAD) && octets.size() >= at + 8
        ? Optional.of(new Size(number(octets, at, 4), number(octets, at + 4, 4)))
        : Optional.empty();
  }

  /** Segments follow one another, each with its length, up to the frame that says the size. */
  private static Optional<Size> jpeg(Bytes octets) {
    int at = octets.startsWith(JPEG_HEAD) ? JPEG_HEAD.size() : octets.size();
    while (at + 9 <= octets.size() && octets.at(at) == 0xFF) {
      int marker = octets.at(at + 1);
      if (isFrame(marker)) {
        return Optional.of(new Size(number(octets, at + 7, 2), number(octets, at + 5, 2)));
      }
      at += 2 + number(octets, at + 2, 2);
    }
    return Optional.empty();
  }

  /** C4, C8 and CC lie among the frames and are tables, reserved, and conditions. */
  private static boolean isFrame(int marker) {
    return marker >= FRAME
        && marker <= LAST_FRAME
        && marker != 0xC4
        && marker != 0xC8
        && marker != 0xCC;
  }

  private static int number(Bytes octets, int at, int size) {
    int number = 0;
    for (int i = at; i < at + size; i++) {
      number = number << 8 | octets.at(i);
    }
    return number;
  }
}
