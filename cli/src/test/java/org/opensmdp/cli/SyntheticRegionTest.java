package org.opensmdp.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

/** What {@code --region} takes, and what a failure is blamed on. */
class SyntheticRegionTest {
  @Test
  void readsANameAndAType() {
    assertThat(SyntheticRegion.parse("eu-1=probe=x"))
        .isEqualTo(new SyntheticRegion("eu-1", "probe=x"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "eu",
        "eu=",
        "=probe",
        "EU=probe",
        "e u=probe",
        "012345678901234567890123456789012=t"
      })
  void refusesWhatIsNoLabel(String text) {
    assertThatExceptionOfType(TypeConversionException.class)
        .isThrownBy(() -> SyntheticRegion.parse(text));
  }

  @Test
  void tellsAConnectionFromAFunction() {
    var lost = new IllegalStateException(new UncheckedIOException(new IOException("reset")));

    assertThat(SyntheticRound.blamed(lost)).isEqualTo(SyntheticOutcome.CONNECTION);
    assertThat(SyntheticRound.blamed(new IllegalStateException("8.1/6.1")))
        .isEqualTo(SyntheticOutcome.FUNCTION);
  }
}
