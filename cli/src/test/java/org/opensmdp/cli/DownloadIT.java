package org.opensmdp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opensmdp.activation.ActivationEvent;
import org.opensmdp.activation.ProfileState;
import org.opensmdp.crypto.Curve;
import org.opensmdp.profile.ProfilePackage;
import org.opensmdp.rsp.ActivationCode;
import org.opensmdp.rsp.CancelSessionReason;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.server.TryOutStock;
import org.opensmdp.simulator.DownloadOrder;
import org.opensmdp.simulator.Es9PlusRefusal;
import org.opensmdp.simulator.InstallOutcome;
import org.opensmdp.simulator.LpaStep;

/** The whole way over real sockets and a real PostgreSQL: ES2+ order, ES9+ download, signed report. */
class DownloadIT {
  private final TestHouse house = TestHouse.get();

  @ParameterizedTest
  @CsvSource({
    "NIST_P256, demo",
    "NIST_P256, demo-ppk",
    "BRAINPOOL_P256R1, demo",
    "BRAINPOOL_P256R1, demo-ppk"
  })
  void carriesAProfileFromTheOrderToTheSignedReport(Curve curve, String type) {
    var order = house.release(DownloadOrder.ofType(type));
    var card = house.card(curve);

    var outcome = house.lpa(card).download(order.activationCode(), Optional.empty());

    assertThat(outcome).isInstanceOf(InstallOutcome.Installed.class);
    assertThat(house.stateBecoming(ProfileState.INSTALLED, order.iccid()))
        .isEqualTo(ProfileState.INSTALLED);
    var installed = card.profiles().get(0);
    assertThat(installed.iccid()).isEqualTo(order.iccid());
    assertThat(
            ProfilePackage.parse(installed.unprotectedProfilePackage()).facts().efIccid())
        .contains(order.iccid());
  }

  @Test
  void carriesAProfileOverTheAsn1Binding() {
    var order = house.release(DownloadOrder.ofType(TryOutStock.TYPE));
    var lpa = house.asn1Lpa(house.card(Curve.NIST_P256), Curve.NIST_P256);

    var outcome = lpa.download(order.activationCode(), Optional.empty());

    assertThat(outcome).isInstanceOf(InstallOutcome.Installed.class);
    assertThat(house.stateBecoming(ProfileState.INSTALLED, order.iccid()))
        .isEqualTo(ProfileState.INSTALLED);
    assertThat(lpa.euicc().profiles().get(0).iccid()).isEqualTo(order.iccid());
    assertThat(lpa.euicc().notifications()).isEmpty();
  }

  @Test
  void refusesAndCancelsOverTheAsn1Binding() {
    var order = house.release(DownloadOrder.ofType(TryOutStock.TYPE));
    var lpa = house.asn1Lpa(house.card(Curve.NIST_P256), Curve.NIST_P256);
    var code = order.activationCode();
    var unknown = new ActivationCode(
        code.smdpAddress(), new MatchingId("NO-SUCH-ORDER"), Optional.empty(), false);
    var session =
        lpa.authenticateClient(lpa.initiateAuthentication(code), Optional.of(code.matchingId()));

    lpa.cancelSession(session, CancelSessionReason.END_USER_REJECTION);
    var refused = lpa.download(unknown, Optional.empty());

    assertThat(house.state(order.iccid())).isEqualTo(ProfileState.ERROR);
    assertThat(refused).isInstanceOfSatisfying(InstallOutcome.Refused.class, outcome -> {
      assertThat(outcome.refusal().pair()).isEqualTo("8.2.6/3.8");
      assertThat(outcome.refusal().message()).isEqualTo("error 6");
    });
  }

  @Test
  void tellsEveryStepInTheTimeline() {
    var order = house.release(DownloadOrder.ofType(TryOutStock.TYPE));

    house.lpa(house.card(Curve.NIST_P256)).download(order.activationCode(), Optional.empty());

    house.stateBecoming(ProfileState.INSTALLED, order.iccid());
    var events = house.timeline(order.iccid());
    assertThat(events)
        .extracting(ActivationEvent::function)
        .containsExactlyInAnyOrder(
            "ES2+.DownloadOrder",
            "ES2+.ConfirmOrder",
            "ES9+.InitiateAuthentication",
            "ES9+.AuthenticateClient",
            "ES9+.GetBoundProfilePackage",
            "ES9+.HandleNotification");
    assertThat(events).extracting(ActivationEvent::status).containsOnly("OK");
  }

  @Test
  void keepsTheSessionAfterAWrongConfirmationCode() {
    var order = house.release(DownloadOrder.ofType(TryOutStock.TYPE), Optional.of("4711"));
    var lpa = house.lpa(house.card(Curve.NIST_P256));
    var session = lpa.authenticateClient(
        lpa.initiateAuthentication(order.activationCode()),
        Optional.of(order.activationCode().matchingId()));
    Optional<Es9PlusRefusal> refusal = Optional.empty();

    try {
      lpa.getBoundProfilePackage(session, Optional.of("0815"));
    } catch (Es9PlusRefusal e) {
      refusal = Optional.of(e);
    }
    var downloaded = lpa.getBoundProfilePackage(session, Optional.of("4711"));

    assertThat(refusal.map(Es9PlusRefusal::pair)).contains("8.2.7/3.8");
    lpa.install(downloaded);
    assertThat(lpa.sendNotifications()).isEqualTo(1);
    assertThat(house.stateBecoming(ProfileState.INSTALLED, order.iccid()))
        .isEqualTo(ProfileState.INSTALLED);
  }

  @Test
  void endsTheOrderWhenTheUserRejects() {
    var order = house.release(DownloadOrder.ofType(TryOutStock.TYPE));
    var lpa = house.lpa(house.card(Curve.NIST_P256));
    var session = lpa.authenticateClient(
        lpa.initiateAuthentication(order.activationCode()),
        Optional.of(order.activationCode().matchingId()));

    lpa.cancelSession(session, CancelSessionReason.of(0));

    assertThat(house.state(order.iccid())).isEqualTo(ProfileState.ERROR);
  }

  @Test
  void keepsTheOrderWhenTheUserPostpones() {
    var order = house.release(DownloadOrder.ofType(TryOutStock.TYPE));
    var lpa = house.lpa(house.card(Curve.NIST_P256));
    var session = lpa.authenticateClient(
        lpa.initiateAuthentication(order.activationCode()),
        Optional.of(order.activationCode().matchingId()));
    lpa.cancelSession(session, CancelSessionReason.of(1));

    var outcome = lpa.download(order.activationCode(), Optional.empty());

    assertThat(outcome).isInstanceOf(InstallOutcome.Installed.class);
  }

  @Test
  void refusesACodeThatNobodyIssued() {
    var code = house.release(DownloadOrder.ofType(TryOutStock.TYPE)).activationCode();
    var unknown = new ActivationCode(
        code.smdpAddress(), new MatchingId("NO-SUCH-CODE"), Optional.empty(), false);

    var outcome = house.lpa(house.card(Curve.NIST_P256)).download(unknown, Optional.empty());

    assertThat(outcome).isInstanceOfSatisfying(InstallOutcome.Refused.class, refused -> {
      assertThat(refused.step()).isEqualTo(LpaStep.AUTHENTICATE_CLIENT);
      assertThat(refused.refusal().pair()).isEqualTo("8.2.6/3.8");
    });
  }

  @Test
  void refusesTheSecondCardThatComesWithACode() {
    var order = house.release(DownloadOrder.ofType(TryOutStock.TYPE));
    house.lpa(house.card(Curve.NIST_P256)).download(order.activationCode(), Optional.empty());
    var second = house.release(DownloadOrder.ofType(TryOutStock.TYPE));
    var first = house.lpa(house.card(Curve.NIST_P256));
    first.authenticateClient(
        first.initiateAuthentication(second.activationCode()),
        Optional.of(second.activationCode().matchingId()));

    var outcome =
        house.lpa(house.card(Curve.NIST_P256)).download(second.activationCode(), Optional.empty());

    assertThat(outcome)
        .isInstanceOfSatisfying(
            InstallOutcome.Refused.class,
            refused -> assertThat(refused.refusal().pair()).isEqualTo("8.1.1/3.8"));
  }

  @Test
  void answersARepeatedRequestWithTheIdenticalPackage() {
    var order = house.release(DownloadOrder.ofType(TryOutStock.TYPE));
    var lpa = house.lpa(house.card(Curve.NIST_P256));
    var session = lpa.authenticateClient(
        lpa.initiateAuthentication(order.activationCode()),
        Optional.of(order.activationCode().matchingId()));
    var request = lpa.prepareDownload(session, Optional.empty());

    var first = lpa.getBoundProfilePackage(session, request);
    var second = lpa.getBoundProfilePackage(session, request);

    assertThat(second.response().boundProfilePackage())
        .isEqualTo(first.response().boundProfilePackage());
  }
}
