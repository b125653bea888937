package org.opensmdp.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.opensmdp.profile.VersionDiff.Change;
import org.opensmdp.profile.VersionDiff.Kind;
import org.opensmdp.rsp.Bytes;

/** Two versions against each other, by element, file and field. */
class VersionDiffTest {
  private static final Bytes OLDER = BundledTemplate.load();

  private static VersionDiff diff(UnaryOperator<TemplateEdit> edit) {
    return VersionDiff.of(OLDER, edit.apply(TemplateEdit.of(OLDER)).octets());
  }

  @Test
  void findsNothingBetweenTheSame() {
    assertThat(VersionDiff.of(OLDER, OLDER).changes()).isEmpty();
  }

  @Test
  void namesTheFileAndTheOctetsThatChanged() {
    assertThat(diff(t -> t.set("usim/ef-ad/83", "00000003")).changes())
        .containsExactly(new Change(Kind.CHANGED, "usim[4]", "ef-ad.content", 3, "02", "03"));
  }

  @Test
  void namesTheFieldOfADescriptor() {
    assertThat(diff(t -> t.set("opt-usim/ef-li/A1/8B", "6F0602")).changes())
        .containsExactly(
            new Change(Kind.CHANGED, "opt-usim[5]", "ef-li.descriptor.8B", 2, "01", "02"));
  }

  @Test
  void namesElementsAndFilesThatCameAndWent() {
    assertThat(diff(t -> t.remove("securityDomain").repeat("opt-usim").remove("usim/ef-fplmn"))
            .changes())
        .extracting(Change::toString)
        .containsExactly(
            "removed securityDomain[8]", "added opt-usim[6]", "removed usim[4].ef-fplmn");
  }

  @Test
  void tellsOfKeysAndCodesOnlyThatTheyDiffer() {
    var secret = "9F1B4C0D77E21A3355C8E6017A9B2D44";
    var changed = diff(t -> t.set("akaParameter/A1/A1/82", secret)
        .set("securityDomain/A2/30/30/30/86", secret)
        .set("pinCodes/A1/A0/30/81", "39383736FFFFFFFF")
        .set("pukCodes/A1/30/81", "3938373635343332"));

    assertThat(changed.changes()).hasSize(4).allSatisfy(it -> {
      assertThat(it.after()).isEqualTo("[secret, differs]");
      assertThat(it.before()).isEqualTo("[secret]");
    });
    assertThat(changed.toString()).doesNotContain(secret, "39383736");
  }

  @Test
  void seesAnElementInAnotherPlace() {
    assertThat(diff(t -> t.move("pukCodes", 3)).changes())
        .extracting(Change::toString)
        .containsExactly("moved pinCodes[2]");
  }
}
