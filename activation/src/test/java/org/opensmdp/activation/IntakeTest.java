package org.opensmdp.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.opensmdp.activation.ProfileType.Protection;
import org.opensmdp.profile.BundledTemplate;
import org.opensmdp.profile.Finding;
import org.opensmdp.profile.Holes;
import org.opensmdp.profile.LintRule;
import org.opensmdp.profile.ProfileTemplate;
import org.opensmdp.profile.Severity;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Iccid;

/** What comes into stock, checked against itself first. */
class IntakeTest {
  private final InMemoryStore store = new InMemoryStore();
  private final Intake intake = new Intake(store.inventory());
  private final ProfileType type = store
      .inventory()
      .add(SampleStock.sample(
          SampleStock.operator(store, "Operator"), "intake", Protection.SESSION_KEYS));

  @Test
  void takesATemplateWhoseProfilesHoldTogether() {
    long version = intake.version(type, BundledTemplate.load());

    assertThat(store.versions().template(version)).contains(BundledTemplate.load());
  }

  @Test
  void refusesATemplateWithAnErrorAndNamesIt() {
    var octets = BundledTemplate.load();
    var torn = octets.slice(0, octets.size() - 9);

    assertThatExceptionOfType(LintRefusal.class)
        .isThrownBy(() -> intake.version(type, torn))
        .withMessageContaining("last element (expected: end as the last)")
        .satisfies(refusal ->
            assertThat(refusal.findings()).extracting(Finding::rule).contains(LintRule.END_LAST));
    assertThat(store.versions().list(type)).isEmpty();
  }

  @Test
  void keepsTheWarningsWithTheVersion() {
    var candidate = new NewVersion(
        BundledTemplate.load(), Holes.NONE, VersionState.CANDIDATE, "admin", "", List.of());

    intake.version(type, candidate);

    assertThat(store.versions().list(type)).singleElement().satisfies(version -> {
      assertThat(version.state()).isEqualTo(VersionState.CANDIDATE);
      assertThat(version.findings())
          .extracting(Finding::severity)
          .isNotEmpty()
          .containsOnly(Severity.WARNING);
    });
  }

  @Test
  void takesAReadyPackageUnderTheIccidItNames() {
    var subscriber = SampleStock.subscriber(7);

    var iccid = intake.readyPackage(type, package7());

    assertThat(iccid).isEqualTo(subscriber.iccid());
    assertThat(store.profiles().find(iccid).orElseThrow().profile())
        .isInstanceOf(Profile.Available.class);
  }

  @Test
  void refusesAPackageWhoseFilesNameAnotherIccidThanItsHeader() {
    var other = Iccid.withCheckDigit("890010199999999999");
    var torn = replaced(package7(), SampleStock.subscriber(7).iccid().swapped(), other.swapped());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> intake.readyPackage(type, torn))
        .withMessageContaining("the package does not hold together")
        .withMessageContaining(other.digits());
    assertThat(store.profiles().find(SampleStock.subscriber(7).iccid())).isEmpty();
  }

  private static Bytes package7() {
    return ProfileTemplate.of(BundledTemplate.load()).render(SampleStock.subscriber(7));
  }

  private static Bytes replaced(Bytes octets, Bytes old, Bytes fresh) {
    return Bytes.fromHex(octets.toString().replace(old.toString(), fresh.toString()));
  }
}
