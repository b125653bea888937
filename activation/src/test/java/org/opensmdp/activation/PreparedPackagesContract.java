package org.opensmdp.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensmdp.activation.SampleSteps.NOW;
import static org.opensmdp.activation.SampleSteps.binding;
import static org.opensmdp.activation.SampleSteps.digest;
import static org.opensmdp.activation.SampleSteps.event;
import static org.opensmdp.activation.SampleSteps.order;
import static org.opensmdp.activation.SampleSteps.refused;
import static org.opensmdp.activation.SampleSteps.told;
import static org.opensmdp.activation.SampleSteps.transaction;
import static org.opensmdp.activation.SampleStock.CARD;
import static org.opensmdp.activation.SampleStock.iccid;

import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opensmdp.activation.Notifications.Origin;
import org.opensmdp.activation.ProfileType.Protection;
import org.opensmdp.activation.ProfileType.Rebinding;
import org.opensmdp.activation.Profiles.Moved;
import org.opensmdp.crypto.Binding;
import org.opensmdp.crypto.BspKeys;
import org.opensmdp.crypto.ProfileProtection;
import org.opensmdp.profile.BundledTemplate;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.rsp.NotificationEvent;
import org.opensmdp.rsp.Secret;
import org.opensmdp.rsp.StatusCode;

/** What every store does with packages that are protected ahead, and with the policy of their type. */
public abstract class PreparedPackagesContract {
  private static final Iccid ONE = iccid(1);
  private static final MatchingId TOKEN = new MatchingId("TOKEN-1");

  private TestStore store;
  private ProfileType type;
  private SampleSteps steps;

  /** Returns a store with nothing in it. */
  protected abstract TestStore freshStore();

  @BeforeEach
  void fill() {
    store = freshStore();
    var operator = SampleStock.operator(store, "Operator");
    type = SampleStock.type(
        store,
        SampleStock.sample(operator, "Ahead", Protection.PROFILE_KEYS).with(Rebinding.REFUSE),
        1,
        2);
    steps = new SampleSteps(store);
  }

  @Test
  void keepsThePolicyOfAType() {
    assertThat(type.rebinding()).isEqualTo(Rebinding.REFUSE);
    assertThat(store.profiles().findType("Ahead")).contains(type);
    assertThat(store.inventory().findType("Ahead")).contains(type);
    assertThat(store.profiles().find(ONE).orElseThrow().type()).isEqualTo(type);
  }

  @Test
  void findsWhatAPackageWouldBeMadeOf() {
    long newest = store.inventory().addStableVersion(type, BundledTemplate.load(3_000));
    var ready = Secret.of(Bytes.fromHex("A0030201AA"));
    store.inventory().addStock(type, iccid(60), Optional.empty(), SampleStock.NEEDED, ready);

    assertThat(store.profiles().findMaterial(ONE))
        .contains(new ProfileMaterial.Personalised(newest, SampleStock.subscriber(1)));
    assertThat(store.profiles().findMaterial(iccid(60)))
        .contains(new ProfileMaterial.ReadyMade(ready, Optional.empty()));
    assertThat(store.profiles().findMaterial(iccid(99))).isEmpty();
  }

  @Test
  void keepsThePackageThatWasPreparedAtTheRelease() {
    var released = release(Optional.of(prepared(1)));

    assertThat(found(steps.begin(1, released, CARD))).contains(prepared(1));
  }

  @Test
  void hasNothingPreparedWhereNothingWas() {
    assertThat(found(steps.begin(1, release(Optional.empty()), CARD))).isEmpty();
  }

  @Test
  void keepsThePackageThatWasPreparedAtTheBinding() {
    steps.begin(1, release(Optional.empty()), CARD);

    bind(1, Optional.of(prepared(1)));

    assertThat(found()).contains(prepared(1));
  }

  @Test
  void replacesThePackageOfAnotherVersionAlsoOnceItWasDelivered() {
    steps.begin(1, release(Optional.of(prepared(1))), CARD);
    bind(1, Optional.empty());
    assertThat(found()).contains(prepared(1));

    bind(2, Optional.of(prepared(2)));

    assertThat(found()).contains(prepared(2));
  }

  @Test
  void keepsABindingWithThePackageThatWasPreparedForIt() {
    steps.begin(1, release(Optional.of(prepared(1))), CARD);
    var download = store.downloads().find(transaction(1)).orElseThrow();
    var sample = binding(1);
    var bound = new Binding(
        sample.euiccOtpk(),
        sample.smdpOtpk(),
        sample.hostId(),
        sample.head(),
        Optional.of(prepared(1).protection().protectedSegments()));

    assertThat(steps.bind(1, download, bound)).isTrue();

    assertThat(store.downloads().find(transaction(1)).orElseThrow().binding()).contains(bound);
  }

  @Test
  void keepsItThroughSessionsAndWrongCodes() {
    var claimed = steps.begin(1, release(Optional.of(prepared(1))), CARD);
    var read = store.downloads().findSession(transaction(1)).orElseThrow();
    var wrong = claimed.wrongCode();
    store
        .downloads()
        .refuseInSession(
            (RspSession.Open) read.session(), refused(5), claimed, wrong, told(1, claimed, wrong));

    steps.begin(2, wrong, CARD);

    assertThat(store.downloads().find(transaction(2)).orElseThrow().prepared())
        .contains(prepared(1));
  }

  @Test
  void givesEveryReaderKeysOfItsOwnToErase() {
    steps.begin(1, release(Optional.of(prepared(1))), CARD);

    store.downloads().find(transaction(1)).orElseThrow().close();

    assertThat(found()).contains(prepared(1));
  }

  @Test
  void erasesItWithACancellationForGood() {
    var claimed = steps.begin(1, release(Optional.of(prepared(1))), CARD);
    var read = store.downloads().findSession(transaction(1)).orElseThrow();
    var failed = claimed.failed(StatusCode.DOWNLOAD_ORDER_REFUSED);

    store
        .downloads()
        .close(
            (RspSession.Open) read.session(),
            Bytes.fromHex("BF41"),
            claimed,
            failed,
            told(1, claimed, failed));

    assertThat(found()).isEmpty();
  }

  @Test
  void erasesItWithTheLastWrongCode() {
    var claimed = steps.begin(1, release(Optional.of(prepared(1))), CARD);
    var read = store.downloads().findSession(transaction(1)).orElseThrow();
    var failed = claimed.failed(StatusCode.CONFIRMATION_CODE_ATTEMPTS_EXCEEDED);

    store
        .downloads()
        .refuseInSession(
            (RspSession.Open) read.session(),
            refused(5),
            claimed,
            failed,
            told(1, claimed, failed));

    assertThat(found()).isEmpty();
  }

  @Test
  void erasesItWhenTheLimitsOfTheOrderAreReached() {
    var claimed = steps.begin(1, release(Optional.of(prepared(1))), CARD);
    var failed = claimed.failed(StatusCode.DOWNLOAD_ATTEMPTS_EXCEEDED);

    store.downloads().fail(transaction(2), claimed, failed, told(2, claimed, failed));

    assertThat(found()).isEmpty();
  }

  @Test
  void erasesItWhenTheProfileIsInstalled() {
    steps.begin(1, release(Optional.of(prepared(1))), CARD);
    bind(1, Optional.empty());
    var read = store.downloads().findSession(transaction(1)).orElseThrow();
    var installed = ((Profile.Downloaded) read.profile()).installed();
    var report = store.notifications().store(Bytes.fromHex("BF37"), NOW).orElseThrow();
    var origin = new Origin(CARD, 1, Optional.of(NotificationEvent.INSTALL), "smdp.example");

    store
        .notifications()
        .accept(
            report, origin, read, installed, Optional.empty(), told(9, read.profile(), installed));

    assertThat(store.profiles().find(ONE).orElseThrow().profile()).isEqualTo(installed);
    assertThat(found()).isEmpty();
  }

  @Test
  void givesTheNextOrderNothingThatWasPreparedForTheOneBefore() {
    var released = release(Optional.of(prepared(1)));
    steps.move(released, released.returnedToStock());

    var again = steps.release(ONE, order(Optional.empty(), TOKEN));

    assertThat(found(steps.begin(1, again, CARD))).isEmpty();
  }

  @Test
  void keepsNothingForAMoveThatComesTooLate() {
    var released = release(Optional.empty());
    var late = new Profile.Confirmed(ONE, released.order());

    var moved = store
        .profiles()
        .move(
            late, late.released(), digest(8), event(8), Optional.of(prepared(1)), Optional.empty());

    assertThat(moved).isEqualTo(Moved.CHANGED_MEANWHILE);
    assertThat(found(steps.begin(1, released, CARD))).isEmpty();
  }

  private Profile.Released release(Optional<PreparedPackage> prepared) {
    var available = new Profile.Available(ONE);
    var allocated = steps.move(available, available.allocated());
    var released = allocated.released(order(Optional.empty(), TOKEN));
    var moved = store
        .profiles()
        .move(
            allocated,
            released,
            digest(9),
            event(9).moving(allocated, released),
            prepared,
            Optional.empty());
    assertThat(moved).isEqualTo(Moved.DONE);
    return released;
  }

  private void bind(int bindingNumber, Optional<PreparedPackage> prepared) {
    var download = store.downloads().find(transaction(1)).orElseThrow();
    assertThat(steps.bind(1, download, binding(bindingNumber), prepared)).isTrue();
  }

  private Optional<PreparedPackage> found(Profile.Downloadable begun) {
    assertThat(begun.iccid()).isEqualTo(ONE);
    return found();
  }

  private Optional<PreparedPackage> found() {
    return store.downloads().find(transaction(1)).orElseThrow().prepared();
  }

  private static PreparedPackage prepared(int number) {
    var keys = new BspKeys(
        digest(number).slice(0, 16),
        Secret.of(digest(number).slice(16, 32)),
        Secret.of(digest(number + 1).slice(0, 16)));
    var upp = Bytes.wrap(new byte[2_500 + number]);
    return new PreparedPackage(number, ProfileProtection.protect(upp, keys));
  }
}
