package org.opensmdp.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.Icon;
import org.opensmdp.rsp.Imsi;
import org.opensmdp.rsp.NotificationConfiguration;
import org.opensmdp.rsp.NotificationEvent;
import org.opensmdp.rsp.ProfileClass;

/** The metadata of a type as an administrator writes them, and the octets they become. */
class MetadataDraftTest {
  private static final Bytes GID1 = Bytes.fromHex("A1");
  private static final Bytes GID2 = Bytes.fromHex("B2B3");

  /** Put together by hand, TLV by TLV (SGP.22 v2 §5.5.3). */
  @Test
  void becomesTheOctetsOfTheStandard() {
    var texts = MetadataDraft.of("Caf\u00E9 Mobile", "\u5317\u4EAC plan")
        .profileClass("provisioning")
        .icon(PngSamples.GREY)
        .notification("smdp.example.com", List.of("install", "delete"))
        .notification("xn--caf-dma.example", List.of())
        .groups(Optional.of(GID1), Optional.of(GID2))
        .policyRule("ppr1")
        .policyRule("PPR2")
        .texts();

    var metadata = ProfileMetadata.of(
        texts, new Iccid("89000123456789012341"), new Imsi("310260123456789"), 3);

    var members = "5A0A98001032547698103214"
        + "910C" + "436166C3A9204D6F62696C65"
        + "920B" + "E58C97E4BAAC20706C616E"
        + "930101"
        + "94" + length(PngSamples.GREY) + PngSamples.GREY
        + "950101"
        + "B633"
        + "3016" + "80020490" + "8110" + "736D64702E6578616D706C652E636F6D"
        + "3019" + "800204F0" + "8113" + "786E2D2D6361662D646D612E6578616D706C65"
        + "B70C" + "8003130062" + "8101A1" + "8202B2B3"
        + "99020560";
    assertThat(metadata.der())
        .isEqualTo(Bytes.fromHex("BF25" + length(Bytes.fromHex(members)) + members));
  }

  private static String length(Bytes octets) {
    int size = octets.size();
    return size < 0x80
        ? "%02X".formatted(size)
        : size < 0x100 ? "81%02X".formatted(size) : "82%04X".formatted(size);
  }

  @Test
  void keepsEverythingForTheType() {
    var texts = MetadataDraft.of("Example", "Plan")
        .icon(PngSamples.GREY)
        .notification("a.example", List.of("ENABLE"))
        .texts();

    assertThat(texts)
        .isEqualTo(new MetadataTexts(
            "Example",
            "Plan",
            ProfileClass.OPERATIONAL,
            List.of(new NotificationConfiguration(Set.of(NotificationEvent.ENABLE), "a.example")),
            Optional.of(new Icon(Icon.PNG, PngSamples.GREY)),
            Set.of()));
  }

  @Test
  void cutsNamesIfToldTo() {
    var cut = MetadataDraft.cut("\u0416".repeat(40), "a".repeat(100)).texts();

    assertThat(cut.serviceProviderName()).isEqualTo("\u0416".repeat(16));
    assertThat(cut.profileName()).isEqualTo("a".repeat(64));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MetadataDraft.of("\u0416".repeat(40), "Plan").texts())
        .withMessageContaining("80 octets of UTF-8 (expected: 1 to 32)");
  }

  @Test
  void refusesAnAddressTwice() {
    var twice = MetadataDraft.of("Example", "Plan")
        .notification("a.example", List.of("enable"))
        .notification("A.example", List.of("delete"));

    assertThatIllegalArgumentException()
        .isThrownBy(twice::texts)
        .withMessageContaining("'A.example' twice");
  }

  @Test
  void refusesMoreAddressesThanACardWouldKeep() {
    var draft = MetadataDraft.of("Example", "Plan");
    for (int i = 0; i < 9; i++) {
      draft.notification("a" + i + ".example", List.of());
    }

    assertThatIllegalArgumentException()
        .isThrownBy(draft::texts)
        .withMessage("notification addresses: 9 (expected: at most 8)");
  }

  @Test
  void refusesNamesThatNameNothing() {
    var draft = MetadataDraft.of("Example", "Plan");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> draft.profileClass("business"))
        .withMessage(
            "profile class: 'business' (expected: one of [TEST, PROVISIONING, OPERATIONAL])");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> draft.policyRule("PPR3"))
        .withMessageContaining("policy rule: 'PPR3'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> draft.notification("a.example", List.of("burn")))
        .withMessageContaining("event: 'burn'");
  }

  @Test
  void refusesGroupsOfNoOrTooManyOctets() {
    var draft = MetadataDraft.of("Example", "Plan");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> draft.groups(Optional.of(Bytes.EMPTY), Optional.empty()))
        .withMessage("gid1: 0 octets (expected: 1 to 20)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> draft.groups(Optional.empty(), Optional.of(Bytes.wrap(new byte[21]))))
        .withMessage("gid2: 21 octets (expected: 1 to 20)");
  }

  @Test
  void refusesAPictureThatIsNone() {
    var draft = MetadataDraft.of("Example", "Plan");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> draft.icon(Bytes.fromHex("474946383961")))
        .withMessage("icon: not a JPEG picture");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> draft.icon(Bytes.wrap(new byte[1025])))
        .withMessage("icon: 1025 octets (expected: 0 to 1024)");
  }
}
