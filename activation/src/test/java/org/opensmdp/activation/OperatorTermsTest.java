package org.opensmdp.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.Imsi;

/** What an operator may own. */
class OperatorTermsTest {
  private static final OperatorTerms TERMS = new OperatorTerms(
      Set.of("894901", "8944"), Set.of("26201", "310410"), Optional.of(60), Duration.ofDays(1));

  @Test
  void ownsWhatBeginsWithOneOfItsPrefixes() {
    assertThat(TERMS.owns(Iccid.withCheckDigit("894901900000000001"))).isTrue();
    assertThat(TERMS.owns(Iccid.withCheckDigit("894410900000000001"))).isTrue();
    assertThat(TERMS.owns(Iccid.withCheckDigit("894902900000000001"))).isFalse();
  }

  @Test
  void ownsImsisOfItsNetworks() {
    assertThat(TERMS.owns(new Imsi("262019999000001"))).isTrue();
    assertThat(TERMS.owns(new Imsi("310410999000001"))).isTrue();
    assertThat(TERMS.owns(new Imsi("310411999000001"))).isFalse();
  }

  @Test
  void ownsEverythingWhereNothingIsListed() {
    assertThat(OperatorTerms.NONE.owns(Iccid.withCheckDigit("894902900000000001")))
        .isTrue();
    assertThat(OperatorTerms.NONE.owns(new Imsi("001010000000001"))).isTrue();
  }

  @Test
  void refusesListsThatNoNumberCanMeet() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new OperatorTerms(Set.of("4901"), Set.of(), Optional.empty(), Duration.ZERO))
        .withMessageContaining("iccidPrefixes");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new OperatorTerms(Set.of(), Set.of("2620"), Optional.empty(), Duration.ZERO))
        .withMessageContaining("networks");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OperatorTerms(Set.of(), Set.of(), Optional.of(0), Duration.ZERO))
        .withMessageContaining("callsPerMinute");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new OperatorTerms(Set.of(), Set.of(), Optional.empty(), Duration.ofSeconds(-1)))
        .withMessageContaining("quarantine");
  }
}
