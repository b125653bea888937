package org.opensmdp.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Icon;
import org.opensmdp.rsp.InvalidMessage;
import org.opensmdp.rsp.ProfileClass;

/** The icon of a type, with pictures that the JDK has drawn. */
class MetadataTextsTest {
  @ParameterizedTest
  @CsvSource({"png, 1", "jpg, 0"})
  void takesAnIconOf64Pixels(String format, int type) throws IOException {
    var icon = new Icon(type, picture(format, 64, 64));

    assertThat(with(icon).icon()).contains(icon);
  }

  @ParameterizedTest
  @CsvSource({"png, 1, 65, 64", "png, 1, 64, 32", "jpg, 0, 63, 64", "jpg, 0, 64, 128"})
  void refusesAnIconOfAnotherSize(String format, int type, int width, int height)
      throws IOException {
    var icon = new Icon(type, picture(format, width, height));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> with(icon))
        .withMessage("icon: %d x %d pixels (expected: 64 x 64)".formatted(width, height));
  }

  @Test
  void refusesAnIconOfAnotherTypeThanItSays() throws IOException {
    var png = new Icon(Icon.JPG, picture("png", 64, 64));
    var jpeg = new Icon(Icon.PNG, picture("jpg", 64, 64));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> with(png))
        .withMessage("icon: not a JPEG picture");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> with(jpeg))
        .withMessage("icon: not a PNG");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "FFD8", "FFD8FFC0", "FFD8FFE00000", "FFD8FFE0FFFF00000000000000"})
  void refusesAnIconThatIsCutOff(String octets) {
    var icon = new Icon(Icon.JPG, Bytes.fromHex(octets));

    assertThatIllegalArgumentException().isThrownBy(() -> with(icon));
  }

  @Test
  void refusesAnIconCutOffAtAnyOctetOfItsHead() throws IOException {
    var whole = picture("png", 64, 64);

    for (int size = 0; size < 24; size++) {
      var icon = new Icon(Icon.PNG, whole.slice(0, size));
      assertThatIllegalArgumentException().isThrownBy(() -> with(icon));
    }
  }

  @Test
  void refusesAnIconOfMoreThan1024Octets() {
    var octets = Bytes.wrap(new byte[1025]);

    assertThatExceptionOfType(InvalidMessage.class)
        .isThrownBy(() -> new Icon(Icon.PNG, octets))
        .withMessage("icon: 1025 octets (expected: 0 to 1024)");
  }

  @Test
  void takesAPictureWithChunksOfOtherKinds() {
    var icon = new Icon(Icon.PNG, PngSamples.withText(Bytes.fromHex("41004142")));

    assertThat(with(icon).icon()).contains(icon);
  }

  @Test
  void refusesAPngCutOffAtAnyOctet() {
    for (int size = 0; size < PngSamples.GREY.size(); size++) {
      var icon = new Icon(Icon.PNG, PngSamples.GREY.slice(0, size));
      assertThatIllegalArgumentException().isThrownBy(() -> with(icon));
    }
  }

  @Test
  void refusesAPngOfWhichOneOctetHasChanged() {
    for (int at = 0; at < PngSamples.GREY.size(); at++) {
      var octets = PngSamples.GREY.toArray();
      octets[at] ^= 0x11;
      var icon = new Icon(Icon.PNG, Bytes.wrap(octets));
      assertThatIllegalArgumentException().isThrownBy(() -> with(icon));
    }
  }

  /** A kilobyte that unpacks into a megabyte, under a head that says 64 x 64. */
  @Test
  void refusesAPngThatUnpacksIntoMoreThanItsPixels() {
    var bomb = new Icon(Icon.PNG, PngSamples.png(64, 64, new byte[900_000]));
    var oneRowMore = new Icon(Icon.PNG, PngSamples.png(64, 64, new byte[65 * 65]));
    var oneRowLess = new Icon(Icon.PNG, PngSamples.png(64, 64, new byte[63 * 65]));

    for (var icon : List.of(bomb, oneRowMore, oneRowLess)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> with(icon))
          .withMessageContaining("the picture behind its head is not whole");
    }
  }

  @Test
  void refusesAPngWithoutEndOrWithMoreBehindIt() {
    var endless = new Icon(Icon.PNG, PngSamples.withoutEnd());
    var more = new Icon(Icon.PNG, Bytes.concat(PngSamples.GREY, Bytes.fromHex("00")));

    assertThatIllegalArgumentException().isThrownBy(() -> with(endless));
    assertThatIllegalArgumentException().isThrownBy(() -> with(more));
  }

  @Test
  void refusesAJpegWithoutItsEnd() throws IOException {
    var whole = picture("jpg", 64, 64);
    var icon = new Icon(Icon.JPG, whole.slice(0, whole.size() - 1));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> with(icon))
        .withMessageContaining("the picture behind its head is not whole");
  }

  private static MetadataTexts with(Icon icon) {
    return new MetadataTexts(
        "Example", "Plan", ProfileClass.OPERATIONAL, List.of(), Optional.of(icon));
  }

  private static Bytes picture(String format, int width, int height) throws IOException {
    var out = new ByteArrayOutputStream();
    var image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    assertThat(ImageIO.write(image, format, out)).isTrue();
    return Bytes.wrap(out.toByteArray());
  }
}
