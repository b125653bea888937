package org.opensmdp.profile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The names phones show, counted in octets of UTF-8. */
class DisplayNameTest {
  private static final String ACCENT = "e\u0301"; // e and an acute accent that joins it: 3 octets
  private static final String FAMILY =
      "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67"; // 18 octets

  @Test
  void takesNamesUpToTheirLastOctet() {
    assertThat(DisplayName.SERVICE_PROVIDER.checked("a".repeat(32))).hasSize(32);
    assertThat(DisplayName.PROFILE.checked("\u0416".repeat(32))).hasSize(32);
  }

  @Test
  void refusesANameThatIsTooLongWithItsCount() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DisplayName.SERVICE_PROVIDER.checked("\u0416".repeat(17)))
        .withMessage("serviceProviderName: 34 octets of UTF-8 (expected: 1 to 32); it can be cut");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DisplayName.PROFILE.checked("a".repeat(65)))
        .withMessage("profileName: 65 octets of UTF-8 (expected: 1 to 64); it can be cut");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\nb", "a\u0000", "\uD83D", "a\uDC68b"})
  void refusesWhatNobodyCanRead(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DisplayName.PROFILE.checked(name))
        .withMessageStartingWith("profileName: ");
  }

  @Test
  void leavesANameThatFits() {
    assertThat(DisplayName.PROFILE.cut("Plan " + ACCENT)).isEqualTo("Plan " + ACCENT);
  }

  @Test
  void cutsBetweenCharactersOnly() {
    var cyrillic = DisplayName.SERVICE_PROVIDER.cut("a" + "\u0416".repeat(20));
    var accents = DisplayName.SERVICE_PROVIDER.cut(ACCENT.repeat(20));
    var families = DisplayName.SERVICE_PROVIDER.cut("a" + FAMILY.repeat(2));
    var pair = DisplayName.SERVICE_PROVIDER.cut("a".repeat(31) + "\uD83D\uDC68");

    assertThat(cyrillic).isEqualTo("a" + "\u0416".repeat(15));
    assertThat(accents).isEqualTo(ACCENT.repeat(10));
    assertThat(families).isEqualTo("a" + FAMILY);
    assertThat(pair).isEqualTo("a".repeat(31));
  }

  @Test
  void leavesNoBlankAtTheEndOfWhatIsCut() {
    assertThat(DisplayName.SERVICE_PROVIDER.cut("a".repeat(31) + " tail"))
        .isEqualTo("a".repeat(31));
  }

  /** One character of more octets than a name may have: nothing of it can be shown. */
  @Test
  void leavesNothingOfACharacterThatIsTooLong() {
    var stack = "e" + "\u0301".repeat(100_000);

    assertThat(DisplayName.PROFILE.cut(stack)).isEmpty();
  }

  @Test
  void cutsEveryLengthToANameThatFits() {
    var text = (ACCENT + FAMILY + "\u0416 b").repeat(8);

    for (int end = 0; end <= text.length(); end++) {
      var cut = DisplayName.PROFILE.cut(text.substring(0, end));
      assertThat(cut.getBytes(UTF_8).length).isLessThanOrEqualTo(64);
      assertThat(text).startsWith(cut);
    }
  }
}
