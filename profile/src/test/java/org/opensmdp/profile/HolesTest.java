package org.opensmdp.profile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.Imsi;
import org.opensmdp.rsp.ProfileClass;
import org.opensmdp.rsp.Secret;

/** Named holes of templates. */
class HolesTest {
  private static final Hole SPN = new Hole("SPN", "usim.ef-spn", 1, 16, Coding.TEXT, "SPN");
  private static final Hole MSISDN =
      new Hole("MSISDN", "opt-usim[5].ef-msisdn", 10, 12, Coding.ADDRESS, "MSISDN");
  private static final Hole ADM1 = new Hole("ADM1", "pinCodes.10", 0, 8, Coding.RAW, "adm1");
  private static final Hole KEY =
      new Hole("OTA", "securityDomain.key(01,02)", 0, 16, Coding.RAW, "OTA-KID");

  private static final SubscriberData SUBSCRIBER =
      Subscribers.withCodes("8988201000000000013", "001017654321098");

  private static Bytes render(List<Hole> holes, Map<String, String> fields) {
    var secrets = fields.entrySet().stream()
        .collect(
            Collectors.toMap(Map.Entry::getKey, it -> Secret.of(it.getValue().getBytes(UTF_8))));
    return ProfileTemplate.of(BundledTemplate.load(), new Holes(holes))
        .render(SUBSCRIBER.with(List.of(), secrets));
  }

  private static Bytes content(Bytes upp, ProfileElementType type, String file) {
    return ProfilePackage.parse(upp).located().stream()
        .filter(element -> element.type() == type)
        .flatMap(element -> FileOf.named(element, file).stream())
        .flatMap(it -> it.content().stream())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void putsEachDatumIntoItsHole() {
    var upp = render(
        List.of(SPN, MSISDN, ADM1, KEY),
        Map.of("SPN", "Beispiel", "MSISDN", "+4915112345678", "OTA-KID", "sixteen-octets!!"));

    assertThat(content(upp, ProfileElementType.USIM, "ef-spn"))
        .hasToString("01" + "426569737069656C" + "FF".repeat(8));
    assertThat(content(upp, ProfileElementType.OPT_USIM, "ef-msisdn"))
        .hasToString("FF".repeat(10) + "0891945111325476F8" + "FF".repeat(5));
    assertThat(upp.toString())
        .contains("0102030405060708", "7369787465656E2D6F637465747321" + "21");
  }

  @Test
  void codesAsTheFilesWantIt() {
    assertThat(Bytes.wrap(Coding.SWAPPED_BCD.octets(text("123"), 3))).hasToString("21F3FF");
    assertThat(Bytes.wrap(Coding.DIGITS.octets(text("1234"), 8))).hasToString("31323334FFFFFFFF");
    assertThat(Bytes.wrap(Coding.EF_IMSI.octets(text("001010123456789"), 9)))
        .hasToString("080910101032547698");
    assertThat(Bytes.wrap(Coding.TEXT_TLV.octets(text("a@b"), 6))).hasToString("8003614062FF");
    assertThat(Bytes.wrap(Coding.SMSP.octets(text("+491710760000"), 30)))
        .hasToString(
            "FFFF" + "FD" + "FF".repeat(12) + "0791947101670000" + "FF".repeat(4) + "FFFFFF");
    assertThat(Coding.of("swapped-bcd")).isEqualTo(Coding.SWAPPED_BCD);
    assertThatIllegalArgumentException().isThrownBy(() -> Coding.of("bcd"));
  }

  private static byte[] text(String text) {
    return text.getBytes(UTF_8);
  }

  @Test
  void refusesAHoleWithoutDataAndDataWithoutAHole() {
    assertThatExceptionOfType(TemplateException.class)
        .isThrownBy(() -> render(List.of(SPN), Map.of()))
        .withMessageContaining("hole SPN in usim.ef-spn wants the field SPN");
    assertThatExceptionOfType(TemplateException.class)
        .isThrownBy(() -> render(List.of(), Map.of("SPN", "Beispiel")))
        .withMessageContaining("field SPN has no hole");
  }

  @Test
  void refusesADatumThatDoesNotFitWithoutQuotingIt() {
    assertThatExceptionOfType(TemplateException.class)
        .isThrownBy(() -> render(List.of(SPN), Map.of("SPN", "a name of too many letters")))
        .withMessageContaining("SPN in usim.ef-spn has room for 16 octets")
        .withMessageNotContaining("too many letters");
    assertThatExceptionOfType(TemplateException.class)
        .isThrownBy(() -> render(List.of(MSISDN), Map.of("MSISDN", "call me")))
        .withMessageContaining("MSISDN")
        .withMessageNotContaining("call me");
  }

  @Test
  void refusesAHoleInNoPlace() {
    for (var place : List.of(
        "usim.ef-nothing",
        "isim.ef-impi",
        "usim[9].ef-spn",
        "securityDomain.key(02,01)",
        "pinCodes.7",
        "no such place")) {
      var hole = new Hole("X", place, 0, 1, Coding.RAW, "X");

      assertThatExceptionOfType(TemplateException.class)
          .as(place)
          .isThrownBy(() -> render(List.of(hole), Map.of("X", "x")))
          .withMessageContaining("hole X in " + place);
    }
    var beyond = new Hole("X", "usim.ef-ad", 0, 5, Coding.RAW, "X");
    assertThatExceptionOfType(TemplateException.class)
        .isThrownBy(() -> render(List.of(beyond), Map.of("X", "12345")))
        .withMessageContaining("usim[4].ef-ad");
  }

  @Test
  void refusesADummyThatAlsoStandsElsewhere() {
    var template = TemplateEdit.of(BundledTemplate.load())
        .set("usim/ef-spn/83", "01" + "446172656566" + "FF".repeat(10))
        .set("opt-usim/ef-li/83", "446172656566")
        .octets();

    assertThatExceptionOfType(TemplateException.class)
        .isThrownBy(() -> ProfileTemplate.of(template, new Holes(List.of(SPN))))
        .withMessageContaining("hole SPN")
        .withMessageContaining("opt-usim[5]");
  }

  @Test
  void comesBackFromItsOctets() {
    var holes = new Holes(List.of(SPN, MSISDN, ADM1, KEY));

    assertThat(Holes.decode(holes.encode())).isEqualTo(holes);
    assertThat(Holes.decode(Bytes.EMPTY)).isEqualTo(Holes.NONE);
  }

  @Test
  void passesTheLintWithItsHoles() {
    var holes = new Holes(List.of(SPN, MSISDN, ADM1, KEY));
    var terms = LintTerms.of(ProfileClass.OPERATIONAL);

    assertThat(Lint.template(BundledTemplate.load(), holes, terms))
        .extracting(Finding::rule)
        .containsExactly(LintRule.SERVICE_HAS_FILE);
    assertThat(Lint.template(
            BundledTemplate.load(),
            new Holes(List.of(new Hole("X", "isim.ef-impi", 0, 1, Coding.RAW, "X"))),
            terms))
        .extracting(Finding::rule)
        .contains(LintRule.HOLE);
  }

  @Test
  void makesASubscriberUpWhoFits() {
    var template =
        ProfileTemplate.of(BundledTemplate.load(), new Holes(List.of(SPN, MSISDN, ADM1, KEY)));

    var sample = template.sample(new Iccid("8988201000000000013"), new Imsi("001017654321098"));

    assertThat(template.render(sample).size()).isEqualTo(template.size());
  }
}
