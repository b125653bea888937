package org.opensmdp.profile;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.opensmdp.rsp.Bytes;

/** PNG pictures put together chunk by chunk, good ones and bad ones. */
public final class PngSamples {
  private static final Bytes SIGNATURE = Bytes.fromHex("89504E470D0A1A0A");

  /** 64 x 64 pixels of grey, 8 bits each. */
  public static final Bytes GREY = png(64, 64, new byte[64 * 65]);

  private PngSamples() {}

  /** A picture of 8-bit grey that says it has this size, whatever its rows hold. */
  static Bytes png(int width, int height, byte[] rows) {
    return Bytes.concat(
        SIGNATURE,
        chunk("IHDR", Bytes.fromHex("%08X%08X0800000000".formatted(width, height))),
        chunk("IDAT", deflated(rows)),
        chunk("IEND", Bytes.EMPTY));
  }

  static Bytes withoutEnd() {
    return GREY.slice(0, GREY.size() - 12);
  }

  /** GREY with a chunk of text before the pixels. */
  static Bytes withText(Bytes text) {
    return Bytes.concat(
        SIGNATURE, GREY.slice(8, 33), chunk("tEXt", text), GREY.slice(33, GREY.size()));
  }

  private static Bytes chunk(String type, Bytes data) {
    var typed = Bytes.concat(Bytes.wrap(type.getBytes(US_ASCII)), data);
    var sum = new CRC32();
    sum.update(typed.toArray());
    return Bytes.concat(
        Bytes.fromHex("%08X".formatted(data.size())),
        typed,
        Bytes.fromHex("%08X".formatted(sum.getValue())));
  }

  private static Bytes deflated(byte[] rows) {
    var deflater = new Deflater(9);
    deflater.setInput(rows);
    deflater.finish();
    var out = new byte[rows.length + 100];
    int size = deflater.deflate(out);
    deflater.end();
    return Bytes.wrap(Arrays.copyOf(out, size));
  }
}
