package org.opensmdp.profile.text;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensmdp.profile.BundledTemplate;
import org.opensmdp.profile.MinimalProfile;
import org.opensmdp.profile.ProfilePackage;
import org.opensmdp.profile.ProfileTemplate;
import org.opensmdp.profile.SubscriberData;
import org.opensmdp.profile.TestData;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.Imsi;
import org.opensmdp.rsp.InvalidMessage;
import org.opensmdp.rsp.Secret;

/** Profile packages as value notation of ASN.1, there and back. */
class TextFormTest {
  private static final String END =
      "end-1 ProfileElement ::= end : {end-header {identification 8}}";
  private static final Iccid ICCID = new Iccid("8988201000000000013");
  private static final Imsi IMSI = new Imsi("001017654321098");

  static Stream<Bytes> packages() {
    return Stream.of(MinimalProfile.octets(), BundledTemplate.load(), BundledTemplate.load(12_000));
  }

  @ParameterizedTest
  @MethodSource("packages")
  void readsBackWhatItHasWritten(Bytes upp) {
    var text = TextForm.writeWithKeys(upp);

    assertThat(TextForm.read(text).octets()).isEqualTo(upp);
    assertThat(TextForm.readFile(Bytes.wrap(text.getBytes(UTF_8))).octets()).isEqualTo(upp);
    assertThat(text).doesNotContain("::= '");
  }

  @Test
  void readsBackTheProfilesOfTs48() {
    assertThat(TestData.allTs48()).hasSize(4).allSatisfy(upp -> {
      var text = TextForm.writeWithKeys(upp);

      assertThat(TextForm.read(text).octets()).isEqualTo(upp);
      assertThat(text).doesNotContain("::= '"); // every element by its type
    });
  }

  @Test
  void writesAsTs48Does() {
    var text = TextForm.writeWithKeys(MinimalProfile.octets());

    assertThat(text).startsWith("""
            header-0 ProfileElement ::= header : {
              major-version 2,
              minor-version 3,
              profileType "euicc-tools example profile",
              iccid '89000123456789012341'H,
              eUICC-Mandatory-services {
                usim NULL
              },
              eUICC-Mandatory-GFSTEList {
                { 2 23 143 1 2 1 },
                { 2 23 143 1 2 4 }
              }
            }

            mf-1 ProfileElement ::= mf : {
              mf-header {
                mandated NULL,
                identification 2
              },
              templateID { 2 23 143 1 2 1 },
              mf {
                fileDescriptor : {
                  securityAttributesReferenced '2F0601'H,
                  pinStatusTemplateDO '010A0B'H
                }
              },
              ef-iccid {
                fileDescriptor : {
                  fileDescriptor '4121'H,
                  fileID '2FE2'H,
                  securityAttributesReferenced '2F0603'H,
                  shortEFID '10'H
                },
                fillFileContent : '98001032547698103214'H
              },
            """).contains("""
            akaParameter-6 ProfileElement ::= akaParameter : {
              aka-header {
                mandated NULL,
                identification 7
              },
              algoConfiguration algoParameter : {
                algorithmID milenage,
                algorithmOptions '02'H,
                key '000102030405060708090A0B0C0D0E0F'H,
                opc '00000000000000000000000000000000'H
              }
            }
            """).contains("keyReference secondPINAppl1,");
  }

  @Test
  void leavesHolesForSecrets() {
    var text = TextForm.write(BundledTemplate.load());

    assertThat(text)
        .contains("key '{KI}'H", "opc '{OPC}'H", "pinValue '{PIN1}'H", "pinValue '{PIN2}'H")
        .contains("pinValue '{ADM1}'H", "pukValue '{PUK1}'H", "pukValue '{PUK2}'H")
        .contains("keyData '{OTA_KEY}'H")
        .doesNotContain(hex("dummy-Ki-replace"), hex("dummyOPc-replace"), "30303030");
  }

  @Test
  void leavesOutSecretsThatNoSubscriberBrings() {
    var upp = MinimalProfile.octets();

    var text = TextForm.write(upp);

    assertThat(text).contains("'{LEFT_OUT:8}'H").doesNotContain("3636363636363636");
    assertThatExceptionOfType(TextFormException.class)
        .isThrownBy(() -> TextForm.read(text))
        .withMessageContaining("left out when this text was written");
  }

  @Test
  void hidesNoMoreOfTs48ThanItsSecrets() {
    var upp = TestData.ts48(TestData.NO_BER_TLV);

    var text = TextForm.write(upp);

    assertThat(text)
        .contains("key '{KI}'H", "algorithmID usim-test-algorithm", "'{LEFT_OUT:")
        .doesNotContain("000102030405060708090A0B0C0D0E0F");
  }

  @Test
  void makesATemplateOfATextWithHoles() {
    var text = TextForm.write(BundledTemplate.load())
        .replaceFirst("iccid '[0-9A-F]+'H", "iccid '{ICCID}'H")
        .replaceFirst(
            "(ef-iccid \\{[^']*'2F0603'H|ef-iccid \\{[^}]*}[^']*)'[0-9A-F]+'H", "$1'{ICCID}'H")
        .replaceFirst("(ef-imsi \\{[^}]*}[^']*)'[0-9A-F]+'H", "$1'{IMSI}'H")
        .replaceFirst("(ef-acc \\{[^}]*}[^']*)'[0-9A-F]+'H", "$1'{ACC}'H");

    var read = TextForm.read(text);
    var key = Secret.of(Bytes.fromHex("465B5CE8B199B49FAA5F0A2EE238A6BC"));
    var rendered =
        ProfileTemplate.of(read.octets()).render(SubscriberData.of(ICCID, IMSI, key, key));

    assertThat(read.holes())
        .extracting(Hole::name)
        .containsExactly(
            HoleName.ICCID,
            HoleName.ICCID,
            HoleName.PUK1,
            HoleName.PUK2,
            HoleName.PIN1,
            HoleName.ADM1,
            HoleName.IMSI,
            HoleName.ACC,
            HoleName.PIN2,
            HoleName.KI,
            HoleName.OPC,
            HoleName.OTA_KEY,
            HoleName.OTA_KEY,
            HoleName.OTA_KEY);
    assertThat(read.holes())
        .contains(
            new Hole(HoleName.IMSI, 4, "usim[4].ef-imsi.fillFileContent", 9),
            new Hole(HoleName.KI, 7, "akaParameter[7].algoConfiguration.algoParameter.key", 16));
    var facts = ProfilePackage.parse(rendered).facts();
    assertThat(facts.headerIccid()).contains(ICCID);
    assertThat(facts.efIccid()).contains(ICCID);
    assertThat(facts.imsis()).containsExactly(IMSI);
  }

  @Test
  void takesHolesAmongDigits() {
    var read = TextForm.read(usimWith("'{IMSI}'H") + isimWith("'80 0F {IMSI_TEXT} 40'H"));

    assertThat(read.octets().toString()).contains("800F" + hex("001019999999998") + "40");
    assertThat(read.holes())
        .containsExactly(
            new Hole(HoleName.IMSI, 0, "usim[0].ef-imsi.fillFileContent", 9),
            new Hole(HoleName.IMSI_TEXT, 1, "isim[1].ef-impi.fillFileContent", 15));
  }

  /** A dummy that nobody writes over would stand in every profile. */
  @Test
  void refusesHolesThatPersonalisationWouldNotFind() {
    var imsi = usimWith("'{ICCID}'H");
    var text = usimWith("'080910101032547698'H") + isimWith("'{IMSI_TEXT}'H");
    var aka = TextForm.write(BundledTemplate.load());

    refused(imsi, "a hole ICCID in usim[0].ef-imsi.fillFileContent (expected: in 'iccid')");
    refused(text, "a hole IMSI_TEXT in isim[1].ef-impi.fillFileContent and no hole IMSI");
    refused(
        aka.replace("'{KI}'H", "'" + "01".repeat(16) + "'H"),
        "keyData and no hole KI of as many octets");
    refused(
        aka.replace("'{OTA_KEY}'H", "'{OTA_KEY:32}'H"), "keyData and no hole KI of as many octets");
    refused(aka.replace("'{PIN2}'H", "'{PIN1}'H"), "(expected: in '.pinValue of keyReference 1')");
  }

  private static void refused(String text, String message) {
    assertThatExceptionOfType(TextFormException.class)
        .isThrownBy(() -> TextForm.read(text))
        .withMessageContaining(message);
  }

  private static String usimWith(String imsi) {
    return "u ProfileElement ::= usim : {usim-header {identification 1}, templateID {2 23}, adf-usim {},"
        + " ef-imsi {fillFileContent : " + imsi + "}, ef-arr {}, ef-ust {}, ef-spn {}, ef-est {},"
        + " ef-acc {}, ef-ecc {}}\n";
  }

  private static String isimWith(String impi) {
    return "i ProfileElement ::= isim : {isim-header {identification 2}, templateID {2 23}, adf-isim {},"
        + " ef-impi {fillFileContent : " + impi
        + "}, ef-impu {}, ef-domain {}, ef-ist {}, ef-arr {}}\n";
  }

  @Test
  void takesCommentsNamesOfArcsAndNumbersForNames() {
    var text = """
        -- a line -- x ProfileElement ::= akaParameter : { /* two
        lines */ aka-header { identification 1 }, -- to the end
        algoConfiguration algoParameter : { algorithmID 1, algorithmOptions ''H, key ''H, opc ''H } }
        """;
    var named = "y ProfileElement ::= nonStandard : {nonStandard-header {identification 1},"
        + " issuerID {joint-iso-itu-t(2) 999 x(3)}, content ''H}";

    assertThatExceptionOfType(TextFormException.class)
        .isThrownBy(() -> TextForm.read(text))
        .withMessage("line 3, column 69: 0 octets (expected: 1)");
    assertThat(TextForm.read(text.replace("Options ''H", "Options '00'H")).octets())
        .isEqualTo(Bytes.fromHex("A413A003810101A10CA10A800101810100820083 00".replace(" ", "")));
    assertThat(TextForm.read(named).octets())
        .isEqualTo(Bytes.fromHex("A90CA00381010181038837038200"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "~~ | line 1, column 1: the end (expected: a name, ProfileElement and ::=)",
        "x Profile ::= | line 1, column 3: 'Profile' (expected: ProfileElement)",
        "x ProfileElement = | line 1, column 18: '=' (expected: '::=')",
        "x ProfileElement ::= fish : | line 1, column 22: 'fish' (expected: one of header,",
        "x ProfileElement ::= end { | line 1, column 26: '{' (expected: ':')",
        "x ProfileElement ::= end : {} | line 1, column 29: '}' (expected: end-header of PE-End)",
        "x ProfileElement ::= end : {end-header {identification 32768}} "
            + "| line 1, column 56: '32768' (expected: 0 to 32767)",
        "x ProfileElement ::= end : {end-header {identification 99999999999999999999}} "
            + "| line 1, column 56: '99999999999999999999' (expected: 0 to 32767)",
        "x ProfileElement ::= end : {end-header {identification 1, mandated NULL}} "
            + "| line 1, column 59: 'mandated' (expected: the end of PEHeader, or one of its",
        "x ProfileElement ::= end : {end-header {identification 1,}} "
            + "| line 1, column 58: '}' (expected: a member behind the comma)",
        "x ProfileElement ::= end : {end-header {identification 1} | the end (expected: ',' or '}')",
        "x ProfileElement ::= end : {end-header {mandated 5, identification 1}} "
            + "| line 1, column 50: '5' (expected: NULL)",
        "x ProfileElement ::= header : {major-version '02'H} "
            + "| line 1, column 46: octets (expected: a number)",
        "x ProfileElement ::= header : {major-version 2, minor-version 3, iccid '01'H} "
            + "| line 1, column 72: 1 octets (expected: 10)",
        "x ProfileElement ::= header : {major-version 2, minor-version 3, iccid 'AB | do not end",
        "x ProfileElement ::= header : {major-version 2, minor-version 3, iccid 'AB'B | no H behind",
        "x ProfileElement ::= header : {major-version 2, minor-version 3, iccid 'ABC'H "
            + "| octets of an odd number of digits",
        "x ProfileElement ::= header : {major-version 2, minor-version 3, iccid 'AX'H "
            + "| octets with a sign that is no hex digit",
        "x ProfileElement ::= header : {major-version 2, minor-version 3, iccid '{IMSY}'H "
            + "| a hole without a known name (expected: ICCID, IMSI,",
        "x ProfileElement ::= header : {major-version 2, minor-version 3, iccid '{ICCID:9}'H "
            + "| a hole ICCID of 9 octets (expected: 10)",
        "x ProfileElement ::= header : {major-version 2, minor-version 3, iccid '{KI:x}'H "
            + "| a hole whose size is no number",
        "x ProfileElement ::= header : {major-version 2, minor-version 3, iccid '{KI'H "
            + "| a hole that does not end",
        "x ProfileElement ::= header : {major-version 2, minor-version 3, profileType \"ab "
            + "| a text that does not end in its line",
        "/* x | line 1, column 1: a comment that does not end",
        "x ProfileElement ::= '0102'H | octets that are not one element",
        "x ProfileElement ::= ''H | octets that are not one element",
        "x ProfileElement ::= 'AA00AA00'H | octets that are not one element",
        "x ProfileElement ::= '{KI}'H | a hole in an element of octets",
      })
  void saysWhereTheTextIsWrong(String text, String message) {
    assertThatExceptionOfType(TextFormException.class)
        .isThrownBy(() -> TextForm.read(text))
        .withMessageContaining(message);
  }

  @Test
  void namesTheLineOfAMistake() {
    var text = TextForm.writeWithKeys(BundledTemplate.load()).replace("ef-imsi {", "ef-imis {");
    var lines = List.of(text.split("\n"));
    int line = lines.indexOf("  ef-imis {") + 1;

    assertThatExceptionOfType(TextFormException.class)
        .isThrownBy(() -> TextForm.read(text))
        .withMessage("line %d, column 3: 'ef-imis' (expected: ef-imsi of PE-USIM)", line)
        .returns(line, TextFormException::line)
        .returns(3, TextFormException::column);
  }

  @Test
  void repeatsNoOctetsInAMessage() {
    var secret = "465B5CE8B199B49FAA5F0A2EE238A6B";

    assertThatExceptionOfType(TextFormException.class)
        .isThrownBy(() -> TextForm.read(
            "x ProfileElement ::= end : {end-header {identification '" + secret + "'H}}"))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("465B"));
    assertThat(TextForm.read(END).toString()).isEqualTo("Template[7 octets, 0 holes]");
  }

  /** A later version, BER of another length form, an INTEGER too long: the octets stay as they are. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "BF2205A003810101",
        "AA8107A0058000810108",
        "AA08A006800081020008",
        "AA09A00780008101088200",
        "A900",
        "AA07A0058000010108"
      })
  void keepsWhatIsNoValueOfItsTypeAsOctets(String element) {
    var upp = MinimalProfile.of(MinimalProfile.HEADER, element);

    var text = TextForm.writeWithKeys(upp);

    assertThat(text).contains("::= '" + element + "'H");
    assertThat(TextForm.read(text).octets()).isEqualTo(upp);
    assertThat(TextForm.write(upp))
        .contains("octets that are no DER of PEDefinitions")
        .doesNotContain("::= '");
  }

  @Test
  void refusesToWriteWhatIsNoPackage() {
    assertThatExceptionOfType(InvalidMessage.class)
        .isThrownBy(() -> TextForm.write(Bytes.fromHex("A5018A")));
  }

  @Test
  void refusesAFileThatIsNeitherDerNorText() {
    assertThatExceptionOfType(TextFormException.class)
        .isThrownBy(() -> TextForm.readFile(Bytes.fromHex("B0FF")))
        .withMessageContaining("neither DER that starts with A0 nor text in UTF-8");
    assertThat(TextForm.readFile(MinimalProfile.octets()).octets())
        .isEqualTo(MinimalProfile.octets());
    assertThatExceptionOfType(TextFormException.class)
        .isThrownBy(() -> TextForm.read(" ".repeat(4_000_001)))
        .withMessageContaining("more than 4000000 characters");
  }

  private static String hex(String ascii) {
    return Bytes.wrap(ascii.getBytes(US_ASCII)).toString();
  }
}
