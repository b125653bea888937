package org.opensmdp.simulator.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

/** The description of an SM-DP+. */
class TargetFileTest {
  @Test
  void readsTheSampleThatIsPrinted() {
    var file = TargetFile.read(TargetFile.SAMPLE, "sample");

    assertThat(file.cards())
        .containsEntry(TargetFile.CardCurve.NIST, "pki/nist")
        .hasSize(2);
    assertThat(file.operator())
        .map(TargetFile.OperatorSection::requester)
        .hasValue("demo-operator");
    assertThat(file.secondOperator()).isEmpty();
    assertThat(file.profileTypes()).containsEntry(ProfileKind.PLAIN, "demo");
    assertThat(file.features()).contains(Feature.ES2PLUS).doesNotContain(Feature.SMDS);
  }

  @Test
  void namesLineAndKeyOfWhatCannotBeUsed() {
    refuses(
        "cards: {nist: a}\nprofile-types: {PLAIN: b}\nfeatures: [NIST]\nfeature: 1\n",
        "line 4",
        "'feature'");
    refuses("cards: {nist: a}\nprofile-types: {PLANE: b}\nfeatures: [NIST]\n", "line 2", "PLANE");
    refuses(
        "cards: {nist: a}\nprofile-types: {PLAIN: b}\nfeatures: [SPEED]\n", "line 3", "features");
    refuses("cards: {oval: a}\nprofile-types: {PLAIN: b}\nfeatures: []\n", "line 1", "cards");
    refuses("cards: {nist: a}\nfeatures: []\n", "file.yaml", "profile-types");
    refuses("cards: \"a\n", "not YAML", "file.yaml");
    refuses("cards: {nist: a}\ncards: {nist: b}\n", "line 2", "cards");
  }

  private static void refuses(String yaml, String... told) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TargetFile.read(yaml, "file.yaml"))
        .satisfies(e -> assertThat(e.getMessage()).contains(told));
  }
}
