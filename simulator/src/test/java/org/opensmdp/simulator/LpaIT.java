package org.opensmdp.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.opensmdp.simulator.Cards.BRAINPOOL;
import static org.opensmdp.simulator.Cards.ICCID;
import static org.opensmdp.simulator.Cards.NIST;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.opensmdp.certs.TestHierarchy;
import org.opensmdp.rsp.ActivationCode;
import org.opensmdp.rsp.CancelSessionReason;
import org.opensmdp.rsp.CancelSessionResponse;
import org.opensmdp.rsp.HashCc;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.rsp.SmdpOid;

/** Whole downloads over TLS from an honest server, and from some that are not. */
class LpaIT {
  private final List<String> steps = new ArrayList<>();
  private VirtualEuicc card = Cards.card(NIST);
  private TestEs9Server server = new TestEs9Server(Cards.smdp(NIST), card.eid());

  @AfterEach
  void stop() {
    server.close();
  }

  private Lpa lpa(LpaOptions options) {
    return lpa(options, NIST);
  }

  private Lpa lpa(LpaOptions options, TestHierarchy trusted) {
    return new Lpa(
        card,
        Es9PlusClient.any(List.of(trusted.tlsCi())),
        options,
        (step, took, failure) -> steps.add(
            step + failure.map(e -> " " + e.getClass().getSimpleName()).orElse("")),
        Cards.CLOCK);
  }

  private ActivationCode code() {
    return new ActivationCode(server.address(), new MatchingId("AB-1"), Optional.empty(), false);
  }

  private InstallOutcome download(Optional<String> confirmationCode) {
    return lpa(LpaOptions.defaults()).download(code(), confirmationCode);
  }

  @Test
  void downloadsInstallsAndReports() {
    var outcome = download(Optional.empty());

    assertThat(outcome).isInstanceOfSatisfying(InstallOutcome.Installed.class, installed -> {
      assertThat(installed.iccid()).isEqualTo(ICCID);
      assertThat(installed.isdpAid()).isEqualTo(card.profiles().get(0).isdpAid());
      assertThat(server.notifications).containsExactly(installed.result());
    });
    assertThat(card.notifications()).isEmpty();
    assertThat(server.authenticated().euiccSigned1().ctxParams1().matchingId())
        .contains(new MatchingId("AB-1"));
    assertThat(steps)
        .containsExactly(
            "INITIATE_AUTHENTICATION",
            "AUTHENTICATE_SERVER",
            "AUTHENTICATE_CLIENT",
            "PREPARE_DOWNLOAD",
            "GET_BOUND_PROFILE_PACKAGE",
            "LOAD_BOUND_PROFILE_PACKAGE",
            "HANDLE_NOTIFICATION");
  }

  @Test
  void downloadsUnderABrainpoolCi() {
    server.close();
    card = Cards.card(BRAINPOOL);
    server = new TestEs9Server(Cards.smdp(BRAINPOOL), card.eid());

    var outcome = lpa(LpaOptions.defaults(), BRAINPOOL).download(code(), Optional.empty());

    assertThat(outcome).isInstanceOf(InstallOutcome.Installed.class);
  }

  @Test
  void keepsNotificationsIfToldSo() {
    var lpa = lpa(LpaOptions.defaults().keepingNotifications());
    lpa.download(code(), Optional.empty());

    assertThat(server.notifications).isEmpty();
    assertThat(lpa.sendNotifications()).isEqualTo(1);
    assertThat(server.notifications).hasSize(1);
  }

  @Test
  void keepsANotificationThatCannotBeDelivered() {
    var lpa = lpa(LpaOptions.defaults().keepingNotifications());
    lpa.download(code(), Optional.empty());
    server.close();

    assertThat(lpa.sendNotifications()).isZero();
    assertThat(card.notifications()).hasSize(1);
    assertThat(steps).last().isEqualTo("HANDLE_NOTIFICATION UncheckedIOException");
  }

  @Test
  void hashesTheConfirmationCode() {
    server.ccRequired = true;

    assertThat(download(Optional.of("1234"))).isInstanceOf(InstallOutcome.Installed.class);

    assertThat(server.hashes)
        .containsExactly(Optional.of(HashCc.of(HashCc.stored("1234"), server.smdp.transactionId)));
  }

  @Test
  void givesUpWithoutTheCodeTheServerWants() {
    server.ccRequired = true;

    assertCancelled(download(Optional.empty()), CancelSessionReason.END_USER_REJECTION);
  }

  @Test
  void givesUpIfThePackageHasOtherMetadataThanAnnounced() {
    server.delivered = server.metadata().profilePolicyRules(2).build();

    assertCancelled(download(Optional.empty()), CancelSessionReason.METADATA_MISMATCH);
    assertThat(card.profiles()).isEmpty();
  }

  private void assertCancelled(InstallOutcome outcome, CancelSessionReason reason) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            InstallOutcome.Cancelled.class,
            cancelled -> assertThat(cancelled.reason()).isEqualTo(reason));
    assertThat(server.cancellations)
        .singleElement()
        .isInstanceOfSatisfying(
            CancelSessionResponse.Ok.class,
            ok -> assertThat(ok.euiccCancelSessionSigned().reason()).isEqualTo(reason));
  }

  private void assertRefused(InstallOutcome outcome, LpaStep step, String pair) {
    assertThat(outcome).isInstanceOfSatisfying(InstallOutcome.Refused.class, refused -> {
      assertThat(refused.step()).isEqualTo(step);
      assertThat(refused.refusal().pair()).isEqualTo(pair);
    });
  }

  @Test
  void saysWhatTheServerRefused() {
    server.refuse("getBoundProfilePackage", "8.2.7", "3.8");

    assertRefused(download(Optional.empty()), LpaStep.GET_BOUND_PROFILE_PACKAGE, "8.2.7/3.8");
    assertThat(server.cancellations).isEmpty();
  }

  @Test
  void cancelsAfterARefusalIfToldSo() {
    server.refuse("getBoundProfilePackage", "8.2.7", "3.8");

    lpa(LpaOptions.defaults().cancellingAfterRefusal()).download(code(), Optional.empty());

    assertThat(server.cancellations).singleElement().isInstanceOf(CancelSessionResponse.Ok.class);
  }

  @Test
  void tellsTheServerWhenTheCardRefusesIt() {
    server.serverSigningKey = Optional.of(server.smdp.credentials.dpPb().key());

    assertRefused(download(Optional.empty()), LpaStep.AUTHENTICATE_CLIENT, "8.1/6.1");
  }

  @Test
  void saysWhyTheCardRefusesAPackage() {
    download(Optional.empty());

    var again = download(Optional.empty());

    assertThat(again)
        .isInstanceOfSatisfying(
            InstallOutcome.NotInstalled.class,
            outcome -> assertThat(outcome.failure().errorReason()).isEqualTo(9));
    assertThat(server.notifications).hasSize(2);
  }

  @Test
  void refusesAServerOfAnotherOidThanTheActivationCodes() {
    var code = new ActivationCode(
        server.address(), MatchingId.NONE, Optional.of(new SmdpOid("2.999.77")), false);

    assertThatExceptionOfType(MalformedAnswer.class)
        .isThrownBy(() -> lpa(LpaOptions.defaults()).download(code, Optional.empty()))
        .withMessageContaining("2.999.77");
  }

  @Test
  void canRepeatAStepWithTheSameRequest() {
    var lpa = lpa(LpaOptions.defaults());
    var initiated = lpa.initiateAuthentication(code());
    var request = lpa.authenticateServer(initiated, Optional.empty());
    lpa.authenticateClient(initiated, request);

    var again = lpa.authenticateClient(initiated, request);
    var package1 = lpa.prepareDownload(again, Optional.empty());
    lpa.getBoundProfilePackage(again, package1);
    var downloaded = lpa.getBoundProfilePackage(again, package1);

    assertThat(lpa.install(downloaded).notificationMetadata().iccid()).contains(ICCID);
    assertThat(server.http.requests()).hasSize(5);
  }

  @Test
  void leavesAPostponedDownloadToBeStartedAgain() {
    var lpa = lpa(LpaOptions.defaults());
    var session = lpa.authenticateClient(lpa.initiateAuthentication(code()), Optional.empty());

    lpa.cancelSession(session, CancelSessionReason.POSTPONED);

    assertCancelled(
        new InstallOutcome.Cancelled(CancelSessionReason.POSTPONED, ""),
        CancelSessionReason.POSTPONED);
    assertThat(download(Optional.empty())).isInstanceOf(InstallOutcome.Installed.class);
  }
}
