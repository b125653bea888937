package org.opensmdp.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.opensmdp.activation.ProfileType.Protection;
import org.opensmdp.profile.BundledTemplate;
import org.opensmdp.profile.ProfileTemplate;
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
