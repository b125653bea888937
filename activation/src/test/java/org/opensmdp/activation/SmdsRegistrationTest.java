package org.opensmdp.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.opensmdp.activation.Refusals.assertRefused;
import static org.opensmdp.activation.SampleStock.ADDRESS;
import static org.opensmdp.activation.SampleStock.CARD;
import static org.opensmdp.activation.TestPki.RANDOM;
import static org.opensmdp.activation.TestServer.ICCID;
import static org.opensmdp.activation.TestServer.TOKEN;
import static org.opensmdp.rsp.StatusCode.MATCHING_ID_INVALID;
import static org.opensmdp.rsp.StatusCode.MATCHING_ID_IN_USE;
import static org.opensmdp.rsp.StatusCode.SMDS_EXECUTION_ERROR;
import static org.opensmdp.rsp.StatusCode.SMDS_INACCESSIBLE;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.rsp.RspException;
import org.opensmdp.rsp.StatusCode;

/** The event of an order whose release the operator waits for (SGP.22 v2 §5.3.2, §5.3.4). */
class SmdsRegistrationTest {
  private static final String SMDS = "smds.example.com";
  private static final Duration HOUR = Duration.ofHours(1);

  private final TestServer server = new TestServer();
  private final ScriptedSmds smds = new ScriptedSmds();
  private final EventRecords records = server.store.eventRecords();
  private final SmdsRegistration registration = SmdsRegistration.of(
      new SmdsAddresses(Set.of(SMDS, "two.example.com"), Optional.of(SMDS), Set.of()),
      records,
      smds,
      Duration.ofSeconds(5),
      (function, status, duration) -> {},
      server.clock);
  private final Releases releases =
      new Releases(server.store.profiles(), server.templates, RANDOM, server.checks, registration);
  private final ConfirmOrder confirmOrder = new ConfirmOrder(
      server.store.profiles(), releases, server.store.timeline(), RANDOM, ADDRESS, server.clock);
  private final ReleaseProfile releaseProfile =
      new ReleaseProfile(server.store.profiles(), releases, server.store.timeline(), server.clock);

  @BeforeEach
  void order() {
    server.order(Optional.of(CARD));
  }

  @Test
  void registersBeforeItReleases() {
    smds.meanwhile = () -> assertThat(state()).isEqualTo(ProfileState.LINKED);
    confirm(TOKEN, SMDS, true);

    assertThat(state()).isEqualTo(ProfileState.RELEASED);
    assertThat(smds.calls).containsExactly("register TOKEN-1");
    assertThat(later()).as("nothing is left to be done").isEmpty();
  }

  @Test
  void registersWhatIsReleasedLater() {
    confirm(TOKEN, SMDS, false);
    assertThat(smds.calls).isEmpty();
    releaseProfile.run(server.caller, ICCID);

    assertThat(smds.calls).containsExactly("register TOKEN-1");
    assertThat(state()).isEqualTo(ProfileState.RELEASED);
  }

  @Test
  void leavesTheOrderAsItWasIfTheSmDsDoesNotAnswer() {
    smds.answer = ScriptedSmds.AWAY;
    refused(SMDS_INACCESSIBLE, true, ProfileState.LINKED);
    assertThat(later()).as("nothing can have arrived").isEmpty();

    smds.answer = ScriptedSmds.DONE;
    confirm(TOKEN, SMDS, true);
    assertThat(state()).isEqualTo(ProfileState.RELEASED);
  }

  @Test
  void leavesTheOrderAsItWasIfTheSmDsRefuses() {
    confirm(TOKEN, SMDS, false);
    smds.answer = ScriptedSmds.REFUSED;
    assertThatExceptionOfType(RspException.class)
        .isThrownBy(() -> releaseProfile.run(server.caller, ICCID))
        .returns(SMDS_EXECUTION_ERROR, RspException::status);

    assertThat(state()).isEqualTo(ProfileState.CONFIRMED);
    assertThat(server.lastEvent().status()).isEqualTo("SMDS_EXECUTION_ERROR");
  }

  @Test
  void deletesWhatMayHaveArrivedAndTakesItForRegisteredWhenTheCallComesAgain() {
    smds.answer = ScriptedSmds.BROKEN;
    refused(SMDS_INACCESSIBLE, true, ProfileState.LINKED);
    assertThat(records.pending(9))
        .singleElement()
        .returns(EventRecord.Presence.ABSENT, EventRecord::wanted);

    smds.answer = new SmdsAnswer.AlreadyThere();
    confirm(TOKEN, SMDS, true);
    assertThat(state()).isEqualTo(ProfileState.RELEASED);
    assertThat(records.pending(9)).isEmpty();
  }

  @Test
  void doesNotTakeAForeignEventForItsOwn() {
    smds.answer = new SmdsAnswer.AlreadyThere();

    refused(SMDS_EXECUTION_ERROR, true, ProfileState.LINKED);
  }

  @Test
  void deletesTheEventOfAReleaseThatSomebodyWasFasterThan() {
    smds.meanwhile = () -> {
      var profile = (Profile.Linked) server.profile();
      var stolen = server
          .store
          .profiles()
          .move(
              profile,
              profile.withdrawn(),
              SampleSteps.digest(5),
              SampleSteps.event(5).moving(profile, profile.withdrawn()));
      assertThat(stolen).isEqualTo(Profiles.Moved.DONE);
    };
    refused(StatusCode.ICCID_INVALID_TRANSITION, true, ProfileState.UNAVAILABLE);

    assertThat(records.take(server.clock.instant(), HOUR, 9))
        .singleElement()
        .returns(EventRecord.Presence.ABSENT, EventRecord::wanted);
  }

  @Test
  void refusesAMatchingIdThatWasAnEventBefore() {
    confirm(TOKEN, SMDS, true);
    var released = (Profile.Released) server.profile();
    server
        .store
        .profiles()
        .move(
            released,
            released.returnedToStock(),
            SampleSteps.digest(6),
            SampleSteps.event(6).moving(released, released.returnedToStock()));
    server.clock.forward(Duration.ofSeconds(1));
    var before = smds.calls.size();
    server.downloadOrder.run(
        new Caller(server.operator, "call-2"),
        new DownloadOrder.Request(Optional.of(CARD), Optional.of(ICCID), Optional.empty()));

    refused(MATCHING_ID_IN_USE, true, ProfileState.LINKED);
    refused(MATCHING_ID_IN_USE, false, ProfileState.LINKED);
    assertThat(smds.calls).hasSize(before);
  }

  @Test
  void refusesAnEventWithoutAName() {
    assertRefused(MATCHING_ID_INVALID, () -> confirm(MatchingId.NONE, SMDS, true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "other.example.com",
        "smds.example.com:8443",
        "127.0.0.1",
        "smds.example.com:99999",
        "smds.example.com:",
        "https://smds.example.com",
        "smds.example.com/x",
        "user@smds.example.com",
        "..",
        " ",
        "smds.example.com\u0000"
      })
  void refusesAnAddressThatIsNoneForUs(String address) {
    assertRefused(SMDS_INACCESSIBLE, () -> confirm(TOKEN, address, true));
    assertThat(smds.calls).isEmpty();
  }

  @Test
  void choosesWhereTheOperatorLeavesTheChoice() {
    confirm(TOKEN, ".", true);

    assertThat(((Profile.Released) server.profile()).order().smdsAddress()).contains(SMDS);
  }

  @Test
  void takesAddressesInEitherCase() {
    confirm(TOKEN, "SMDS.Example.COM", true);

    assertThat(((Profile.Released) server.profile()).order().smdsAddress()).contains(SMDS);
  }

  @Test
  void allowsHostsOnTheUsualPortOnlyUnlessToldOtherwise() {
    var open = new SmdsAddresses(Set.of(), Optional.empty(), Set.of("alt.example.com"));
    assertThat(open.resolve("lpa.ds.example.com")).isEqualTo("lpa.ds.example.com");
    for (var address : List.of("smds.example.com:444", "10.0.0.1", "localhost", ".")) {
      assertRefused(SMDS_INACCESSIBLE, () -> open.resolve(address));
    }
    var ports = new SmdsAddresses(Set.of("localhost:*"), Optional.empty(), Set.of());
    assertThat(ports.resolve("localhost:1234")).isEqualTo("localhost:1234");
    assertThat(open.forwards("ALT.example.com")).isTrue();
    assertThat(open.forwards("smds.example.com")).isFalse();
  }

  private void refused(StatusCode status, boolean release, ProfileState left) {
    assertRefused(status, () -> confirm(TOKEN, SMDS, release));
    assertThat(state()).isEqualTo(left);
  }

  private List<EventRecord> later() {
    return records.take(server.clock.instant().plus(HOUR), HOUR, 9);
  }

  private ProfileState state() {
    return server.profile().state();
  }

  private void confirm(MatchingId token, String address, boolean release) {
    var unused = confirmOrder.run(
        server.caller,
        new ConfirmOrder.Request(
            ICCID,
            Optional.of(CARD),
            Optional.of(token),
            Optional.empty(),
            Optional.of(address),
            release));
  }
}
