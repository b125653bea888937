package org.opensmdp.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.Imsi;
import org.opensmdp.rsp.InvalidMessage;
import org.opensmdp.rsp.Secret;

/** Personalisation of templates (TCA eUICC Profile Package). */
class ProfileTemplateTest {
  private static final String ICCID = "8988201000000000013";
  private static final String IMSI = "001017654321098";

  @Test
  void writesEveryDatumOfTheMinimalProfileInItsPlace() {
    var template = ProfileTemplate.of(MinimalProfile.octets());

    var profile = template.render(Subscribers.withoutCodes(ICCID, IMSI));

    var expected = MinimalProfile.octets()
        .toString()
        .replace("89000123456789012341", "8988201000000000013F")
        .replace("98001032547698103214", "988802010000000010F3")
        .replace("080910101032547698", "080910106745230189")
        .replace("000102030405060708090A0B0C0D0E0F", Subscribers.KI.toString())
        .replace("831000000000000000000000000000000000", "8310" + Subscribers.OPC)
        .replace("6F0603" + "83020001", "6F0603" + "83020100");
    assertThat(profile).hasToString(expected);
  }

  @Test
  void codesTheImsiOfTheProfileAsTheFileWantsIt() {
    var template = ProfileTemplate.of(MinimalProfile.octets());

    assertThat(imsiFile(template, "001010123456789")).hasToString("080910101032547698");
    assertThat(imsiFile(template, "00101012345678")).hasToString("0801101010325476F8");
    assertThat(imsiFile(template, "001011")).hasToString("04011010F1FFFFFFFF");
  }

  private static Bytes imsiFile(ProfileTemplate template, String imsi) {
    var upp = ProfilePackage.parse(template.render(Subscribers.withoutCodes(ICCID, imsi)));
    return contents(upp, ElementaryFile.IMSI).get(0);
  }

  private static List<Bytes> contents(ProfilePackage upp, ElementaryFile file) {
    return upp.located().stream()
        .flatMap(e -> e.file(file).flatMap(f -> FileContent.of("file", f)).stream())
        .toList();
  }

  @Test
  void choosesTheAccessClassByTheLastDigit() {
    var template = ProfileTemplate.of(MinimalProfile.octets());

    assertThat(accessClass(template, "001010123456789")).hasToString("0200");
    assertThat(accessClass(template, "001010123456788")).hasToString("0100");
    assertThat(accessClass(template, "001010123456780")).hasToString("0001");
  }

  private static Bytes accessClass(ProfileTemplate template, String imsi) {
    var upp = ProfilePackage.parse(template.render(Subscribers.withoutCodes(ICCID, imsi)));
    return contents(upp, ElementaryFile.ACC).get(0);
  }

  @Test
  void changesATs48ProfileOnlyWhereADatumStands() {
    var octets = TestData.ts48(TestData.BER_TLV_SUCI);
    var data = Subscribers.withCodes(ICCID, IMSI);

    var profile = ProfileTemplate.of(octets).render(data);

    // EF.ICCID, EF.IMSI and EF.ACC are whole in TS.48 already, so nothing moves
    assertThat(profile.size()).isEqualTo(octets.size());
    assertThat(valuesThatChanged(octets, profile))
        .containsExactlyInAnyOrderEntriesOf(Map.of(
            "header",
            1L,
            "mf",
            1L,
            "usim",
            2L,
            "isim",
            2L,
            "akaParameter",
            4L,
            "pinCodes",
            2L + 4L,
            "pukCodes",
            2L,
            "securityDomain",
            6L));
  }

  private static Map<String, Long> valuesThatChanged(Bytes before, Bytes after) {
    var old = leaves(before);
    var now = leaves(after);
    assertThat(now).hasSameSizeAs(old);
    var changed = new java.util.HashMap<String, Long>();
    for (int i = 0; i < old.size(); i++) {
      if (!old.get(i).value().equals(now.get(i).value())) {
        changed.merge(elementOf(before, old.get(i)), 1L, Long::sum);
      }
    }
    return changed;
  }

  private static List<Node> leaves(Bytes octets) {
    return Node.parse("ProfilePackage", octets).stream()
        .flatMap(ProfileTemplateTest::leaves)
        .toList();
  }

  private static Stream<Node> leaves(Node node) {
    return node.members().isEmpty()
        ? Stream.of(node)
        : node.members().stream().flatMap(ProfileTemplateTest::leaves);
  }

  private static String elementOf(Bytes octets, Node leaf) {
    return Node.parse("ProfilePackage", octets).stream()
        .filter(e -> e.at() <= leaf.at() && leaf.at() < e.at() + e.whole().size())
        .map(e -> ProfileElementType.of(e.tag()).asn1Name())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void makesATs48ProfileThatSaysTheNewNumbersEverywhere() {
    assertThat(TestData.allTs48()).isNotEmpty().allSatisfy(octets -> {
      var profile = ProfileTemplate.of(octets).render(Subscribers.withCodes(ICCID, IMSI));

      var upp = ProfilePackage.parse(profile);
      assertThat(upp.facts().headerIccid()).contains(new Iccid(ICCID));
      assertThat(upp.facts().efIccid()).contains(new Iccid(ICCID));
      assertThat(upp.facts().imsis()).containsExactly(new Imsi(IMSI));
      assertThat(AkaParameter.all(upp.located()))
          .hasSize(2)
          .allMatch(aka -> aka.key().value().equals(Subscribers.KI))
          .allMatch(aka -> aka.opc().value().equals(Subscribers.OPC));
      assertThat(profile.toString())
          .doesNotContain("000102030405060708090A0B0C0D0E0F")
          .doesNotContain("303031303130313233343536373839"); // the old IMSI as text
    });
  }

  @Test
  void putsTheOtaKeysOfTheOperatorWhereItGivesThem() {
    var given = Bytes.fromHex("A7A6A5A4A3A2A1A0B7B6B5B4B3B2B1B0");
    var template = ProfileTemplate.of(BundledTemplate.load());
    var data = Subscribers.withCodes(ICCID, IMSI);
    var key = new OtaKey(1, 1, Secret.of(given));

    assertThat(template.render(data).toString()).doesNotContain(given.toString());
    assertThat(template.render(data.with(List.of(key), Map.of())).toString())
        .contains(given.toString());
  }

  @Test
  void refusesAnOtaKeyThatHasNoPlace() {
    var template = ProfileTemplate.of(BundledTemplate.load());
    var key = new OtaKey(2, 1, Secret.of(Subscribers.KI));
    var data = Subscribers.withCodes(ICCID, IMSI).with(List.of(key), Map.of());

    assertThatExceptionOfType(TemplateException.class)
        .isThrownBy(() -> template.render(data))
        .withMessageContaining("OTA key (02,01)");
  }

  @Test
  void givesEverySecurityDomainKeyItsOwnValue() {
    var data = Subscribers.withoutCodes(ICCID, IMSI);
    var keys = OtaKeys.of(data);

    var key = Bytes.wrap(keys.key(1, 1, 16));

    assertThat(key).isEqualTo(Bytes.wrap(OtaKeys.of(data).key(1, 1, 16)));
    assertThat(key).isNotEqualTo(Bytes.wrap(keys.key(1, 2, 16)));
    assertThat(key).isNotEqualTo(Bytes.wrap(keys.key(2, 1, 16)));
    assertThat(key)
        .isNotEqualTo(Bytes.wrap(
            OtaKeys.of(Subscribers.withoutCodes("8988201000000000021", IMSI)).key(1, 1, 16)));
    assertThat(key).isNotEqualTo(Subscribers.KI);
  }

  @Test
  void bringsScatteredContentIntoOnePlace() {
    var scattered = MinimalProfile.USIM
        .replace("8309080910101032547698", "830108" + "8308" + "0910101032547698")
        .replace("b382012b", "b382012d")
        .replace("a31aa10d", "a31ca10d");
    var template = ProfileTemplate.of(withUsim(scattered));

    var profile = template.render(Subscribers.withoutCodes(ICCID, IMSI));

    assertThat(profile.size()).isEqualTo(736);
    assertThat(ProfilePackage.parse(profile).facts().imsis()).containsExactly(new Imsi(IMSI));
  }

  private static Bytes withUsim(String usim) {
    return MinimalProfile.of(
        MinimalProfile.HEADER,
        MinimalProfile.MF,
        MinimalProfile.PUK_CODES,
        MinimalProfile.PIN_CODES,
        usim,
        MinimalProfile.LOCAL_PIN_CODES,
        MinimalProfile.AKA_PARAMETER,
        MinimalProfile.END);
  }

  /** Octets no parser would take: rendering copies and patches, whatever they are. */
  @Test
  void rendersWithoutParsing() {
    var slots = new EnumMap<Datum, List<Slot>>(Datum.class);
    int at = 0;
    for (var datum : Datum.values()) {
      slots.put(datum, List.of());
    }
    for (var entry : Map.of(
            Datum.HEADER_ICCID,
            10,
            Datum.EF_ICCID,
            10,
            Datum.EF_IMSI,
            9,
            Datum.EF_ACC,
            2,
            Datum.KI,
            16,
            Datum.OPC,
            16)
        .entrySet()) {
      slots.put(entry.getKey(), List.of(new Slot(entry.getKey(), at, entry.getValue(), 0, 0)));
      at += entry.getValue();
    }
    var noise = new byte[at + 5];
    java.util.Arrays.fill(noise, (byte) 0xFF);
    assertThatExceptionOfType(InvalidMessage.class)
        .isThrownBy(() -> ProfilePackage.parse(Bytes.of(noise)));

    var rendered = new ProfileTemplate(Bytes.of(noise), slots, List.of())
        .render(Subscribers.withoutCodes(ICCID, IMSI));

    assertThat(rendered.slice(at, at + 5)).hasToString("FFFFFFFFFF");
    int ki = slots.getOrDefault(Datum.KI, List.of()).get(0).at();
    assertThat(rendered.slice(ki, ki + 16)).isEqualTo(Subscribers.KI);
  }

  @Test
  void leavesTheTemplateAsItWasBetweenSubscribers() {
    var template = ProfileTemplate.of(MinimalProfile.octets());

    var first = template.render(Subscribers.withCodesButPuk2(ICCID, IMSI));
    template.render(Subscribers.withoutCodes("8988201000000000021", "001010000000001"));

    assertThat(template.render(Subscribers.withCodesButPuk2(ICCID, IMSI))).isEqualTo(first);
  }

  @Test
  void refusesATemplateWithoutAPlaceForADatum() {
    var withoutKeys = MinimalProfile.octets()
        .toString()
        .replace(MinimalProfile.AKA_PARAMETER.toUpperCase(java.util.Locale.ROOT), "");

    assertThatExceptionOfType(TemplateException.class)
        .isThrownBy(() -> ProfileTemplate.of(Bytes.fromHex(withoutKeys)))
        .withMessageContaining("key in akaParameter");
  }

  @Test
  void refusesADatumTheTemplateHasNoPlaceFor() {
    var template = ProfileTemplate.of(MinimalProfile.octets()); // has no PUK2

    assertThatExceptionOfType(TemplateException.class)
        .isThrownBy(() -> template.render(Subscribers.withCodes(ICCID, IMSI)))
        .withMessageContaining("PUK2")
        .withMessageNotContaining("55667788");
  }

  @Test
  void refusesAKeyOfAnotherSizeThanTheTemplates() {
    var template = ProfileTemplate.of(MinimalProfile.octets());
    var data = SubscriberData.of(
        new Iccid(ICCID), new Imsi(IMSI), Secret.of(new byte[32]), Secret.of(Subscribers.OPC));

    assertThatExceptionOfType(TemplateException.class)
        .isThrownBy(() -> template.render(data))
        .withMessageContaining("16 octets")
        .withMessageContaining("32");
  }

  @Test
  void refusesATemplateWhoseDummyAlsoStandsElsewhere() {
    var hidden = "a91fa0058000810170" + "810667810f010201" + "820e" + "0000" + "080910101032547698"
        + "000000";
    var octets = MinimalProfile.octets()
        .toString()
        .replace(
            MinimalProfile.END.toUpperCase(java.util.Locale.ROOT), hidden + MinimalProfile.END);

    assertThatExceptionOfType(TemplateException.class)
        .isThrownBy(() -> ProfileTemplate.of(Bytes.fromHex(octets)))
        .withMessageContaining("IMSI")
        .withMessageContaining("nonStandard[7]");
  }

  @Test
  void refusesAnImsiThatIsShorterThanTheTextInIsim() {
    var template = ProfileTemplate.of(TestData.ts48(TestData.NO_BER_TLV));

    assertThatExceptionOfType(TemplateException.class)
        .isThrownBy(() -> template.render(Subscribers.withoutCodes(ICCID, "00101012345678")))
        .withMessageContaining("isim");
  }

  @Property
  void rendersAnySubscriberSoThatTheNumbersCanBeReadBack(
      @ForAll("iccids") Iccid iccid, @ForAll("imsis") Imsi imsi, @ForAll long seed) {
    var keys = new byte[32];
    new Random(seed).nextBytes(keys);
    var ki = Bytes.of(keys).slice(0, 16);
    var opc = Bytes.of(keys).slice(16, 32);

    var profile = BUNDLED.render(SubscriberData.of(iccid, imsi, Secret.of(ki), Secret.of(opc)));

    var upp = ProfilePackage.parse(profile);
    assertThat(profile.size()).isEqualTo(BUNDLED.size());
    assertThat(upp.facts().headerIccid()).contains(iccid);
    assertThat(upp.facts().efIccid()).contains(iccid);
    assertThat(upp.facts().imsis()).containsExactly(imsi);
    assertThat(AkaParameter.all(upp.located())).singleElement().satisfies(aka -> {
      assertThat(aka.key().value()).isEqualTo(ki);
      assertThat(aka.opc().value()).isEqualTo(opc);
    });
  }

  private static final ProfileTemplate BUNDLED = ProfileTemplate.of(BundledTemplate.load());

  @Provide
  Arbitrary<Iccid> iccids() {
    var body = Arbitraries.strings().numeric().ofLength(16).map(d -> "89" + d);
    var twenty = Arbitraries.strings().numeric().ofLength(18).map(d -> new Iccid("89" + d));
    return Arbitraries.oneOf(body.map(Iccid::withCheckDigit), twenty);
  }

  @Provide
  Arbitrary<Imsi> imsis() {
    return Arbitraries.strings().numeric().ofMinLength(6).ofMaxLength(15).map(Imsi::new);
  }

  @Property(tries = 1_000)
  void answersMutatedTemplatesWithATemplateOrARefusal(@ForAll long seed) {
    var octets = ProfilePackageTest.mutated(BundledTemplate.load(), new Random(seed));
    try {
      assertThat(ProfileTemplate.of(octets).size()).isPositive();
    } catch (InvalidMessage | TemplateException refused) {
      assertThat(refused.getMessage()).isNotBlank();
    }
  }
}
