package org.opensmdp.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.opensmdp.activation.ActivationEvent;
import org.opensmdp.activation.Profile;
import org.opensmdp.activation.ProfileState;
import org.opensmdp.activation.Profiles;
import org.opensmdp.crypto.Curve;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.rsp.StatusCode;
import org.opensmdp.server.TryOutStock;
import org.opensmdp.simulator.DownloadOrder;
import org.opensmdp.simulator.Es2PlusRefusal;
import org.opensmdp.simulator.InstallOutcome;
import org.opensmdp.simulator.OrderCancellation;
import org.opensmdp.simulator.OrderConfirmation;
import org.opensmdp.simulator.SmdsEvent;
import org.opensmdp.simulator.SmdsMood;
import org.opensmdp.simulator.VirtualEuicc;
import org.opensmdp.simulator.VirtualSmds;

/** Discovery through an SM-DS, all on sockets: order, event, device, report; and what goes wrong. */
class DiscoveryIT {
  private static final TestHouse HOUSE = TestHouse.get();
  private static final Duration HOUR = Duration.ofHours(1);

  private final VirtualSmds smds =
      VirtualSmds.start(HOUSE.visitors().discovery(), "localhost", 0, Clock.systemUTC());
  private final VirtualEuicc card = HOUSE.card(Curve.NIST_P256);

  @AfterEach
  void stop() {
    smds.close();
  }

  @ParameterizedTest
  @EnumSource(Curve.class)
  void aDeviceFindsWhatWaitsForItInstallsItAndTheEventIsGone(Curve curve) {
    var device = HOUSE.card(curve);
    var iccid = ordered(device);
    var confirmed = HOUSE.operator().confirmOrder(release(iccid));
    assertThat(smds.events(device.eid()))
        .singleElement()
        .returns(confirmed.matchingId(), SmdsEvent::eventId)
        .returns(HOUSE.server().smdpAddress(), SmdsEvent::rspServerAddress);

    var lpa = HOUSE.lpa(device);
    var found = lpa.discover(HOUSE.visitors().es11(smds.address()));
    assertThat(found).hasSize(1);
    assertThat(lpa.download(found.get(0).activationCode(), Optional.empty()))
        .isInstanceOf(InstallOutcome.Installed.class);

    await(() -> smds.events().isEmpty());
    assertThat(HOUSE.state(iccid)).isEqualTo(ProfileState.INSTALLED);
    await(() -> told(iccid, "ES12.DeleteEvent OK"));
    assertThat(lpa.discover(HOUSE.visitors().es11(smds.address()))).isEmpty();
    assertThat(told(iccid, "ES12.RegisterEvent OK")).isTrue();
  }

  @Test
  void aReleaseThatTheSmDsDoesNotAnswerLeavesTheOrderAsItWas() {
    var iccid = ordered(card);
    smds.pause();
    assertRefused("8.9/5.1", () -> HOUSE.operator().confirmOrder(release(iccid)));
    assertThat(HOUSE.state(iccid)).isEqualTo(ProfileState.LINKED);

    smds.resume();
    HOUSE.operator().confirmOrder(release(iccid));
    assertThat(HOUSE.state(iccid)).isEqualTo(ProfileState.RELEASED);
    assertThat(smds.events(card.eid())).hasSize(1);
  }

  @Test
  void aReleaseThatTheSmDsRefusesLeavesTheOrderAsItWas() {
    var iccid = ordered(card);
    smds.behave(new SmdsMood.Refusing(StatusCode.PROVIDER_BUSY));
    assertRefused("8.9/4.2", () -> HOUSE.operator().confirmOrder(release(iccid)));
    smds.behave(new SmdsMood.Broken(200, "<html>"));
    assertRefused("8.9/4.2", () -> HOUSE.operator().confirmOrder(release(iccid)));
    HOUSE.operator().confirmOrder(release(iccid).withoutRelease());
    assertRefused("8.9/4.2", () -> HOUSE.operator().releaseProfile(iccid));
    assertThat(HOUSE.state(iccid)).isEqualTo(ProfileState.CONFIRMED);

    smds.behave(new SmdsMood.Good());
    await(() -> nothingWaits(iccid));
    HOUSE.operator().releaseProfile(iccid);
    assertThat(smds.events(card.eid())).hasSize(1);
  }

  @Test
  void anOperatorDoesNotWaitForAnSmDsThatNeverAnswers() {
    var iccid = ordered(card);
    smds.behave(new SmdsMood.Hanging());
    long began = System.nanoTime();
    assertRefused("8.9/5.1", () -> HOUSE.operator().confirmOrder(release(iccid)));

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
  }

  @Test
  void whatWasRegisteredForNothingIsDeletedAndTheCallMayComeAgain() {
    var iccid = ordered(card);
    var chosen = release(iccid).matchingId(new MatchingId("CHOSEN-" + iccid));
    smds.behave(new SmdsMood.Forgetful());
    assertRefused("8.9/5.1", () -> HOUSE.operator().confirmOrder(chosen));
    assertThat(smds.events(card.eid())).as("done, and not heard of").hasSize(1);

    smds.behave(new SmdsMood.Good());
    HOUSE.forward(HOUR);
    await(() -> smds.events(card.eid()).isEmpty() && nothingWaits(iccid));
    HOUSE.operator().confirmOrder(chosen);
    assertThat(smds.events(card.eid())).hasSize(1);
  }

  @Test
  void anSmDsThatIsDownForAnHourLosesNothing() {
    var deleted = ordered(card);
    var confirmed = HOUSE.operator().confirmOrder(release(deleted));
    var device = HOUSE.card(Curve.NIST_P256);
    var registered = ordered(device);
    HOUSE.operator().confirmOrder(release(registered).withoutRelease());

    smds.pause();
    cancel(deleted, card, confirmed.matchingId());
    releaseInStore(registered);
    await(() -> told(deleted, "ES12.DeleteEvent SMDS_INACCESSIBLE")
        || told(registered, "ES12.RegisterEvent SMDS_INACCESSIBLE"));
    HOUSE.forward(HOUR);
    assertThat(HOUSE.server().stores().eventRecords().backlog().pending())
        .isGreaterThanOrEqualTo(2);

    smds.resume();
    HOUSE.forward(HOUR);
    await(() -> smds.events(card.eid()).isEmpty() && smds.events(device.eid()).size() == 1);
    assertThat(smds.events(card.eid())).isEmpty();
    assertThat(smds.events(device.eid())).hasSize(1);
  }

  /** As a release that is not an operator's call: nobody waits for the SM-DS. */
  private static void releaseInStore(Iccid iccid) {
    var profiles = HOUSE.server().stores().profiles();
    var confirmed = (Profile.Confirmed) profiles.find(iccid).orElseThrow().profile();
    var event = new ActivationEvent(
        Instant.now(),
        "Test",
        Optional.of(iccid),
        Optional.empty(),
        Optional.empty(),
        Optional.of(ProfileState.CONFIRMED),
        Optional.of(ProfileState.RELEASED),
        ActivationEvent.OK,
        "",
        Duration.ZERO);
    assertThat(profiles.move(confirmed, confirmed.released(), Bytes.fromHex("00"), event))
        .isEqualTo(Profiles.Moved.DONE);
  }

  @Test
  void whatAnSmDsHasLostOrKeptIsMendedWhenSomebodyCompares() {
    var lost = ordered(card);
    HOUSE.operator().confirmOrder(release(lost));
    var kept = HOUSE.card(Curve.NIST_P256);
    var ended = ordered(kept);
    var confirmed = HOUSE.operator().confirmOrder(release(ended));
    var event = smds.events(kept.eid()).get(0);
    cancel(ended, kept, confirmed.matchingId());
    await(() -> smds.events(kept.eid()).isEmpty() && told(ended, "ES12.DeleteEvent OK"));

    smds.lose(smds.events(card.eid()).get(0));
    smds.invent(event);
    assertThat(HOUSE
            .admin()
            .post("/admin/v1/smds/reconcile", Map.of())
            .path("events")
            .asInt())
        .isGreaterThanOrEqualTo(2);

    await(() -> smds.events(kept.eid()).isEmpty() && smds.events(card.eid()).size() == 1);
    assertThat(smds.events(kept.eid())).isEmpty();
    assertThat(smds.events(card.eid())).hasSize(1);
    await(() -> saying(lost, "had lost the event") && saying(ended, "still had the event"));
  }

  @Test
  void anAdministratorSeesWhatWaits() {
    var iccid = ordered(card);
    var confirmed = HOUSE.operator().confirmOrder(release(iccid));
    smds.pause();
    cancel(iccid, card, confirmed.matchingId());

    assertThat(HOUSE.admin().get("/admin/v1/smds").path("configured").asBoolean())
        .isTrue();
    var pending = HOUSE.admin().get("/admin/v1/smds/pending").path("events");
    assertThat(pending)
        .anyMatch(event -> event.path("iccid").asText().equals(iccid.digits())
            && event.path("wanted").asText().equals("absent"));
    assertThat(HOUSE.admin().get("/admin/v1/smds/dead").path("events").isArray())
        .isTrue();
    assertThat(HOUSE
            .admin()
            .post("/admin/v1/smds/replay", Map.of())
            .path("replayed")
            .isInt())
        .isTrue();
    assertThatExceptionOfType(AdminClient.Refused.class)
        .isThrownBy(
            () -> HOUSE.admin().post("/admin/v1/smds/replay", Map.of("iccid", iccid.digits())))
        .returns(404, AdminClient.Refused::status);
    smds.resume();
    HOUSE.forward(HOUR);
    await(() -> smds.events(card.eid()).isEmpty());
  }

  @Test
  void anEventIdIsNeverUsedAgain() {
    var iccid = ordered(card);
    var chosen = release(iccid).matchingId(new MatchingId("ONCE-" + iccid));
    HOUSE.operator().confirmOrder(chosen);
    cancel(iccid, card, new MatchingId("ONCE-" + iccid));
    HOUSE.operator().downloadOrder(DownloadOrder.of(iccid).forEid(card.eid()));

    assertRefused("8.2.6/3.3", () -> HOUSE.operator().confirmOrder(chosen));
    assertRefused("8.2.6/3.3", () -> HOUSE.operator().confirmOrder(chosen.withoutRelease()));
  }

  private static Iccid ordered(VirtualEuicc device) {
    return HOUSE
        .operator()
        .downloadOrder(DownloadOrder.ofType(TryOutStock.TYPE).forEid(device.eid()));
  }

  private static void cancel(Iccid iccid, VirtualEuicc device, MatchingId matchingId) {
    HOUSE
        .operator()
        .cancelOrder(new OrderCancellation(
            iccid,
            Optional.of(device.eid()),
            Optional.of(matchingId),
            OrderCancellation.FinalProfileStatus.AVAILABLE));
  }

  private OrderConfirmation release(Iccid iccid) {
    return OrderConfirmation.release(iccid).smdsAddress(smds.address());
  }

  private static void assertRefused(String pair, ThrowingCallable call) {
    assertThatExceptionOfType(Es2PlusRefusal.class)
        .isThrownBy(call)
        .returns(pair, Es2PlusRefusal::pair);
  }

  private static boolean nothingWaits(Iccid iccid) {
    return HOUSE.server().stores().eventRecords().pending(1000).stream()
        .noneMatch(event -> event.iccid().equals(iccid));
  }

  private static boolean told(Iccid iccid, String what) {
    return HOUSE.timeline(iccid).stream()
        .anyMatch(event -> (event.function() + " " + event.status()).equals(what));
  }

  private static boolean saying(Iccid iccid, String what) {
    return HOUSE.timeline(iccid).stream().anyMatch(event -> event.detail().contains(what));
  }

  private static void await(BooleanSupplier condition) {
    TestHouse.await(condition);
    assertThat(condition.getAsBoolean()).isTrue();
  }
}
