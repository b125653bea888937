package org.opensmdp.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.ProfileClass;

/** What a lint says of templates that are in order, and of octets that are none. */
class LintTest {
  private static final LintTerms TEST = LintTerms.of(ProfileClass.TEST);
  private static final LintTerms OPERATIONAL = LintTerms.of(ProfileClass.OPERATIONAL);

  @Test
  void findsNoErrorInTheTs48Profiles() {
    assertThat(TestData.allTs48()).isNotEmpty().allSatisfy(octets -> {
      assertThat(errors(Lint.template(octets, Holes.NONE, TEST))).isEmpty();
    });
  }

  @Test
  void findsNoErrorInTheBundledTemplate() {
    assertThat(errors(Lint.template(BundledTemplate.load(), Holes.NONE, OPERATIONAL)))
        .isEmpty();
  }

  private static List<Finding> errors(List<Finding> found) {
    return found.stream().filter(it -> it.severity() == Severity.ERROR).toList();
  }

  @Test
  void namesTheElementThatCannotBeRead() {
    var torn = Bytes.fromHex(MinimalProfile.HEADER + "B081");

    assertThat(Lint.upp(torn, TEST)).extracting(Finding::rule).containsExactly(LintRule.READABLE);
  }
}
