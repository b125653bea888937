package org.opensmdp.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensmdp.rsp.Der.tlv;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Der;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.Icon;
import org.opensmdp.rsp.NotificationConfiguration;
import org.opensmdp.rsp.ProfileClass;

/** One clean template, and one fault in it at a time: the lint names the rule and the element. */
class LintFaultsTest {
  private static final Bytes CLEAN = clean();
  private static final Iccid OTHER = Iccid.withCheckDigit("898829111111111111");

  /** A fault, in the words of the test, and what must be found. */
  record Fault(
      String name, UnaryOperator<TemplateEdit> edit, LintRule rule, String element, int mncLength) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Bytes clean() {
    return TemplateEdit.of(BundledTemplate.load())
        .set("pinCodes/A1/A0/30#1/81", "4C6F6E6753656372")
        .set("usim/ef-ust/83", "00021400010600000000100000")
        .octets();
  }

  private static LintTerms terms(int mncLength) {
    var texts = new MetadataTexts(
        "opensmdp",
        "Plan",
        ProfileClass.OPERATIONAL,
        List.<NotificationConfiguration>of(),
        Optional.<Icon>empty());
    return LintTerms.of(texts, mncLength);
  }

  private static Fault fault(
      String name, UnaryOperator<TemplateEdit> edit, LintRule rule, String element) {
    return new Fault(name, edit, rule, element, 2);
  }

  static Stream<Fault> faults() {
    return Stream.of(elements(), services(), files(), identities(), codes(), keys())
        .flatMap(all -> all);
  }

  private static Stream<Fault> elements() {
    return Stream.of(
        fault(
            "header behind mf", t -> t.move("header", 1), LintRule.HEADER_FIRST, "ProfilePackage"),
        fault("no end", t -> t.remove("end"), LintRule.END_LAST, "securityDomain[8]"),
        fault("end too early", t -> t.move("end", 5), LintRule.END_LAST, "securityDomain[9]"),
        fault("two mf", t -> t.repeat("mf"), LintRule.ONE_OF_A_KIND, "mf"),
        fault("no mf", t -> t.remove("mf"), LintRule.ONE_OF_A_KIND, "mf"),
        fault(
            "a number twice",
            t -> t.set("opt-usim/A0/81", "04"),
            LintRule.IDENTIFICATION,
            "opt-usim[5]"),
        fault("no number", t -> t.remove("usim/A0/81"), LintRule.IDENTIFICATION, "usim[4]"),
        fault(
            "opt-usim in front of usim",
            t -> t.move("opt-usim", 3),
            LintRule.EXTENSION_AFTER_BASE,
            "opt-usim[3]"),
        fault("usim in front of mf", t -> t.move("usim", 1), LintRule.MF_BEFORE_FILES, "usim[1]"),
        fault(
            "pukCodes behind pinCodes",
            t -> t.move("pukCodes", 3),
            LintRule.PUK_BEFORE_PIN,
            "pinCodes[2].1"),
        fault(
            "akaParameter in front of usim",
            t -> t.move("akaParameter", 4),
            LintRule.AKA_OF_APPLICATION,
            "akaParameter[4]"),
        fault(
            "usim without akaParameter",
            t -> t.remove("akaParameter"),
            LintRule.AKA_OF_APPLICATION,
            "usim[4]"),
        fault(
            "rfm in front of securityDomain",
            t -> t.insert(8, rfm()),
            LintRule.SECURITY_DOMAIN_FIRST,
            "rfm[8]"),
        fault(
            "no securityDomain",
            t -> t.remove("securityDomain"),
            LintRule.SECURITY_DOMAIN,
            "header[0]"),
        fault(
            "an element of nobody",
            t -> t.insert(9, tlv(0xAF, tlv(0x80))),
            LintRule.KNOWN_ELEMENT,
            "unknown[9]"));
  }

  private static Bytes rfm() {
    return tlv(
        0xA7,
        tlv(0xA0, tlv(0x80), Der.integer(0x81, 99)),
        tlv(0x4F, Bytes.fromHex("A00000055910100001")),
        tlv(0x81, Bytes.fromHex("16")));
  }

  private static Stream<Fault> services() {
    return Stream.of(
        fault(
            "Milenage unlisted",
            t -> t.remove("header/A5/84"),
            LintRule.SERVICE_LISTED,
            "akaParameter[7]"),
        fault("usim unlisted", t -> t.remove("header/A5/81"), LintRule.SERVICE_LISTED, "usim[4]"),
        fault(
            "TUAK for nothing",
            t -> t.add("header/A5", tlv(0x85)),
            LintRule.SERVICE_USED,
            "header[0]"),
        fault(
            "BER-TLV file, service unlisted",
            t -> t.edit(
                "opt-usim/ef-li/A1",
                n -> node(tlv(0xA1, tlv(0x82, Bytes.fromHex("7921")), n.value()))),
            LintRule.SERVICE_LISTED,
            "opt-usim[5]"),
        fault(
            "template unlisted",
            t -> t.remove("header/A6/06#2"),
            LintRule.TEMPLATE_LISTED,
            "opt-usim[5]"),
        fault(
            "template for nothing",
            t -> t.add("header/A6", Der.oid(0x06, "2.23.143.1.2.8")),
            LintRule.TEMPLATE_USED,
            "header[0]"),
        fault(
            "template of another element",
            t -> t.set("usim/81", "67810F010208"),
            LintRule.TEMPLATE_OF_ELEMENT,
            "usim[4]"),
        fault(
            "5G in format 2.1",
            t -> df5gs(t).set("header/81", "01"),
            LintRule.FORMAT_VERSION,
            "df-5gs[6]"),
        fault(
            "format 9.0",
            t -> t.set("header/80", "09"),
            LintRule.FORMAT_VERSION_LIKELY,
            "header[0]"),
        fault(
            "empty profileType",
            t -> t.set("header/82", ""),
            LintRule.PROFILE_TYPE_TEXT,
            "header[0]"),
        fault(
            "policy in the header",
            t -> t.edit("header", n -> node(tlv(0xA0, n.value(), tlv(0x84, Bytes.fromHex("02"))))),
            LintRule.POLICY_IN_HEADER,
            "header[0]"));
  }

  private static Node node(Bytes tlv) {
    return Node.parse("edit", tlv).get(0);
  }

  /** A df-5gs that is in order, its template listed. */
  private static TemplateEdit df5gs(TemplateEdit template) {
    var directory = tlv(
        0xA2,
        tlv(
            0xA1,
            tlv(0x83, Bytes.fromHex("5FC0")),
            tlv(0x8B, Bytes.fromHex("6F060E")),
            tlv(0xC6, Bytes.fromHex("01810A"))));
    return template
        .add("header/A6", Der.oid(0x06, "2.23.143.1.2.13"))
        .insert(
            6,
            tlv(
                0xBC,
                tlv(0xA0, tlv(0x80), Der.integer(0x81, 98)),
                Der.oid(0x81, "2.23.143.1.2.13"),
                directory));
  }

  private static Stream<Fault> files() {
    return Stream.of(
        fault(
            "no EF.IMSI",
            t -> t.remove("usim/ef-imsi"),
            LintRule.FILE_MANDATORY,
            "usim[4].ef-imsi"),
        fault("no EF.ECC", t -> t.remove("usim/ef-ecc"), LintRule.FILE_MANDATORY, "usim[4].ef-ecc"),
        fault("no EF.DIR", t -> t.remove("mf/ef-dir"), LintRule.FILE_MANDATORY, "mf[1].ef-dir"),
        fault(
            "descriptor behind content",
            t -> t.addFirst("usim/ef-est", tlv(0x83, Bytes.fromHex("00"))),
            LintRule.DESCRIPTOR_FIRST,
            "usim[4].ef-est"),
        fault(
            "doNotCreate and content",
            t -> t.addFirst("opt-usim/ef-li", tlv(0x80)),
            LintRule.DO_NOT_CREATE_ALONE,
            "opt-usim[5].ef-li"),
        fault(
            "content beyond the file",
            t -> t.set("opt-usim/ef-li/A1/80", "05"),
            LintRule.CONTENT_FITS,
            "opt-usim[5].ef-li"),
        fault(
            "offset beyond the file",
            t -> t.addFirst("usim/ef-ad", tlv(0x82, Bytes.fromHex("40"))),
            LintRule.CONTENT_FITS,
            "usim[4].ef-ad"),
        fault(
            "offset to nowhere",
            t -> t.add("opt-usim/ef-li", tlv(0x82, Bytes.fromHex("00"))),
            LintRule.OFFSET_LEADS_TO_CONTENT,
            "opt-usim[5].ef-li"),
        fault(
            "half a record",
            t -> t.set("usim/ef-ecc/A1/80", "0A"),
            LintRule.RECORDS_FILL_FILE,
            "usim[4].ef-ecc"),
        fault(
            "size with leading zeros",
            t -> t.set("opt-usim/ef-li/A1/80", "0006"),
            LintRule.SIZE_CODING,
            "opt-usim[5].ef-li"),
        fault(
            "ADF without AID",
            t -> t.remove("usim/adf-usim/A1/84"),
            LintRule.ADF_NAMED,
            "usim[4].adf-usim"),
        fault(
            "AID not in EF.DIR",
            t -> t.set("usim/adf-usim/A1/84", "A0000000871002FFFFFFFF8900000199"),
            LintRule.ADF_IN_EF_DIR,
            "usim[4].adf-usim"),
        fault("no PIN status", t -> t.remove("mf/mf/A1/C6"), LintRule.PIN_STATUS, "mf[1].mf"),
        fault(
            "rule that is not there",
            t -> t.set("opt-usim/ef-li/A1/8B", "6F0663"),
            LintRule.ACCESS_RULE,
            "opt-usim[5].ef-li"),
        fault(
            "file of nobody",
            t -> t.add("usim", tlv(0xBF5A, tlv(0x83, Bytes.fromHex("00")))),
            LintRule.KNOWN_FILE,
            "usim[4].BF5A"));
  }

  private static Stream<Fault> identities() {
    return Stream.of(
        fault(
            "another ICCID in EF.ICCID",
            t -> t.set("mf/ef-iccid/83", OTHER.swapped().toString()),
            LintRule.ICCID_AGREES,
            "mf[1].ef-iccid"),
        fault(
            "IMSI with a wrong length",
            t -> t.set("usim/ef-imsi/83", "070910109999999999"),
            LintRule.IMSI_CODING,
            "usim[4].ef-imsi"),
        fault(
            "IMSI with the wrong parity",
            t -> t.set("usim/ef-imsi/83", "080110109999999999"),
            LintRule.IMSI_CODING,
            "usim[4].ef-imsi"),
        new Fault("MNC of another length", t -> t, LintRule.MNC_LENGTH, "usim[4].ef-ad", 3),
        fault(
            "EF.AD without MNC length",
            t -> t.set("usim/ef-ad/83", "000000"),
            LintRule.MNC_LENGTH_SAID,
            "usim[4].ef-ad"),
        fault(
            "type approval",
            t -> t.set("usim/ef-ad/83", "80000002"),
            LintRule.NORMAL_OPERATION,
            "usim[4].ef-ad"),
        fault(
            "other access class",
            t -> t.set("usim/ef-acc/83", "0001"),
            LintRule.ACCESS_CLASS,
            "usim[4].ef-acc"),
        fault(
            "GID1 announced, no file",
            t -> service(t, 17),
            LintRule.SERVICE_HAS_FILE,
            "usim[4].ef-ust"),
        fault(
            "SUCI announced, no file",
            t -> service(t, 124),
            LintRule.SERVICE_HAS_FILE,
            "usim[4].ef-ust"),
        fault(
            "SUCI by the USIM, no file",
            t -> service(t, 125),
            LintRule.SERVICE_HAS_FILE,
            "usim[4].ef-ust"),
        fault(
            "SPN not announced",
            t -> t.set("usim/ef-ust/83", "00021000010600000000100000"),
            LintRule.FILE_HAS_SERVICE,
            "usim[4].ef-spn"),
        fault(
            "another name than the metadata's",
            t -> t.set("usim/ef-spn/83", "01" + "4F74686572" + "FF".repeat(11)),
            LintRule.SPN_AGREES,
            "usim[4].ef-spn"));
  }

  private static TemplateEdit service(TemplateEdit template, int number) {
    var table = new byte[17];
    template.at("usim/ef-ust/83").value().copyTo(table, 0);
    table[(number - 1) / 8] |= (byte) (1 << (number - 1) % 8);
    return template
        .set("usim/ef-ust/83", Bytes.wrap(table).toString())
        .set("usim/ef-ust/A1/80", "11");
  }

  private static Stream<Fault> codes() {
    return Stream.of(
        fault(
            "PIN of letters",
            t -> t.set("pinCodes/A1/A0/30/81", "41424344FFFFFFFF"),
            LintRule.PIN_FORM,
            "pinCodes[3].1"),
        fault(
            "PIN of three digits",
            t -> t.set("pinCodes#1/A1/A0/30/81", "313233FFFFFFFFFF"),
            LintRule.PIN_FORM,
            "pinCodes[6].129"),
        fault(
            "PUK of seven digits",
            t -> t.set("pukCodes/A1/30/81", "31323334353637FF"),
            LintRule.PUK_FORM,
            "pukCodes[2].1"),
        fault(
            "local PIN below the MF",
            t -> t.set("pinCodes/A1/A0/30/80", "0081"),
            LintRule.PIN_REFERENCE,
            "pinCodes[3].129"),
        fault(
            "global PIN below the ADF",
            t -> t.set("pinCodes#1/A1/A0/30/80", "02"),
            LintRule.PIN_REFERENCE,
            "pinCodes[6].2"),
        fault(
            "PUK of no reference",
            t -> t.set("pukCodes/A1/30/80", "20"),
            LintRule.PUK_REFERENCE,
            "pukCodes[2].32"),
        fault(
            "PIN that no PUK unblocks",
            t -> t.set("pinCodes/A1/A0/30/82", "05"),
            LintRule.PUK_BEFORE_PIN,
            "pinCodes[3].1"),
        fault(
            "a reference twice",
            t -> t.repeat("pinCodes/A1/A0/30"),
            LintRule.REFERENCE_ONCE,
            "pinCodes[3].1"),
        fault(
            "more tries left than there are",
            t -> t.set("pinCodes/A1/A0/30#1/84", "3A"),
            LintRule.TRIES,
            "pinCodes[3].10"),
        fault(
            "ADM1 of the manual",
            t -> t.set("pinCodes/A1/A0/30#1/81", "3535353535353535"),
            LintRule.OWN_ADM,
            "pinCodes[3].10"));
  }

  private static Stream<Fault> keys() {
    return Stream.of(
        fault(
            "the test algorithm",
            t -> t.set("akaParameter/A1/A1/80", "03").retag("header/A5/84", 0x91),
            LintRule.TEST_ALGORITHM,
            "akaParameter[7].algoParameter"),
        fault(
            "algorithm of nobody",
            t -> t.set("akaParameter/A1/A1/80", "07"),
            LintRule.KNOWN_ALGORITHM,
            "akaParameter[7].algoParameter"),
        fault(
            "Milenage with 32 octets",
            t -> t.set("akaParameter/A1/A1/82", "0102".repeat(16)),
            LintRule.KEY_SIZE,
            "akaParameter[7].algoParameter"),
        fault(
            "TUAK with an OPc of 16",
            t -> t.set("akaParameter/A1/A1/80", "02").retag("header/A5/84", 0x85),
            LintRule.KEY_SIZE,
            "akaParameter[7].algoParameter"),
        fault(
            "Keccak with Milenage",
            t -> t.add("akaParameter/A1/A1", tlv(0x87, Bytes.fromHex("02"))),
            LintRule.KECCAK,
            "akaParameter[7].algoParameter"),
        fault(
            "rotation of four octets",
            t -> t.add("akaParameter/A1/A1", tlv(0x84, Bytes.fromHex("40002040"))),
            LintRule.AKA_PARAMETER,
            "akaParameter[7].algoParameter"),
        fault(
            "one sequence number",
            t -> t.add("akaParameter", tlv(0xA5, tlv(0x04, Bytes.fromHex("000000000000")))),
            LintRule.AKA_PARAMETER,
            "akaParameter[7]"),
        fault(
            "OTA key of the manual",
            t -> otaKey(t, "404142434445464748494A4B4C4D4E4F"),
            LintRule.KNOWN_KEY,
            "securityDomain[8].key(01,01)"),
        fault(
            "one OTA key for all",
            t -> otaKey(t, "9F1B4C0D77E21A3355C8E6017A9B2D44"),
            LintRule.OWN_KEY,
            "securityDomain[8].key(01,01)"),
        fault(
            "OTA key of 10 octets",
            t -> otaKey(t, "9F1B4C0D77E21A3355C8"),
            LintRule.KEY_SIZE,
            "securityDomain[8].key(01,01)"),
        fault(
            "a key twice",
            t -> t.repeat("securityDomain/A2/30"),
            LintRule.KEY_ONCE,
            "securityDomain[8].key(01,01)"),
        fault(
            "no key for integrity",
            t -> t.remove("securityDomain/A2/30#1"),
            LintRule.KEY_SET,
            "securityDomain[8]"));
  }

  private static TemplateEdit otaKey(TemplateEdit template, String hex) {
    return template.set("securityDomain/A2/30/30/30/86", hex);
  }

  @Test
  void findsNothingInTheCleanTemplate() {
    assertThat(Lint.template(CLEAN, Holes.NONE, terms(2))).isEmpty();
  }

  @Test
  void knowsThirtyFaultsAtLeast() {
    assertThat(faults().map(Fault::name).distinct().count()).isGreaterThanOrEqualTo(30);
    assertThat(faults().map(Fault::rule).distinct().count()).isGreaterThanOrEqualTo(30);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void namesRuleAndElementOfTheFault(Fault fault) {
    var broken = fault.edit().apply(TemplateEdit.of(CLEAN)).octets();

    var found = Lint.template(broken, Holes.NONE, terms(fault.mncLength()));

    assertThat(found)
        .filteredOn(it -> it.rule() == fault.rule())
        .extracting(Finding::element)
        .contains(fault.element());
    assertThat(found).allSatisfy(it -> assertThat(it.offset()).isBetween(0, broken.size()));
    if (fault.rule().severity() == Severity.ERROR) {
      assertThat(found).extracting(Finding::severity).contains(Severity.ERROR);
    }
  }

  @ParameterizedTest
  @MethodSource("faults")
  void quotesNoKeyAndNoCode(Fault fault) {
    var broken = fault.edit().apply(TemplateEdit.of(CLEAN)).octets();

    assertThat(Lint.template(broken, Holes.NONE, terms(2)).toString())
        .doesNotContain("404142434445464748494A4B4C4D4E4F", "9F1B4C0D77E2", "3535353535353535");
  }

  @Test
  void pointsToTheOctetOfTheFault() {
    var broken = TemplateEdit.of(CLEAN).set("usim/ef-ad/83", "80000002").octets();

    var at = Lint.template(broken, Holes.NONE, terms(2)).get(0).offset();

    assertThat(broken.slice(at, at + 4)).hasToString("80000002");
  }
}
