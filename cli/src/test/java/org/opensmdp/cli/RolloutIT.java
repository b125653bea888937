package org.opensmdp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.opensmdp.activation.NewVersion;
import org.opensmdp.activation.ProfileState;
import org.opensmdp.activation.ProfileType;
import org.opensmdp.activation.VersionState;
import org.opensmdp.activation.gate.Decision;
import org.opensmdp.activation.gate.GateTerms.Minimum;
import org.opensmdp.activation.rollout.Rollout;
import org.opensmdp.activation.rollout.RolloutKeeper;
import org.opensmdp.activation.rollout.RolloutObserver;
import org.opensmdp.activation.rollout.RolloutPlan;
import org.opensmdp.activation.rollout.RolloutStage;
import org.opensmdp.activation.rollout.RolloutState;
import org.opensmdp.activation.rollout.RolloutStep;
import org.opensmdp.activation.rollout.Rollouts.Moved;
import org.opensmdp.crypto.Curve;
import org.opensmdp.persistence.Stores;
import org.opensmdp.profile.BundledTemplate;
import org.opensmdp.profile.Holes;
import org.opensmdp.profile.SubscriberData;
import org.opensmdp.rsp.BppCommandId;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.Imsi;
import org.opensmdp.rsp.Secret;
import org.opensmdp.server.TryOut;
import org.opensmdp.simulator.DownloadOrder;
import org.opensmdp.simulator.EuiccQuirks;
import org.opensmdp.simulator.InstallOutcome;
import org.opensmdp.simulator.LpaListener;
import org.opensmdp.simulator.LpaStep;
import org.opensmdp.simulator.Quirk;
import org.opensmdp.simulator.Quirk.InstallationError;
import org.opensmdp.simulator.VirtualEuicc;

/** A version that hurts, against a server with real devices: its own keeper takes it back. */
class RolloutIT {
  private static final int PE_ERROR = 12;
  private static final EuiccQuirks REFUSING = EuiccQuirks.NONE.with(
      Quirk.INSTALLATION_ERROR,
      new InstallationError(BppCommandId.LOAD_PROFILE_ELEMENTS, PE_ERROR));

  private final TestHouse house = TestHouse.get();
  private final Stores stores = house.server().stores();

  /** A device and its order. */
  private record Visitor(long card, TestHouse.Released order) {}

  @Test
  void takesBackAVersionThatAlwaysFailsAndServesWhomItHasHurt() {
    var type = type("rollout-always", 10);
    var rollout = running(type);
    var visitors = visitors(type, 4); // so many in a row are enough for the gate

    for (var visitor : visitors) {
      assertThat(download(visitor, REFUSING)).isInstanceOf(InstallOutcome.NotInstalled.class);
    }

    assertThat(becoming(RolloutState.ROLLED_BACK, rollout)).isEqualTo(RolloutState.ROLLED_BACK);
    for (var visitor : visitors) {
      assertThat(house.stateBecoming(ProfileState.RELEASED, visitor.order().iccid()))
          .isEqualTo(ProfileState.RELEASED);
      assertThat(download(visitor, EuiccQuirks.NONE)).isInstanceOf(InstallOutcome.Installed.class);
    }
    assertThat(stores.versions().list(type).get(0).state()).isEqualTo(VersionState.WITHDRAWN);
    assertThat(house.timeline(visitors.get(0).order().iccid()))
        .filteredOn(event -> event.function().equals("Rollout.RollBack"))
        .anyMatch(event -> event.progress().filter(told -> told.point() == 110).isPresent());
  }

  @Test
  void sendsADeviceAwayWhoseVersionIsTakenBackMeanwhileAndServesItTheNextTime() {
    var type = type("rollout-recalled", 2);
    var rollout = running(type);
    var visitor = visitors(type, 1).get(0);
    LpaListener meanwhile = (step, took, failure) -> {
      if (step == LpaStep.AUTHENTICATE_CLIENT) {
        var now = stores.rollouts().find(rollout.rolloutId()).orElseThrow();
        assertThat(keeper().rollBack(now, "ann", "seen in the lab")).isTrue();
      }
    };

    var refused = house
        .visitors()
        .lpa(euicc(visitor, EuiccQuirks.NONE), meanwhile)
        .download(visitor.order().activationCode(), Optional.empty());

    assertThat(refused).isInstanceOfSatisfying(InstallOutcome.Refused.class, it -> {
      assertThat(it.step()).isEqualTo(LpaStep.GET_BOUND_PROFILE_PACKAGE);
      assertThat(it.refusal().pair()).isEqualTo("8.2/3.7");
    });
    assertThat(download(visitor, EuiccQuirks.NONE)).isInstanceOf(InstallOutcome.Installed.class);
  }

  private RolloutKeeper keeper() {
    return new RolloutKeeper(
        stores.rollouts(),
        stores.recalls(),
        stores.versions(),
        (rollout, samples, steps, baselines) -> new Decision.Wait(""),
        RolloutObserver.NONE,
        Clock.systemUTC());
  }

  private RolloutState becoming(RolloutState state, Rollout rollout) {
    TestHouse.await(() -> state(rollout) == state);
    return state(rollout);
  }

  private RolloutState state(Rollout rollout) {
    return stores.rollouts().find(rollout.rolloutId()).orElseThrow().state();
  }

  private InstallOutcome download(Visitor visitor, EuiccQuirks quirks) {
    return house
        .lpa(euicc(visitor, quirks))
        .download(visitor.order().activationCode(), Optional.empty());
  }

  private VirtualEuicc euicc(Visitor visitor, EuiccQuirks quirks) {
    var euicc = house.visitors().cards(Optional.of(Curve.NIST_P256)).euicc(visitor.card());
    euicc.behave(quirks);
    return euicc;
  }

  private List<Visitor> visitors(ProfileType type, int number) {
    return IntStream.range(0, number)
        .mapToObj(i -> new Visitor(
            house.visitors().cardNumber(), house.release(DownloadOrder.ofType(type.name()))))
        .toList();
  }

  private Rollout running(ProfileType type) {
    var now = Instant.now();
    var versions = stores.versions().list(type);
    var plan = RolloutPlan.of(List.of(
        RolloutStage.preflight(),
        RolloutStage.percent(RolloutStage.ALL, Duration.ofHours(2), Minimum.STANDARD)));
    var draft = stores
        .rollouts()
        .create(
            Rollout.draft(
                type.profileTypeId(),
                versions.get(1).versionId(),
                versions.get(0).versionId(),
                plan,
                "ann",
                now),
            new RolloutStep(now, "ann", RolloutStep.Kind.CREATED, 0, ""));
    var started = draft.started("go", now);
    var running = started.preflightPassed("clean", now);
    move(draft, started);
    move(started, running);
    return running;
  }

  private void move(Rollout from, Rollout to) {
    var step = new RolloutStep(to.changedAt(), "ann", RolloutStep.Kind.STARTED, to.stage(), "");
    assertThat(stores.rollouts().move(from, to, step)).isEqualTo(Moved.DONE);
  }

  /** A type of its own with two versions, the newer one a candidate. */
  private ProfileType type(String name, int stock) {
    var inventory = stores.inventory();
    var operator = inventory.findOperator(TryOut.OPERATOR).orElseThrow();
    var type = house.stock().type(operator, name, ProfileType.Protection.SESSION_KEYS);
    inventory.addVersion(
        type,
        new NewVersion(
            BundledTemplate.load(9_000),
            Holes.NONE,
            VersionState.CANDIDATE,
            "test",
            "",
            List.of()));
    long first = new SecureRandom().nextLong(9_000_000_000L);
    inventory.addStock(
        type, IntStream.range(0, stock).mapToObj(i -> subscriber(first + i)).toList());
    return type;
  }

  private static SubscriberData subscriber(long number) {
    var key = new byte[16];
    new SecureRandom().nextBytes(key);
    return SubscriberData.of(
        Iccid.withCheckDigit("8900102%011d".formatted(number)),
        new Imsi("00102%010d".formatted(number)),
        Secret.of(key.clone()),
        Secret.of(key));
  }
}
