package org.opensmdp.simulator.conformance.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.simulator.conformance.Case;
import org.opensmdp.simulator.conformance.Fault;
import org.opensmdp.simulator.conformance.ServerAnswer;

/** What holds for every case of the suite, whoever wrote it: the report and the self-test rely on it. */
class AllCasesTest {
  private static final String ID =
      "(ES2\\+|ES9\\+)\\.[A-Za-z0-9]+_[0-9]{2,3}[a-z]?(_[A-Z][A-Za-z0-9]*)?";
  private static final int MOST_PURPOSE = 120;

  static Stream<Case> cases() {
    return AllCases.list().stream();
  }

  @Test
  void noTwoCasesHaveTheSameId() {
    var seen = new HashSet<String>();

    var twice = cases().map(Case::id).filter(id -> !seen.add(id)).toList();

    assertThat(twice).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void everyCaseHasAnIdInTheMannerOfSgp23(Case one) {
    assertThat(one.id()).matches(ID);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void everyCaseSaysWhatItIsFor(Case one) {
    assertThat(one.purpose()).isNotBlank().hasSizeLessThanOrEqualTo(MOST_PURPOSE);
    assertThat(one.requirement()).isNotBlank();
    assertThat(one.expected()).isNotBlank();
    assertThat(one.tags()).isNotEmpty().allMatch(tag -> tag.matches("[A-Za-z0-9+-]+"));
    assertThat(one.wires()).isNotEmpty();
  }

  /** A case that can only pass proves nothing. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void everyCaseNamesAFaultThatItFinds(Case one) {
    assertThat(one.faults()).isNotEmpty();
    assertThat(one.faults()).allSatisfy(fault -> {
      assertThat(fault.name()).isNotBlank();
      assertThat(fault.function()).matches("[A-Za-z0-9]+");
      assertThat(fault.nth()).isNotNegative();
    });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void noTwoFaultsOfACaseHaveTheSameName(Case one) {
    List<String> names =
        one.faults().stream().map(it -> it.function() + ": " + it.name()).toList();

    assertThat(names).doesNotHaveDuplicates();
  }

  /** Tags are how a lab chooses: the interface is always one. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void everyCaseIsTaggedWithItsInterface(Case one) {
    assertThat(one.tags()).containsAnyOf("es9plus", "es2plus");
  }

  /** A fault changes what it is given and nothing it is not: an answer without a body passes it. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void noFaultBreaksAtAnAnswerOfAnotherShape(Case one) {
    var empty = new ServerAnswer(204, Map.of(), Bytes.EMPTY);

    for (Fault fault : one.faults()) {
      if (!fault.function().equals(Faults.ASN1)) {
        assertThat(fault.change().apply(empty)).as(fault.name()).isNotNull();
      }
    }
  }
}
