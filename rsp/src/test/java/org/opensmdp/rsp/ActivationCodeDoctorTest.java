package org.opensmdp.rsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensmdp.rsp.CodeDiagnosis.Kind;

/** Broken activation codes: what is found, and what is made of them. */
class ActivationCodeDoctorTest {
  private static final String TOKEN = "04XB-6AGY-FTA7-4Y83-F815-0K1Q-7ZWV";
  private static final String GOOD = "LPA:1$smdp.example.com$" + TOKEN;

  private final ActivationCodeDoctor doctor =
      new ActivationCodeDoctor(Set.of("smdp.example.com", "localhost:8443"));

  /** {@code <T>} stands for a token, {@code <br>} for the end of a line. The last column: the mended code, "-" for none. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\'',
      value = {
        // the dollar signs
        "LPA:1smdp.example.com<T> ~ GUESSED ~ dollar signs were missing ~ LPA:1$smdp.example.com$<T>",
        "LPA:1 smdp.example.com <T> ~ GUESSED ~ dollar signs were missing ~ LPA:1$smdp.example.com$<T>",
        "LPA:1.example.com-6AGY-FTA7-4Y83-F815-0K1Q-7ZWV ~ WRONG ~ single quotes ~ -",
        "LPA:1\\$smdp.example.com\\$<T> ~ REPAIRED ~ backslashes ~ LPA:1$smdp.example.com$<T>",
        "LPA:1|smdp.example.com|<T> ~ GUESSED ~ had become ~ LPA:1$smdp.example.com$<T>",
        // letters
        "lpa:1$smdp.example.com$<t> ~ REPAIRED ~ capital letters ~ LPA:1$smdp.example.com$<T>",
        "LPA:1$smdp.example.com$O4XB-6AGY-FTA7-4Y83-F8I5-OKLQ-7ZWV ~ GUESSED ~ no letters I, L and O ~ LPA:1$smdp.example.com$<T>",
        "LPA:1$smdp.examp1e.com$<T> ~ GUESSED ~ probably smdp.example.com ~ LPA:1$smdp.example.com$<T>",
        "LPA:1$sdmp.example.com$<T> ~ GUESSED ~ probably smdp.example.com ~ LPA:1$smdp.example.com$<T>",
        "LPA:1$rsp.elsewhere.example$A-1 ~ NOTE ~ not one of ours ~ LPA:1$rsp.elsewhere.example$A-1",
        // around it
        "Your eSIM code is: LPA:1$smdp.example.com$<T><br>Thank you for travelling with us! ~ REPAIRED ~ words around ~ LPA:1$smdp.example.com$<T>",
        "LPA:1$smdp.example.com$04XB-6AGY-<br>  FTA7-4Y83-F815-0K1Q-7ZWV ~ REPAIRED ~ line ends inside ~ LPA:1$smdp.example.com$<T>",
        "(LPA:1$smdp.example.com$<T>). ~ REPAIRED ~ punctuation ~ LPA:1$smdp.example.com$<T>",
        "QR:LPA:1$smdp.example.com$<T> ~ REPAIRED ~ words around ~ LPA:1$smdp.example.com$<T>",
        "LPA:1$smdp.example.com$<T><br>LPA:1$smdp.example.com$A-2 ~ WRONG ~ 2 different codes ~ -",
        // the beginning
        "1$smdp.example.com$<T> ~ ~ ~ LPA:1$smdp.example.com$<T>",
        "LPA:smdp.example.com$<T> ~ GUESSED ~ 1$ in front ~ LPA:1$smdp.example.com$<T>",
        "LPA:$smdp.example.com$<T> ~ GUESSED ~ 1 in front ~ LPA:1$smdp.example.com$<T>",
        "LPA:l$smdp.example.com$<T> ~ GUESSED ~ digit 1 ~ LPA:1$smdp.example.com$<T>",
        // the parts behind
        "LPA:1$smdp.example.com$<T>$1 ~ REPAIRED ~ confirmation code ~ LPA:1$smdp.example.com$<T>$$1",
        "LPA:1$smdp.example.com$<T>$$ 1 ~ REPAIRED ~ line ends inside ~ LPA:1$smdp.example.com$<T>$$1",
        "LPA:1$smdp.example.com$<T>$2.999.10 ~ REPAIRED ~ OID was left out ~ LPA:1$smdp.example.com$<T>",
        "LPA:1$smdp.example.com$<T>$2.999.10$1 ~ REPAIRED ~ OID was left out ~ LPA:1$smdp.example.com$<T>$$1",
        // encodings
        "LPA%3A1%24smdp.example.com%24<T> ~ REPAIRED ~ percent signs ~ LPA:1$smdp.example.com$<T>",
        "https://esimsetup.apple.com/esim_qrcode_provisioning?carddata=LPA:1$smdp.example.com$<T> ~ REPAIRED ~ out of a link ~ LPA:1$smdp.example.com$<T>",
        "Tap https://esimsetup.apple.com/esim_qrcode_provisioning?carddata=LPA%3A1%24smdp.example.com%24<T>&x=1 now ~ REPAIRED ~ out of a link ~ LPA:1$smdp.example.com$<T>",
        "ＬＰＡ：１＄ｓｍｄｐ．ｅｘａｍｐｌｅ．ｃｏｍ＄<T> ~ REPAIRED ~ full width ~ LPA:1$smdp.example.com$<T>",
        // the address
        "LPA:1$https://smdp.example.com/$<T> ~ REPAIRED ~ without https ~ LPA:1$smdp.example.com$<T>",
        "LPA:1$smdp.example.com:443$<T> ~ REPAIRED ~ port was left out ~ LPA:1$smdp.example.com$<T>",
        "LPA:1$smdp.example.com ~ NOTE ~ no matchingId ~ LPA:1$smdp.example.com$",
        "LPA:1$localhost:8443$A-1 ~ ~ ~ LPA:1$localhost:8443$A-1",
        "LPA:1$rsp.elsewhere.example:8443$A-1 ~ NOTE ~ names a port ~ LPA:1$rsp.elsewhere.example:8443$A-1",
        // beyond help
        "LPA:1$smdp.example.com$04XB-6AGY-FTA7 ~ NOTE ~ cut off ~ LPA:1$smdp.example.com$04XB-6AGY-FTA7",
        "smdp.example.com ~ WRONG ~ no $ in it ~ -",
        "<T> ~ WRONG ~ matchingId alone ~ -",
        "' ' ~ WRONG ~ nothing here ~ -",
      })
  void findsWhatIsWrongAndMendsIt(String pasted, String kind, String found, String mended) {
    var said = doctor.examine(real(pasted));

    if (kind == null) {
      assertThat(said.findings()).isEmpty();
    } else {
      assertThat(said.findings()).anySatisfy(finding -> {
        assertThat(finding.kind()).isEqualTo(Kind.valueOf(kind));
        assertThat(finding.text()).contains(found);
      });
    }
    assertThat(said.mended().map(ActivationCode::toUri).orElse("-")).isEqualTo(real(mended));
  }

  private static String real(String text) {
    return text.replace("<br>", "\n")
        .replace("<T>", TOKEN)
        .replace("<t>", TOKEN.toLowerCase(Locale.ROOT));
  }

  @ParameterizedTest
  @ValueSource(strings = {GOOD, GOOD + "$$1", "  " + GOOD + "\n"})
  void findsNothingInGoodCodes(String text) {
    var said = doctor.examine(text);

    assertThat(said.findings()).isEmpty();
    assertThat(said.isCertain()).isTrue();
  }

  @Test
  void tellsTheSureFromTheLikely() {
    assertThat(doctor.examine("lpa:" + GOOD.substring(4)).isCertain()).isTrue();
    assertThat(doctor.examine(GOOD.replace("example", "exampel")).isCertain()).isFalse();
    assertThat(doctor.examine("").isCertain()).isFalse();
  }

  @Test
  void guessesNothingOfServersItDoesNotKnow() {
    var stranger = new ActivationCodeDoctor(Set.of());
    var said = stranger.examine("LPA:1$smdp.examp1e.com$O4XB-6AGY-FTA7-4Y83-F8I5-OKLQ-7ZWV");

    assertThat(said.findings()).isEmpty();
    assertThat(said.mended()).isPresent();
  }

  @Test
  void takesTheSameCodeTwiceForOne() {
    assertThat(doctor.examine(GOOD + " " + GOOD).mended())
        .map(ActivationCode::toUri)
        .hasValue(GOOD);
  }

  @Test
  void refusesWhatIsFarTooLong() {
    assertThat(doctor.examine("LPA:1$".repeat(100_000)).findings())
        .singleElement()
        .returns(Kind.WRONG, CodeDiagnosis.Finding::kind);
  }

  /** Whatever it is: a code that can be read strictly, or a finding that says something. */
  @Property
  void alwaysSaysSomethingSound(@ForAll String text) {
    var said = doctor.examine("LPA:1$" + text);

    said.mended()
        .ifPresentOrElse(
            code -> assertThat(ActivationCode.parse(code.toUri())).isEqualTo(code),
            () -> assertThat(said.findings()).anyMatch(it -> it.kind() == Kind.WRONG));
    assertThat(said.findings()).allSatisfy(it -> assertThat(it.text()).isNotBlank());
  }
}
