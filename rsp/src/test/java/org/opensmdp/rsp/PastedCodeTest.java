package org.opensmdp.rsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Codes as people paste them: repaired where it is certain what was meant, refused with a lesson. */
class PastedCodeTest {
  private static final String PLAIN = "1$smdp.example.com$04386-AGYFT-A74Y8-3F815";

  @ParameterizedTest
  @ValueSource(
      strings = {
        PLAIN,
        "LPA:" + PLAIN,
        "LPA:" + PLAIN + "$$1",
        "LPA:" + PLAIN + "$2.999.10",
        "LPA:" + PLAIN + "$2.999.10$1",
        "LPA:1$smdp.example.com:8443$A-1",
        "LPA:1$smdp.example.com$"
      })
  void leavesGoodCodesAsTheyAre(String text) {
    var read = PastedCode.read(text);

    assertThat(read.repairs()).isEmpty();
    assertThat(read.code()).isEqualTo(ActivationCode.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " LPA:1$smdp\u200B.example.com$04386-AGYFT-A74Y8-3F815\n",
        "lpa:1$smdp.example.com$04386-agyft-a74y8-3f815",
        "LPA 1$smdp.example.com$04386-AGYFT-A74Y8-3F815",
        "'LPA:1$smdp.example.com$04386-AGYFT-A74Y8-3F815'",
        "\u201CLPA:1$smdp.example.com$04386-AGYFT-A74Y8-3F815\u201D",
        "LPA:1$smdp.example.com$04386-AGYFT-\r\n A74Y8-3F815",
        "LPA:1$smdp.example.com$04386\u2013AGYFT\u2013A74Y8\u20133F815",
        "LPA:1%24smdp.example.com%2404386-AGYFT-A74Y8-3F815",
        "LPA:1\\$smdp.example.com\\$04386-AGYFT-A74Y8-3F815",
        "LPA:1&#36;smdp.example.com&#36;04386-AGYFT-A74Y8-3F815",
        "LPA:1\uFF04smdp.example.com\uFF0404386-AGYFT-A74Y8-3F815",
        "LPA:1$https://smdp.example.com/$04386-AGYFT-A74Y8-3F815",
        "https://esimsetup.apple.com/esim_qrcode_provisioning?carddata=LPA:1$smdp.example.com$04386-AGYFT-A74Y8-3F815",
        "https://esimsetup.apple.com/esim_qrcode_provisioning?carddata=LPA%3A1%24smdp.example.com%2404386-AGYFT-A74Y8-3F815&x=1",
        "LPA:1$smdp.example.com$04386-AGYFT-A74Y8-3F815$$$future",
        "LPA:1$smdp.example.com$04386-AGYFT-A74Y8-3F815$$no"
      })
  void readsWhatWasMeantAndSaysWhatItRepaired(String text) {
    var read = PastedCode.read(text);

    assertThat(read.code().toString()).isEqualTo(PLAIN);
    assertThat(read.repairs()).isNotEmpty();
  }

  @Test
  void toleratesTrailingDollars() {
    assertThat(PastedCode.read(PLAIN + "$$").code()).hasToString(PLAIN);
  }

  @Test
  void movesAFlagThatStandsWhereTheOidBelongs() {
    var read = PastedCode.read("LPA:" + PLAIN + "$1");

    assertThat(read.code()).hasToString(PLAIN + "$$1");
    assertThat(read.repairs()).singleElement().asString().contains("OID");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                      | nothing here",
        "https://shop.example.com/my-esim        | web address",
        "LPA:1.example.com-04386-AGYFT           | single quotes",
        "04386-AGYFT-A74Y8-3F815                 | address of the SM-DP+ is missing",
        "smdp.example.com$04386-AGYFT            | 1$ at the beginning is missing",
        "LPA:2$smdp.example.com$04386-AGYFT      | begins with 1$",
        "LPA:1$smdp.example.com                  | after the address is missing",
        "LPA:1$$04386-AGYFT                      | address of the SM-DP+ is missing",
        "LPA:1$smdp,example,com$04386-AGYFT      | comma",
        "LPA:1$smdp.example.com/path$04386-AGYFT | path",
        "LPA:1$me@example.com$04386-AGYFT        | mail address",
        "LPA:1$smdp..example.com$04386-AGYFT     | two dots",
        "LPA:1$smdp(example.com$04386-AGYFT      | no host name",
        "LPA:1$smdp.example.com$04386/AGYFT      | A-Z, 0-9 and -",
        "LPA:1$smdp.example.com$A$here           | OID of the SM-DP+",
        "1!smdp.example.com!A                    | no $ in it",
        "https://x/?carddata=LPA%3                | cut off",
      })
  void refusesTheRestWithALesson(String text, String lesson) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> PastedCode.read(text))
        .withMessageContaining(lesson);
  }

  @Test
  void refusesWhatIsTooLong() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> PastedCode.read("1$smdp.example.com$" + "A".repeat(240)))
        .withMessageContaining("255");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> PastedCode.read("x".repeat(3_000)))
        .withMessageContaining("too long");
  }

  /** Whatever it is, it is a code or a refusal that says something. */
  @Property
  void neverFailsOtherwise(@ForAll String text) {
    try {
      assertThat(PastedCode.read(text).code().toString()).startsWith("1$");
    } catch (IllegalArgumentException e) {
      assertThat(e).message().isNotBlank();
    }
  }
}
