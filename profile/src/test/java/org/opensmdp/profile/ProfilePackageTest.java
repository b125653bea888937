package org.opensmdp.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.Imsi;
import org.opensmdp.rsp.InvalidMessage;

/** Reading profile packages (TCA eUICC Profile Package). */
class ProfilePackageTest {

  @Test
  void readsTheMinimalProfileElementByElement() {
    var upp = ProfilePackage.parse(MinimalProfile.octets());

    assertThat(upp.octets().size()).isEqualTo(736);
    assertThat(upp.elements())
        .containsExactly(
            element(ProfileElementType.HEADER, -1, MinimalProfile.HEADER),
            element(ProfileElementType.MF, 2, MinimalProfile.MF),
            element(ProfileElementType.PUK_CODES, 3, MinimalProfile.PUK_CODES),
            element(ProfileElementType.PIN_CODES, 4, MinimalProfile.PIN_CODES),
            element(ProfileElementType.USIM, 5, MinimalProfile.USIM),
            element(ProfileElementType.PIN_CODES, 6, MinimalProfile.LOCAL_PIN_CODES),
            element(ProfileElementType.AKA_PARAMETER, 7, MinimalProfile.AKA_PARAMETER),
            element(ProfileElementType.END, 8, MinimalProfile.END));
  }

  private static ProfileElement element(ProfileElementType type, int identification, String hex) {
    return new ProfileElement(
        type,
        type.tag(),
        identification < 0 ? Optional.empty() : Optional.of(identification),
        Bytes.fromHex(hex));
  }

  @Test
  void findsTheFactsOfTheMinimalProfile() {
    var facts = ProfilePackage.parse(MinimalProfile.octets()).facts();

    assertThat(facts)
        .isEqualTo(new ProfileFacts(
            new VersionNumber(2, 3),
            Optional.of("euicc-tools example profile"),
            Optional.of(new Iccid("89000123456789012341")),
            "89000123456789012341",
            Optional.of(new Iccid("89000123456789012341")),
            Optional.of("89000123456789012341"),
            java.util.List.of(new Imsi("001010123456789")),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            java.util.Set.of(MandatoryService.USIM),
            java.util.List.of("2.23.143.1.2.1", "2.23.143.1.2.4"),
            java.util.List.of(AkaAlgorithm.MILENAGE),
            736));
    assertThat(facts.testAlgorithm()).isFalse();
  }

  /** A pattern that looked for the filler took seconds for it. */
  @Test
  @Timeout(5)
  void readsALongRunOfFillerInOneGo() {
    String mf = MinimalProfile.MF
        .replace("b0819c", "b08198")
        .replace("a41ea110", "a41aa110")
        .replace("830a98001032547698103214", "820300fffe830100");

    var facts =
        ProfilePackage.parse(MinimalProfile.of(MinimalProfile.HEADER, mf)).facts();

    assertThat(facts.efIccid()).isEmpty();
    assertThat(facts.efIccidDigits().orElseThrow()).hasSize(2 * 0xFFFF).endsWith("F00");
  }

  @Test
  void readsTheTs48ProfileInItsOrderAndSizes() {
    var upp = ProfilePackage.parse(TestData.ts48(TestData.BER_TLV_SUCI));

    assertThat(upp.elements())
        .extracting(e -> e.type().asn1Name() + " " + e.octets().size())
        .startsWith(
            "header 162",
            "mf 779",
            "pukCodes 42",
            "pinCodes 78",
            "telecom 535",
            "pinCodes 36",
            "genericFileManagement 1018",
            "usim 1205",
            "opt-usim 2529",
            "pinCodes 36",
            "akaParameter 55",
            "gsm-access 140",
            "df-5gs 298",
            "df-saip 68",
            "csim 1796",
            "opt-csim 1445",
            "pinCodes 36",
            "cdmaParameter 113",
            "isim 474",
            "opt-isim 94",
            "pinCodes 36",
            "akaParameter 55")
        .endsWith("securityDomain 361", "rfm 36", "rfm 58", "rfm 58", "rfm 62", "end 9")
        .hasSize(30);
  }

  @Test
  void findsTheFactsOfTheTs48Profiles() {
    assertThat(TestData.allTs48()).isNotEmpty().allSatisfy(octets -> {
      var facts = ProfilePackage.parse(octets).facts();
      assertThat(facts.version()).hasToString("2.3");
      assertThat(facts.profileType()).contains("GSMA Generic eUICC Test Profile");
      assertThat(facts.headerIccid()).contains(new Iccid("89000123456789012341"));
      assertThat(facts.efIccid()).contains(new Iccid("89000123456789012341"));
      assertThat(facts.imsis()).containsExactly(new Imsi("001010123456789"));
      assertThat(facts.mncLength()).contains(2);
      assertThat(facts.algorithms())
          .containsExactly(AkaAlgorithm.USIM_TEST_ALGORITHM, AkaAlgorithm.USIM_TEST_ALGORITHM);
      assertThat(facts.services())
          .contains(MandatoryService.USIM, MandatoryService.ISIM, MandatoryService.CSIM)
          .contains(MandatoryService.USIM_TEST_ALGORITHM, MandatoryService.PROFILE_B_P256)
          .doesNotContain(MandatoryService.MILENAGE);
      assertThat(facts.templateOids()).hasSize(11).contains("2.23.143.1.2.13");
      assertThat(facts.size()).isEqualTo(octets.size());
    });
  }

  @Test
  void encodesWhatNobodyEditedOctetForOctet() {
    assertThat(TestData.allTs48()).isNotEmpty().allSatisfy(octets -> {
      assertThat(encodedAgain(octets)).isEqualTo(octets);
    });
    assertThat(encodedAgain(MinimalProfile.octets())).isEqualTo(MinimalProfile.octets());
  }

  /** Every constructed TLV is built anew from its members, down to the leaves. */
  private static Bytes encodedAgain(Bytes octets) {
    return Bytes.concat(Node.parse("ProfilePackage", octets).stream()
        .map(ProfilePackageTest::rebuilt)
        .map(Node::whole)
        .toArray(Bytes[]::new));
  }

  private static Node rebuilt(Node node) {
    return node.members().isEmpty()
        ? node
        : Node.around(
            node.tag(), node.members().stream().map(ProfilePackageTest::rebuilt).toList());
  }

  @Test
  void knowsTheOffsetOfEveryValue() {
    var octets = MinimalProfile.octets();

    for (var element : Node.parse("ProfilePackage", octets)) {
      assertOffsets(octets, element);
    }
  }

  private static void assertOffsets(Bytes octets, Node node) {
    assertThat(octets.slice(node.valueAt(), node.valueAt() + node.value().size()))
        .isEqualTo(node.value());
    node.members().forEach(member -> assertOffsets(octets, member));
  }

  @Test
  void keepsLongLengthsAsTheyCame() {
    var longEnd = Bytes.fromHex("aa8107a0058000810108");
    var octets = Bytes.concat(Bytes.fromHex(MinimalProfile.HEADER), longEnd);

    var upp = ProfilePackage.parse(octets);

    assertThat(upp.octets()).isEqualTo(octets);
    assertThat(upp.elements().get(1).octets()).isEqualTo(longEnd);
    assertThat(upp.elements().get(1).identification()).contains(8);
  }

  @Test
  void carriesElementsOfLaterVersionsAlong() {
    var later = "bf3f09a00580008101420500";

    var upp =
        ProfilePackage.parse(MinimalProfile.of(MinimalProfile.HEADER, later, MinimalProfile.END));

    assertThat(upp.elements().get(1))
        .isEqualTo(new ProfileElement(
            ProfileElementType.UNKNOWN, 0xBF3F, Optional.of(0x42), Bytes.fromHex(later)));
  }

  @Test
  void readsContentThatIsScatteredOverOffsets() {
    var file =
        Node.parse("file", Bytes.fromHex("a40d8302AABB8201028301CC820101")).get(0);

    assertThat(FileContent.of("file", file)).contains(Bytes.fromHex("AABBFFFFCC"));
  }

  @Test
  void reportsTheDigitsOfAnIccidThatIsNone() {
    var upp = ProfilePackage.parse(MinimalProfile.of(
        MinimalProfile.HEADER.replace("89000123456789012341", "12345F" + "FFFFFFFFFFFFFF"),
        MinimalProfile.END));

    assertThat(upp.facts().headerIccid()).isEmpty();
    assertThat(upp.facts().headerIccidDigits()).isEqualTo("12345");
    assertThat(upp.facts().efIccidDigits()).isEmpty();
  }

  @Test
  void namesElementAndPathOfAFault() {
    var withoutKey =
        MinimalProfile.of(MinimalProfile.HEADER, "a412a0058000810107a109a107800101810102", "0500");

    assertThatExceptionOfType(InvalidMessage.class)
        .isThrownBy(() -> ProfilePackage.parse(withoutKey))
        .withMessageContaining("akaParameter[1]");
  }

  @Test
  void printsNoKeys() {
    var upp = ProfilePackage.parse(MinimalProfile.octets());

    assertThat(upp.elements().get(6)).hasToString("akaParameter[7, 55 octets]");
    assertThat(upp.located().toString() + upp.elements() + upp + upp.facts())
        .doesNotContain("000102030405");
  }

  @Test
  void refusesAPackageWithoutAHeaderInFront() {
    assertThatExceptionOfType(InvalidMessage.class)
        .isThrownBy(() -> ProfilePackage.parse(MinimalProfile.of(MinimalProfile.END)))
        .withMessageContaining("header");
    assertThatExceptionOfType(InvalidMessage.class)
        .isThrownBy(() -> ProfilePackage.parse(Bytes.EMPTY));
  }

  @Test
  void refusesNestingThatWouldExhaustTheStack() {
    var deep = Bytes.EMPTY;
    for (int i = 0; i < 5_000; i++) {
      deep = org.opensmdp.rsp.Der.sequence(deep);
    }
    var octets = Bytes.concat(Bytes.fromHex(MinimalProfile.HEADER), deep);

    assertThatExceptionOfType(InvalidMessage.class)
        .isThrownBy(() -> ProfilePackage.parse(octets))
        .withMessageContaining("nested deeper");
  }

  @Property(tries = 2_000)
  void answersAnyOctetsWithAPackageOrInvalidMessage(@ForAll byte[] octets) {
    assertParsesOrRefuses(Bytes.wrap(octets.clone()));
  }

  @Property(tries = 3_000)
  void answersMutatedPackagesWithAPackageOrInvalidMessage(@ForAll long seed) {
    assertParsesOrRefuses(mutated(MinimalProfile.octets(), new Random(seed)));
  }

  @Test
  void answersMutatedTs48PackagesWithAPackageOrInvalidMessage() {
    var octets = TestData.ts48(TestData.BER_TLV_SUCI);
    for (int seed = 0; seed < 500; seed++) {
      assertParsesOrRefuses(mutated(octets, new Random(seed)));
    }
  }

  private static void assertParsesOrRefuses(Bytes octets) {
    try {
      assertThat(ProfilePackage.parse(octets).octets()).isEqualTo(octets);
    } catch (InvalidMessage refused) {
      assertThat(refused).hasMessageContaining(":");
    }
  }

  static Bytes mutated(Bytes octets, Random random) {
    var changed = octets.toArray();
    for (int i = 0; i <= random.nextInt(4); i++) {
      changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
    }
    int size = random.nextInt(4) == 0 ? random.nextInt(changed.length) : changed.length;
    return Bytes.wrap(Arrays.copyOf(changed, size));
  }
}
