package org.opensmdp.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.opensmdp.activation.ActivationEvent;
import org.opensmdp.activation.Caller;
import org.opensmdp.activation.Care;
import org.opensmdp.activation.Care.CrossedIdentity;
import org.opensmdp.activation.Care.Kind;
import org.opensmdp.activation.CrossedIdentities;
import org.opensmdp.activation.DownloadOrder;
import org.opensmdp.activation.HandoffChecks;
import org.opensmdp.activation.HandoffObserver;
import org.opensmdp.activation.LiftQuarantine;
import org.opensmdp.activation.Operator;
import org.opensmdp.activation.OrderAge;
import org.opensmdp.activation.OrderAge.Action;
import org.opensmdp.activation.Profile;
import org.opensmdp.activation.ProfileState;
import org.opensmdp.activation.ProfileType;
import org.opensmdp.activation.ReArm;
import org.opensmdp.activation.Releases;
import org.opensmdp.activation.SmdsRegistration;
import org.opensmdp.activation.StuckOrders;
import org.opensmdp.activation.Templates;
import org.opensmdp.profile.BundledTemplate;
import org.opensmdp.profile.MetadataTexts;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.ProfileClass;
import org.opensmdp.rsp.RspException;
import org.opensmdp.rsp.StatusCode;

/** Care for orders that stand still, come again or contradict each other, with PostgreSQL behind. */
class JooqCareIT {
  @RegisterExtension
  static final DatabaseOfTheClass DATABASE = new DatabaseOfTheClass();

  private static final Iccid ONE = Samples.iccid(1);
  private static final Eid OTHER_CARD = Eid.withCheckDigits("890490320011223344556677889902");
  private static final Instant SOON = Samples.NOW.plusSeconds(60);

  private Stores stores;
  private Care care;
  private ProfileType type;

  @BeforeEach
  void fill() {
    stores = DATABASE.emptied().stores();
    care = stores.care();
    type = stocked();
  }

  @Test
  void tellsOfAnOldOrderOnceForTheStateItIsIn() {
    Samples.release(stores, 1);
    var later = Samples.NOW.plus(Duration.ofDays(91).plusHours(1));

    int first = stuckOrders(later).run(10);

    assertThat(first).isEqualTo(1);
    assertThat(stuckOrders(later.plusSeconds(60)).run(10)).isZero();
    assertThat(state(ONE)).isEqualTo(ProfileState.RELEASED);
    assertThat(lastEvent(ONE).function()).isEqualTo("StuckOrder");
    assertThat(lastEvent(ONE).detail()).isEqualTo("released for 91 days (at most: 90 days)");
    assertThat(care.countOverAge(later)).isEqualTo(Map.of(ProfileState.RELEASED, 1L));
  }

  @Test
  void leavesAnOrderAloneThatIsYoungEnough() {
    Samples.release(stores, 1);

    assertThat(stuckOrders(Samples.NOW.plus(Duration.ofDays(89))).run(10)).isZero();
    assertThat(care.countOverAge(Samples.NOW.plus(Duration.ofDays(89)))).isEmpty();
  }

  @Test
  void cancelsOldOrdersWhereTheTypeSaysSo() {
    care.put(type, new OrderAge(ProfileState.RELEASED, Duration.ofHours(1), Action.TELL));
    care.put(
        type, new OrderAge(ProfileState.RELEASED, Duration.ofHours(2), Action.RETURN_TO_STOCK));
    care.put(type, new OrderAge(ProfileState.DOWNLOADED, Duration.ofHours(2), Action.WITHDRAW));
    Samples.release(stores, 1);
    delivered(2);

    int done = stuckOrders(Samples.NOW.plus(Duration.ofHours(3))).run(10);

    assertThat(done).isEqualTo(2);
    assertThat(state(ONE)).isEqualTo(ProfileState.AVAILABLE);
    assertThat(state(Samples.iccid(2))).isEqualTo(ProfileState.UNAVAILABLE);
    assertThat(care.ages(type))
        .contains(
            new OrderAge(ProfileState.RELEASED, Duration.ofHours(2), Action.RETURN_TO_STOCK),
            new OrderAge(ProfileState.ALLOCATED, Duration.ofDays(7), Action.TELL));
  }

  @Test
  void keepsADeliveredProfileInQuarantine() {
    returned(delivered(1));

    var ordered = ordered(SOON, ONE);

    assertThat(ordered.getMessage()).contains("not offered until 2026-08-28T12:00:00");
    assertThat(ordered.status()).isEqualTo(StatusCode.ICCID_IN_USE);
    assertThat(List.of(reserved(1), reserved(2))).doesNotContain(Optional.of(ONE));
    assertThat(reserved(3)).isEmpty();
  }

  @Test
  void offersAProfileAgainAfterItsQuarantine() {
    returned(delivered(1));

    var order = new DownloadOrder.Request(Optional.empty(), Optional.of(ONE), Optional.empty());
    var later = Samples.NOW.plus(Duration.ofDays(181));

    assertThat(downloadOrder(later).run(caller(), order)).isEqualTo(ONE);
  }

  @Test
  void offersAProfileAtOnceThatNobodyCameFor() {
    returned(Samples.release(stores, 1));

    assertThat(stores.inventory().available(type)).isEqualTo(3);
  }

  @Test
  void liftsAQuarantineOnce() {
    returned(delivered(1));
    var lift = new LiftQuarantine(care, () -> SOON);

    lift.run(ONE, "card destroyed");

    assertThat(lastEvent(ONE).detail()).isEqualTo("card destroyed");
    assertThat(stores.inventory().available(type)).isEqualTo(3);
    assertThatExceptionOfType(RspException.class)
        .isThrownBy(() -> lift.run(ONE, "again"))
        .returns(StatusCode.ICCID_INVALID_TRANSITION, RspException::status);
  }

  @Test
  void armsADeliveredOrderAgainForItsCardAlone() {
    delivered(1);

    var armed = reArm().run(request(false));

    assertThat(armed.order().eid()).contains(Samples.CARD);
    assertThat(armed.order().downloadAttempts()).isZero();
    assertThat(armed.order().matchingId()).isEqualTo(Samples.token(1));
    assertThat(armed.order().expiresAt()).contains(SOON.plus(Duration.ofMinutes(90)));
    assertThat(stores.profiles().find(ONE).orElseThrow().profile()).isEqualTo(armed);
    assertThat(stores.downloads().find(Samples.transaction(1)).orElseThrow().binding())
        .isEmpty();
    assertThat(lastEvent(ONE).detail()).isEqualTo("customer lost the network");
    assertThat(refused(true).getMessage()).contains("downloaded, in error, or deleted");
  }

  @Test
  void armsNoDeliveredOrderForAnotherCard() {
    delivered(1);

    assertThat(refused(true).getMessage()).contains("only that card");
    assertThat(state(ONE)).isEqualTo(ProfileState.DOWNLOADED);
  }

  @Test
  void armsAnInstalledOrderOnlyWhenItsCardHasDeletedIt() {
    delivered(1);
    execute("update profile set state = 'INSTALLED', device_state = 'ENABLED'");

    assertThat(refused(false).getMessage()).contains("has not reported");

    execute("update profile set device_state = 'DELETED' where state = 'INSTALLED'");
    assertThat(reArm().run(request(true)).order().eid()).isEmpty();
    assertThat(care.find(ONE).orElseThrow().deleted()).isFalse();
  }

  @Test
  void armsAnOrderThreeTimesAtMost() {
    delivered(1);
    for (int i = 0; i < ReArm.MOST; i++) {
      execute("update profile set state = 'ERROR', failure = 'DOWNLOAD_ORDER_EXPIRED'"
          + " where matching_id = 'TOKEN-1'");
      reArm().run(request(false));
    }
    execute("update profile set state = 'DOWNLOADED' where matching_id = 'TOKEN-1'");

    assertThat(refused(false).getMessage()).contains("3 times");
  }

  @Test
  void armsOrdersOfASyntheticTypeForAnyCardAsOftenAsItIsWanted() {
    delivered(1);
    execute("update profile_type set synthetic = true");

    for (int i = 0; i <= ReArm.MOST; i++) {
      assertThat(reArm().run(request(true)).order().eid()).isEmpty();
      execute("update profile set state = 'INSTALLED', device_state = 'ENABLED'"
          + " where matching_id = 'TOKEN-1'");
    }

    assertThat(lastEvent(ONE).detail()).isEqualTo("customer lost the network");
    assertThat(stores.profiles().findType("Plan").orElseThrow().synthetic()).isTrue();
  }

  @Test
  void armsNothingThatIsInStock() {
    assertThat(refused(false).getMessage()).contains("the profile is available");
  }

  @Test
  void findsNothingCrossedInASoundStock() {
    delivered(1);
    Samples.release(stores, 2);

    assertThat(care.crossed(10)).isEmpty();
  }

  @Test
  void findsAPackageThatIsBoundToAnotherCard() {
    delivered(1);
    execute("update binding set eid = '" + OTHER_CARD.digits() + "'");

    assertThat(crossed()).containsExactly(Kind.FOREIGN_BINDING);
    assertThat(lastEvent(ONE).detail())
        .isEqualTo("H14_SCAN: FOREIGN_BINDING: bound to %s, ordered for %s"
            .formatted(OTHER_CARD.digits(), Samples.CARD.digits()));
  }

  @Test
  void findsAProfileThatTwoCardsReport() {
    delivered(1);
    execute("update profile set state = 'INSTALLED' where matching_id = 'TOKEN-1'");
    execute("delete from binding");
    installed(Samples.CARD);
    installed(OTHER_CARD);

    assertThat(crossed()).containsExactly(Kind.FOREIGN_CARD, Kind.INSTALLED_TWICE);
  }

  @Test
  void findsADeliveredProfileWithoutACard() {
    delivered(1);
    execute("delete from binding");
    execute("update profile set eid = null where matching_id = 'TOKEN-1'");

    assertThat(crossed()).containsExactly(Kind.NO_CARD);
  }

  @Test
  void findsAProfileUnderAnotherOperatorThanItsType() {
    var other = stores.inventory().add(new Operator(0, "Other", Set.of("2.999.88")));
    execute("update profile set operator_id = " + other.operatorId() + " where iccid = '"
        + ONE.digits() + "'");

    assertThat(crossed()).containsExactly(Kind.FOREIGN_TYPE);
  }

  /** With a template that profiles can be made of: what is armed again is judged as any release. */
  private ProfileType stocked() {
    var inventory = stores.inventory();
    var operator = inventory.add(new Operator(0, "Operator", Set.of("2.999.77")));
    var texts = new MetadataTexts(
        "Example", "Example plan", ProfileClass.TEST, List.of(), Optional.empty());
    var stored = inventory.add(new ProfileType(
        0,
        operator.operatorId(),
        "Plan",
        texts,
        2,
        ProfileType.Protection.SESSION_KEYS,
        4,
        3,
        Optional.of(Duration.ofMinutes(90))));
    inventory.addStableVersion(stored, BundledTemplate.load());
    inventory.addStock(stored, Samples.subscribers(1, 3));
    return stored;
  }

  private List<Kind> crossed() {
    var scan = new CrossedIdentities(
        care, new HandoffChecks(stores.timeline(), HandoffObserver.NONE, () -> SOON));
    return scan.run().stream().map(CrossedIdentity::kind).toList();
  }

  private void installed(Eid card) {
    stores
        .timeline()
        .append(new ActivationEvent(
            SOON,
            "ES9+.HandleNotification",
            Optional.of(ONE),
            Optional.of(card),
            Optional.empty(),
            Optional.of(ProfileState.DOWNLOADED),
            Optional.of(ProfileState.INSTALLED),
            ActivationEvent.OK,
            "",
            Duration.ZERO));
  }

  private StuckOrders stuckOrders(Instant now) {
    return new StuckOrders(care, stores.profiles(), () -> now);
  }

  private ReArm reArm() {
    InstantSource clock = () -> SOON;
    var releases = new Releases(
        stores.profiles(),
        new Templates(stores.versions()),
        new SecureRandom(),
        new HandoffChecks(stores.timeline(), HandoffObserver.NONE, clock),
        SmdsRegistration.none(clock));
    return new ReArm(care, releases, () -> SOON);
  }

  private static ReArm.Request request(boolean anyCard) {
    return new ReArm.Request(ONE, "customer lost the network", anyCard, Optional.empty());
  }

  private RspException refused(boolean anyCard) {
    try {
      reArm().run(request(anyCard));
      throw new AssertionError("the order was armed again");
    } catch (RspException e) {
      assertThat(e.status()).isEqualTo(StatusCode.ICCID_INVALID_TRANSITION);
      return e;
    }
  }

  private Profile delivered(int number) {
    var released = Samples.release(stores, number);
    Samples.begin(stores, number, released, Samples.token(number));
    var download = stores.downloads().find(Samples.transaction(number)).orElseThrow();
    assertThat(Samples.bind(stores, download)).isTrue();
    return stores.profiles().find(Samples.iccid(number)).orElseThrow().profile();
  }

  private void returned(Profile profile) {
    Samples.move(stores, profile, ((Profile.Cancellable) profile).returnedToStock());
  }

  private DownloadOrder downloadOrder(Instant now) {
    return new DownloadOrder(stores.profiles(), stores.timeline(), () -> now);
  }

  private Caller caller() {
    return new Caller(stores.inventory().findOperator("Operator").orElseThrow(), "call-1");
  }

  private RspException ordered(Instant now, Iccid iccid) {
    var order = new DownloadOrder.Request(Optional.empty(), Optional.of(iccid), Optional.empty());
    try {
      downloadOrder(now).run(caller(), order);
      throw new AssertionError("the profile was offered");
    } catch (RspException e) {
      return e;
    }
  }

  private Optional<Iccid> reserved(int call) {
    var event =
        Samples.event("ES2+.DownloadOrder", new Profile.Available(ONE), new Profile.Allocated(ONE));
    return stores
        .profiles()
        .reserve(type, Optional.empty(), Bytes.fromHex("%064X".formatted(call)), event);
  }

  private ProfileState state(Iccid iccid) {
    return stores.profiles().find(iccid).orElseThrow().profile().state();
  }

  private ActivationEvent lastEvent(Iccid iccid) {
    var events = stores.timeline().of(iccid);
    return events.get(events.size() - 1);
  }

  private static void execute(String statement) {
    DATABASE.get().database().jooq().execute(statement);
  }
}
