package org.opensmdp.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.opensmdp.rsp.Der.tlv;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Der;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.Imsi;
import org.opensmdp.rsp.ProfileClass;
import org.opensmdp.rsp.Secret;

/** Templates of every kind: made for a subscriber, and without an error in the lint. */
class TemplateVariantsTest {
  private static final LintTerms TERMS = LintTerms.of(ProfileClass.OPERATIONAL);
  private static final Iccid ICCID = new Iccid("8988201000000000013");
  private static final Imsi IMSI = new Imsi("001017654321098");
  private static final String SUCI_INFO = "A0020000";

  /** A kind of template, what its header asks of a card, and how long its keys are. */
  record Variant(String name, Bytes template, MandatoryService service, int key, int opc) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static TemplateEdit bundled() {
    return TemplateEdit.of(BundledTemplate.load());
  }

  static Stream<Variant> variants() {
    return Stream.of(
        new Variant("Milenage", BundledTemplate.load(), MandatoryService.MILENAGE, 16, 16),
        new Variant("TUAK 128", tuak(16, 0x85), MandatoryService.TUAK128, 16, 32),
        new Variant("TUAK 256", tuak(32, 0x90), MandatoryService.TUAK256, 32, 32),
        new Variant("SUCI by the phone", suci(), MandatoryService.USIM, 16, 16),
        new Variant("SUCI by the USIM", suciByUsim(), MandatoryService.GET_IDENTITY, 16, 16),
        new Variant("BER-TLV", berTlv(), MandatoryService.BER_TLV, 16, 16));
  }

  private static Bytes tuak(int key, int service) {
    return bundled()
        .retag("header/A5/84", service)
        .set("akaParameter/A1/A1/80", "02")
        .set("akaParameter/A1/A1/82", dummy(key, 0x20))
        .set("akaParameter/A1/A1/83", dummy(32, 0x80))
        .add("akaParameter/A1/A1", tlv(0x87, Bytes.fromHex("02")))
        .edit("securityDomain/A2", TemplateVariantsTest::fixedKeys)
        .octets();
  }

  /** Keys of 16 octets of the operator's own. */
  private static Node fixedKeys(Node list) {
    var keys =
        TemplateEdit.of(BundledTemplate.load()).at("securityDomain/A2").whole().toString();
    var own = keys.replace("64756D6D792D4B692D7265706C616365", "9F1B4C0D77E21A3355C8E6017A9B2D44");
    return Node.parse("edit", Bytes.fromHex(own)).get(0);
  }

  private static String dummy(int octets, int from) {
    var dummy = new byte[octets];
    for (int i = 0; i < octets; i++) {
      dummy[i] = (byte) (from + i * 7);
    }
    return Bytes.wrap(dummy).toString();
  }

  private static Bytes element(int tag, int number, String template, String directory, Bytes file) {
    return tlv(
        tag,
        tlv(0xA0, tlv(0x80), Der.integer(0x81, number)),
        Der.oid(0x81, template),
        tlv(
            0xA2,
            tlv(
                0xA1,
                tlv(0x83, Bytes.fromHex(directory)),
                tlv(0x8B, Bytes.fromHex("6F060E")),
                tlv(0xC6, Bytes.fromHex("01810A")))),
        file);
  }

  private static Bytes file(int tag) {
    return tlv(
        tag,
        tlv(0xA1, tlv(0x8B, Bytes.fromHex("6F0602")), tlv(0x80, Bytes.fromHex("20"))),
        tlv(0x83, Bytes.fromHex(SUCI_INFO)));
  }

  private static Bytes suci() {
    return services(bundled(), 122, 123, 124)
        .add("header/A6", Der.oid(0x06, "2.23.143.1.2.13"))
        .insert(6, element(0xBC, 98, "2.23.143.1.2.13", "5FC0", file(0xA9)))
        .octets();
  }

  private static Bytes suciByUsim() {
    return services(bundled(), 122, 123, 124, 125)
        .add("header/A5", tlv(0x95))
        .add("header/A6", Der.oid(0x06, "2.23.143.1.2.14"))
        .insert(6, element(0xBD, 98, "2.23.143.1.2.14", "5FD0", file(0xA3)))
        .octets();
  }

  private static Bytes berTlv() {
    var file = Der.sequence(
        tlv(0x80, Bytes.fromHex("7FD0")),
        tlv(
            0x62,
            tlv(0x82, Bytes.fromHex("7921")),
            tlv(0x83, Bytes.fromHex("6FFE")),
            tlv(0x8B, Bytes.fromHex("6F0602")),
            tlv(0x80, Bytes.fromHex("0400")),
            tlv(0x88)));
    return bundled()
        .add("header/A5", tlv(0x92))
        .insert(8, tlv(0xA1, tlv(0xA0, tlv(0x80), Der.integer(0x81, 97)), tlv(0xA1, file)))
        .octets();
  }

  private static TemplateEdit services(TemplateEdit template, int... numbers) {
    var table = new byte[17];
    template.at("usim/ef-ust/83").value().copyTo(table, 0);
    for (int number : numbers) {
      table[(number - 1) / 8] |= (byte) (1 << (number - 1) % 8);
    }
    return template
        .set("usim/ef-ust/83", Bytes.wrap(table).toString())
        .set("usim/ef-ust/A1/80", "11");
  }

  @ParameterizedTest
  @MethodSource("variants")
  void passesTheLint(Variant variant) {
    assertThat(Lint.template(variant.template(), Holes.NONE, TERMS))
        .filteredOn(it -> it.severity() == Severity.ERROR)
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("variants")
  void becomesTheProfileOfASubscriber(Variant variant) {
    var ki = Bytes.fromHex(dummy(variant.key(), 0x11));
    var opc = Bytes.fromHex(dummy(variant.opc(), 0x33));
    var data = SubscriberData.of(ICCID, IMSI, Secret.of(ki), Secret.of(opc));

    var upp = ProfilePackage.parse(ProfileTemplate.of(variant.template()).render(data));

    assertThat(AkaParameter.all(upp.located()))
        .singleElement()
        .satisfies(aka ->
            assertThat(List.of(aka.key().value(), aka.opc().value())).containsExactly(ki, opc));
    assertThat(upp.facts().imsis()).containsExactly(IMSI);
    assertThat(upp.facts().services()).contains(variant.service());
  }

  @Test
  void refusesKeysOfAnotherAlgorithm() {
    var data = Subscribers.withoutCodes(ICCID.digits(), IMSI.digits());

    assertThatExceptionOfType(TemplateException.class)
        .isThrownBy(() -> ProfileTemplate.of(tuak(32, 0x90)).render(data))
        .withMessageContaining("key in akaParameter: the template holds 32 octets");
  }
}
