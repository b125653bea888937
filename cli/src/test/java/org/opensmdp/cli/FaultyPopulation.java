package org.opensmdp.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.opensmdp.activation.ProfileType;
import org.opensmdp.crypto.Curve;
import org.opensmdp.profile.BundledTemplate;
import org.opensmdp.profile.MetadataTexts;
import org.opensmdp.profile.SubscriberData;
import org.opensmdp.rsp.ActivationCode;
import org.opensmdp.rsp.BppCommandId;
import org.opensmdp.rsp.CancelSessionReason;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.Imsi;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.rsp.NotificationConfiguration;
import org.opensmdp.rsp.NotificationEvent;
import org.opensmdp.rsp.ProfileClass;
import org.opensmdp.rsp.Secret;
import org.opensmdp.rsp.VersionType;
import org.opensmdp.server.TryOut;
import org.opensmdp.simulator.DownloadOrder;
import org.opensmdp.simulator.Es9PlusRefusal;
import org.opensmdp.simulator.EuiccQuirks;
import org.opensmdp.simulator.InstallOutcome;
import org.opensmdp.simulator.Lpa;
import org.opensmdp.simulator.LpaSession;
import org.opensmdp.simulator.ProfileManagementResult;
import org.opensmdp.simulator.VirtualEuicc;

/** Devices of two firmwares at which everything goes wrong that can: each does one thing, and is counted. */
final class FaultyPopulation {
  /** What they order: of class operational, for cards report nothing of test profiles once these are installed. */
  static final String TYPE = "faulty";

  private static final int STOCK = 30;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final VersionType OLD = new VersionType(66, 81, 2);
  private static final VersionType NEW = new VersionType(66, 82, 0);

  private final TestHouse house;
  private final List<Lpa> late = new ArrayList<>();
  private final List<Iccid> orders = new ArrayList<>();

  FaultyPopulation(TestHouse house) {
    this.house = house;
    fillStock();
  }

  private void fillStock() {
    var inventory = house.server().stores().inventory();
    var operator = inventory.findOperator(TryOut.OPERATOR).orElseThrow();
    var notify = new NotificationConfiguration(
        Set.of(NotificationEvent.values()), house.server().smdpAddress());
    var texts = new MetadataTexts(
        "opensmdp", "Profile", ProfileClass.OPERATIONAL, List.of(notify), Optional.empty());
    var type = inventory.add(new ProfileType(
        0,
        operator.operatorId(),
        TYPE,
        texts,
        2,
        ProfileType.Protection.SESSION_KEYS,
        10,
        5,
        Optional.empty()));
    inventory.addStableVersion(type, BundledTemplate.load());
    var first = Math.abs(RANDOM.nextLong() % 10_000_000_000L);
    inventory.addStock(
        type,
        LongStream.range(first, first + STOCK)
            .mapToObj(number -> SubscriberData.of(
                Iccid.withCheckDigit("8900101%011d".formatted(number)),
                new Imsi("00101%010d".formatted(number % 10_000_000_000L)),
                key(),
                key()))
            .toList());
  }

  private static Secret key() {
    var octets = new byte[16];
    RANDOM.nextBytes(octets);
    return Secret.of(octets);
  }

  /** What happens within the 15 minutes. */
  void run() {
    install(OLD, true);
    install(OLD, false);
    install(NEW, true);
    install(NEW, false);
    installSlowly(NEW);
    mistypeTheCode(OLD);
    for (int reason : new int[] {2, 9, 10, 11, 12, 13, 12, 99}) {
      fail(reason);
    }
    cancel(CancelSessionReason.END_USER_REJECTION, false);
    cancel(CancelSessionReason.POSTPONED, true);
    cancel(CancelSessionReason.LOAD_BPP_EXECUTION_ERROR, true);
    beSilent(EuiccQuirks.NONE);
    beSilent(EuiccQuirks.NONE);
    late.add(beSilent(EuiccQuirks.NONE));
    late.add(beSilent(EuiccQuirks.NONE.installationError(BppCommandId.LOAD_PROFILE_ELEMENTS, 12)));
    guess();
  }

  /** What two of the silent ones say, once it is too late. */
  void reportLate() {
    late.forEach(Lpa::sendNotifications);
  }

  private ActivationCode order() {
    var released = house.release(DownloadOrder.ofType(TYPE));
    orders.add(released.iccid());
    return released.activationCode();
  }

  /** Those without a confirmation code. */
  List<Iccid> orders() {
    return orders;
  }

  private Lpa lpa(VersionType firmware, EuiccQuirks quirks) {
    var visitors = house.visitors();
    VirtualEuicc card = visitors
        .cards(Optional.of(Curve.NIST_P256))
        .euicc(visitors.cardNumber(), builder -> builder.firmware(firmware));
    card.behave(quirks);
    return house.lpa(card);
  }

  private void install(VersionType firmware, boolean enables) {
    var lpa = lpa(firmware, EuiccQuirks.NONE);
    var outcome = lpa.download(order(), Optional.empty());
    assertThat(outcome).isInstanceOf(InstallOutcome.Installed.class);
    if (enables) {
      assertThat(lpa.euicc().enable(((InstallOutcome.Installed) outcome).iccid()))
          .isEqualTo(ProfileManagementResult.OK);
      assertThat(lpa.sendNotifications()).isPositive();
    }
  }

  private void installSlowly(VersionType firmware) {
    var lpa = lpa(firmware, EuiccQuirks.NONE);
    var delivered = deliver(lpa, order());
    house.forward(Duration.ofSeconds(75));
    lpa.install(delivered);
    lpa.sendNotifications();
  }

  private void mistypeTheCode(VersionType firmware) {
    var released = house.release(DownloadOrder.ofType(TYPE), Optional.of("2468"));
    var lpa = lpa(firmware, EuiccQuirks.NONE);
    assertThat(lpa.download(released.activationCode(), Optional.of("1357")))
        .isInstanceOf(InstallOutcome.Refused.class);
    assertThat(lpa.download(released.activationCode(), Optional.of("2468")))
        .isInstanceOf(InstallOutcome.Installed.class);
  }

  private void fail(int reason) {
    var lpa =
        lpa(NEW, EuiccQuirks.NONE.installationError(BppCommandId.LOAD_PROFILE_ELEMENTS, reason));
    assertThat(lpa.download(order(), Optional.empty()))
        .isInstanceOf(InstallOutcome.NotInstalled.class);
  }

  private void cancel(CancelSessionReason reason, boolean afterDelivery) {
    var lpa = lpa(OLD, EuiccQuirks.NONE);
    var code = order();
    var session = afterDelivery ? deliver(lpa, code) : authenticate(lpa, code);
    lpa.cancelSession(session, reason);
  }

  /** The card knows what became of it, and nobody hears it. */
  private Lpa beSilent(EuiccQuirks quirks) {
    var lpa = lpa(OLD, quirks);
    lpa.install(deliver(lpa, order()));
    return lpa;
  }

  private void guess() {
    var code = order();
    var wrong = new ActivationCode(
        code.smdpAddress(), new MatchingId("NOBODY-HAS-THIS"), Optional.empty(), false);
    assertThatExceptionOfType(Es9PlusRefusal.class)
        .isThrownBy(() -> authenticate(lpa(OLD, EuiccQuirks.NONE), wrong));
  }

  private static LpaSession.Authenticated authenticate(Lpa lpa, ActivationCode code) {
    return lpa.authenticateClient(lpa.initiateAuthentication(code), Optional.of(code.matchingId()));
  }

  private static LpaSession.Downloaded deliver(Lpa lpa, ActivationCode code) {
    return lpa.getBoundProfilePackage(authenticate(lpa, code), Optional.empty());
  }
}
