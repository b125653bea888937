package org.opensmdp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.opensmdp.activation.Intake;
import org.opensmdp.activation.ProfileType;
import org.opensmdp.activation.ProfileType.Protection;
import org.opensmdp.crypto.Curve;
import org.opensmdp.profile.BundledTemplate;
import org.opensmdp.profile.MetadataDraft;
import org.opensmdp.profile.SubscriberData;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.Imsi;
import org.opensmdp.rsp.Secret;
import org.opensmdp.server.TryOut;
import org.opensmdp.simulator.DownloadOrder;
import org.opensmdp.simulator.InstallOutcome;

/** The metadata of a type (SGP.22 v2 §5.5.3), from the database to the card, octet for octet. */
class MetadataIT {
  private final TestHouse house = TestHouse.get();
  private final SecureRandom random = new SecureRandom();

  @Test
  void arriveOnTheCardAsTheyAreWrittenInTheStandard() throws IOException {
    var icon = icon();
    var type = type(MetadataDraft.of("Caf\u00E9", "\u5317\u4EAC")
        .profileClass("test")
        .icon(icon)
        .notification("notify.example.com", List.of("enable", "delete"))
        .notification("xn--caf-dma.example", List.of("disable")));
    var order = house.release(DownloadOrder.ofType(type));
    var card = house.card(Curve.NIST_P256);

    var outcome = house.lpa(card).download(order.activationCode(), Optional.empty());

    assertThat(outcome).isInstanceOf(InstallOutcome.Installed.class);
    assertThat(card.profiles().get(0).metadata().der()).isEqualTo(expected(order.iccid(), icon));
  }

  /** TLV by TLV. */
  private static Bytes expected(Iccid iccid, Bytes icon) {
    var members = "5A0A" + iccid.swapped()
        + "9105436166C3A9"
        + "9206E58C97E4BAAC"
        + "930101"
        + "94" + length(icon.size()) + icon
        + "950100"
        + "B635"
        + "301880020450" + "81126E6F746966792E6578616D706C652E636F6D"
        + "301980020520" + "8113786E2D2D6361662D646D612E6578616D706C65"
        + "B705800300F110";
    return Bytes.fromHex("BF25" + length(members.length() / 2) + members);
  }

  private static String length(int octets) {
    return octets < 0x80
        ? "%02X".formatted(octets)
        : octets < 0x100 ? "81%02X".formatted(octets) : "82%04X".formatted(octets);
  }

  /** A picture that does not compress to nothing. */
  private static Bytes icon() throws IOException {
    var image = new BufferedImage(64, 64, BufferedImage.TYPE_BYTE_BINARY);
    for (int i = 0; i < 64; i++) {
      image.setRGB(i, (i * 7) % 64, 0xFFFFFF);
    }
    var out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, "png", out)).isTrue();
    return Bytes.wrap(out.toByteArray());
  }

  private String type(MetadataDraft draft) {
    var number = random.nextLong(9_999_999_999L);
    var inventory = house.server().stores().inventory();
    var operator = inventory.findOperator(TryOut.OPERATOR).orElseThrow();
    var type = inventory.add(new ProfileType(
        0,
        operator.operatorId(),
        "metadata-" + number,
        draft.texts(),
        2,
        Protection.SESSION_KEYS,
        10,
        5,
        Optional.empty()));
    new Intake(inventory).version(type, BundledTemplate.load());
    var key = Secret.of(Bytes.fromHex("465B5CE8B199B49FAA5F0A2EE238A6BC"));
    inventory.addStock(
        type,
        List.of(SubscriberData.of(
            Iccid.withCheckDigit("8988304%011d".formatted(number)),
            new Imsi("00101%010d".formatted(number)),
            key,
            key)));
    return type.name();
  }
}
