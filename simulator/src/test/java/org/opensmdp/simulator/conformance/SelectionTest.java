package org.opensmdp.simulator.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.opensmdp.crypto.Curve;
import org.opensmdp.simulator.conformance.cases.AllCases;

/** Which cases are chosen. */
class SelectionTest {
  private final List<Case> cases = List.of(
      Suites.once("ES9+.AuthenticateClient_01", trial -> {}),
      Suites.once("ES9+.AuthenticateClient_02", trial -> {}),
      Suites.once("ES2+.ConfirmOrder_01", trial -> {}),
      Case.of("ES9+.Nominal_01", "On all wires").tags("es9plus").run(trial -> {}));

  @Test
  void choosesAllIfNothingIsAsked() {
    assertThat(Selection.ALL.of(cases)).isEqualTo(cases);
  }

  @Test
  void choosesByIdWithStarsAndTakesOtherSignsAsTheyAre() {
    assertThat(ids("es9+.auth*"))
        .containsExactly("ES9+.AuthenticateClient_01", "ES9+.AuthenticateClient_02");
    assertThat(ids("*_01")).hasSize(3);
    assertThat(ids("ES9..Nominal_01")).isEmpty();
    assertThat(ids("ES2+.ConfirmOrder_01", "*Nominal*")).hasSize(2);
    assertThat(ids("ES9+.AuthenticateClient_0")).isEmpty();
  }

  @Test
  void choosesByTagBindingAndCurve() {
    var tagged = new Selection(
        List.of(), List.of("es9plus"), Optional.of(Binding.ASN1), Optional.of(Curve.NIST_P256));

    var runs = tagged.of(cases, Suites.target());

    assertThat(runs)
        .extracting(PlannedRun::toString)
        .containsExactly(
            "ES9+.AuthenticateClient_01",
            "ES9+.AuthenticateClient_02",
            "ES9+.Nominal_01 on asn1-nist");
  }

  @Test
  void everyCaseOfTheSuiteHasAnIdOfItsOwnARequirementAndAFaultItFinds() {
    assertThat(AllCases.list()).isNotEmpty().doesNotHaveDuplicates().allSatisfy(it -> {
      assertThat(it.id()).matches("ES(9|2)\\+\\.[A-Za-z0-9]+_.+");
      assertThat(it.requirement()).as(it.id()).isNotBlank();
      assertThat(it.tags()).as(it.id()).isNotEmpty();
      assertThat(it.faults()).as(it.id()).isNotEmpty();
    });
    assertThat(AllCases.list()).extracting(Case::id).doesNotHaveDuplicates();
  }

  private List<String> ids(String... globs) {
    return Selection.ofIds(List.of(globs)).of(cases).stream().map(Case::id).toList();
  }
}
