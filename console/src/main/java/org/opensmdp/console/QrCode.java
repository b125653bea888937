package org.opensmdp.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import javax.imageio.ImageIO;
import org.opensmdp.rsp.ActivationCode;

/**
 * An activation code as a picture to scan: error correction M, a quiet zone of four modules. The
 * confirmation code is never in it.
 */
public final class QrCode {
  private static final int QUIET_ZONE = 4;
  private static final int PIXELS_A_MODULE = 8;
  private static final int WHITE = 0xFFFFFF;
  private static final String DARK_ON_LIGHT = "\u001B[30;107m";
  private static final String NORMAL = "\u001B[0m";

  private final BitMatrix modules;

  private QrCode(BitMatrix modules) {
    this.modules = modules;
  }

  public static QrCode of(ActivationCode code) {
    var hints = Map.of(
        EncodeHintType.MARGIN, QUIET_ZONE, EncodeHintType.ERROR_CORRECTION, ErrorCorrectionLevel.M);
    try {
      return new QrCode(
          new QRCodeWriter().encode(code.toQrText(), BarcodeFormat.QR_CODE, 0, 0, hints));
    } catch (WriterException e) {
      throw new IllegalArgumentException("the text is too long for a QR code", e);
    }
  }

  /** Returns how many modules a side has, the quiet zone among them. */
  int size() {
    return modules.getWidth();
  }

  /** Returns a PNG of black and white, eight pixels a module. */
  public byte[] png() {
    int side = size() * PIXELS_A_MODULE;
    var image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_BINARY);
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        boolean dark = modules.get(x / PIXELS_A_MODULE, y / PIXELS_A_MODULE);
        image.setRGB(x, y, dark ? 0 : WHITE);
      }
    }
    var octets = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", octets);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return octets.toByteArray();
  }

  /** Returns an SVG, one unit a module, to be printed two centimetres wide or more. */
  public byte[] svg() {
    var path = new StringBuilder();
    for (int y = 0; y < size(); y++) {
      for (int x = 0; x < size(); x++) {
        if (modules.get(x, y)) {
          path.append('M').append(x).append(' ').append(y).append("h1v1h-1z");
        }
      }
    }
    return """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %1$d" shape-rendering="crispEdges">\
        <rect width="%1$d" height="%1$d" fill="#fff"/><path d="%2$s" fill="#000"/></svg>
        """.formatted(size(), path).getBytes(UTF_8);
  }

  /** Returns block characters, two modules a cell, dark on light as cameras want it. */
  public String terminal() {
    var picture = new StringBuilder();
    for (int y = 0; y < size(); y += 2) {
      picture.append(DARK_ON_LIGHT);
      for (int x = 0; x < size(); x++) {
        boolean below = y + 1 < size() && modules.get(x, y + 1);
        picture.append(cell(modules.get(x, y), below));
      }
      picture.append(NORMAL).append('\n');
    }
    return picture.toString();
  }

  private static char cell(boolean above, boolean below) {
    if (above) {
      return below ? '\u2588' : '\u2580';
    }
    return below ? '\u2584' : ' ';
  }
}
