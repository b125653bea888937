package org.opensmdp.cli;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.util.Map;

/** A QR code out of block characters: two modules a character cell, dark on light as cameras want it. */
final class TerminalQr {
  private static final int QUIET_ZONE = 2;
  private static final String DARK_ON_LIGHT = "\u001B[30;107m";
  private static final String NORMAL = "\u001B[0m";

  private TerminalQr() {}

  static String of(String text) {
    var matrix = matrix(text);
    var picture = new StringBuilder();
    for (int y = 0; y < matrix.getHeight(); y += 2) {
      picture.append(DARK_ON_LIGHT);
      for (int x = 0; x < matrix.getWidth(); x++) {
        boolean below = y + 1 < matrix.getHeight() && matrix.get(x, y + 1);
        picture.append(cell(matrix.get(x, y), below));
      }
      picture.append(NORMAL).append('\n');
    }
    return picture.toString();
  }

  static BitMatrix matrix(String text) {
    try {
      var hints = Map.of(
          EncodeHintType.MARGIN,
          QUIET_ZONE,
          EncodeHintType.ERROR_CORRECTION,
          ErrorCorrectionLevel.M);
      return new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 0, 0, hints);
    } catch (WriterException e) {
      throw new IllegalArgumentException("the text is too long for a QR code", e);
    }
  }

  private static char cell(boolean above, boolean below) {
    if (above) {
      return below ? '█' : '▀';
    }
    return below ? '▄' : ' ';
  }
}
