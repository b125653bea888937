package org.opensmdp.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.decoder.Mode;
import com.google.zxing.qrcode.encoder.Encoder;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.Map;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensmdp.rsp.ActivationCode;

/** What is drawn is read back by the decoder of another author, out of each kind of picture. */
class QrCodeTest {
  private static final int SCALE = 4;
  private static final Pattern MODULE = Pattern.compile("M(\\d+) (\\d+)h1v1h-1z");
  private static final int WHITE = 0xFFFFFF;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1$smdp.example.com$04386-AGYFT-A74Y8-3F815",
        "1$smdp.example.com:8443$04386-AGYFT-A74Y8-3F815$2.999.10$1",
        "1$s.example$$$1",
      })
  void isReadBackOutOfEveryPicture(String text) throws Exception {
    var code = ActivationCode.parse(text);
    var picture = QrCode.of(code);

    assertThat(png(picture)).isEqualTo(code.toQrText());
    assertThat(svg(picture)).isEqualTo(code.toQrText());
    assertThat(terminal(picture)).isEqualTo(code.toQrText());
    assertThat(ActivationCode.parse(png(picture)).matchingId()).isEqualTo(code.matchingId());
  }

  @Test
  void isOfTheAlphanumericKind() throws Exception {
    var code = ActivationCode.parse("1$smdp.example.com$04386-AGYFT-A74Y8-3F815$$1");

    var encoded = Encoder.encode(code.toQrText(), ErrorCorrectionLevel.M);

    assertThat(code.toQrText()).isEqualTo("LPA:1$SMDP.EXAMPLE.COM$04386-AGYFT-A74Y8-3F815$$1");
    assertThat(encoded.getMode()).isEqualTo(Mode.ALPHANUMERIC);
  }

  @Test
  void leavesFourModulesOfQuietAround() {
    var picture = QrCode.of(ActivationCode.parse("1$s.example$A"));
    int size = picture.size();
    var dark = MODULE.matcher(new String(picture.svg(), UTF_8)).results().toList();

    assertThat(dark).isNotEmpty().allSatisfy(module -> {
      assertThat(Integer.parseInt(module.group(1))).isBetween(4, size - 5);
      assertThat(Integer.parseInt(module.group(2))).isBetween(4, size - 5);
    });
  }

  private static String png(QrCode picture) throws Exception {
    var image = ImageIO.read(new ByteArrayInputStream(picture.png()));
    return decoded(image);
  }

  /** Draws the modules of the path. */
  private static String svg(QrCode picture) throws Exception {
    var dark = new boolean[picture.size()][picture.size()];
    MODULE
        .matcher(new String(picture.svg(), UTF_8))
        .results()
        .forEach(module ->
            dark[Integer.parseInt(module.group(2))][Integer.parseInt(module.group(1))] = true);
    return decoded(drawn(dark));
  }

  /** Draws the cells, two modules each. */
  private static String terminal(QrCode picture) throws Exception {
    var dark = new boolean[picture.size()][picture.size()];
    var lines = picture.terminal().replaceAll("\u001B\\[[0-9;]*m", "").lines().toList();
    for (int y = 0; y < picture.size(); y++) {
      for (int x = 0; x < picture.size(); x++) {
        char cell = lines.get(y / 2).charAt(x);
        dark[y][x] = cell == '\u2588' || cell == (y % 2 == 0 ? '\u2580' : '\u2584');
      }
    }
    return decoded(drawn(dark));
  }

  private static BufferedImage drawn(boolean[][] dark) {
    int side = dark.length * SCALE;
    var image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        image.setRGB(x, y, dark[y / SCALE][x / SCALE] ? 0 : WHITE);
      }
    }
    return image;
  }

  private static String decoded(BufferedImage image) throws Exception {
    int side = image.getWidth();
    var pixels = image.getRGB(0, 0, side, side, new int[side * side], 0, side);
    var source = new RGBLuminanceSource(side, side, pixels);
    var bitmap = new BinaryBitmap(new HybridBinarizer(source));
    return new QRCodeReader()
        .decode(bitmap, Map.of(DecodeHintType.PURE_BARCODE, true))
        .getText();
  }
}
