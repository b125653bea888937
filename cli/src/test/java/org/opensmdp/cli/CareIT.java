package org.opensmdp.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.opensmdp.activation.ActivationEvent;
import org.opensmdp.activation.ProfileState;
import org.opensmdp.crypto.Curve;
import org.opensmdp.rsp.CancelSessionReason;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.server.TryOutStock;
import org.opensmdp.simulator.DownloadOrder;
import org.opensmdp.simulator.Es2PlusRefusal;
import org.opensmdp.simulator.InstallOutcome;
import org.opensmdp.simulator.Lpa;
import org.opensmdp.simulator.OrderCancellation;
import org.opensmdp.simulator.OrderCancellation.FinalProfileStatus;

/** Care for orders, by the command line against a running server. */
class CareIT {
  private final TestHouse house = TestHouse.get();

  @Test
  void armsAnOrderAgainThatTheUserGaveUp() {
    var order = house.release(DownloadOrder.ofType(TryOutStock.TYPE));
    var lpa = house.lpa(house.card(Curve.NIST_P256));
    giveUp(lpa, order);

    var armed = care("rearm", order.iccid().digits(), "--reason", "pressed the wrong button");

    assertThat(armed.exitCode()).isZero();
    assertThat(house.state(order.iccid())).isEqualTo(ProfileState.RELEASED);
    assertThat(lpa.download(order.activationCode(), Optional.empty()))
        .isInstanceOf(InstallOutcome.Installed.class);
    assertThat(house.stateBecoming(ProfileState.INSTALLED, order.iccid()))
        .isEqualTo(ProfileState.INSTALLED);
    assertThat(house.timeline(order.iccid()))
        .filteredOn(event -> event.function().equals("ReArm"))
        .extracting(ActivationEvent::detail)
        .containsExactly("pressed the wrong button");
    assertThat(house.server().stores().audit().list(0, 10_000)).anySatisfy(entry -> {
      assertThat(entry.what()).isEqualTo("order.rearm");
      assertThat(entry.subject()).isEqualTo("order/" + order.iccid().digits());
      assertThat(entry.reason()).isEqualTo("pressed the wrong button");
    });
  }

  @Test
  void armsNothingAgainWithoutAReasonOrOutOfItsState() {
    var order = house.release(DownloadOrder.ofType(TryOutStock.TYPE));

    var silent = care("rearm", order.iccid().digits());
    var early = care("rearm", order.iccid().digits(), "--reason", "to be sure");
    var unknown = care(
        "rearm", Iccid.withCheckDigit("898822900000000001").digits(), "--reason", "to be sure");

    assertThat(silent.exitCode()).isEqualTo(1);
    assertThat(silent.err()).contains("say why");
    assertThat(early.exitCode()).isEqualTo(1);
    assertThat(early.err()).contains("the profile is released", "8.2.1/3.5");
    assertThat(unknown.exitCode()).isEqualTo(1);
    assertThat(unknown.err()).contains("no profile has this ICCID");
    assertThat(house.state(order.iccid())).isEqualTo(ProfileState.RELEASED);
  }

  @Test
  void keepsAProfileBackThatACardCameForUntilSomebodyLiftsIt() {
    var order = house.release(DownloadOrder.ofType(TryOutStock.TYPE));
    giveUp(house.lpa(house.card(Curve.NIST_P256)), order);
    house
        .operator()
        .cancelOrder(new OrderCancellation(
            order.iccid(),
            Optional.empty(),
            Optional.of(order.activationCode().matchingId()),
            FinalProfileStatus.AVAILABLE));

    assertThatExceptionOfType(Es2PlusRefusal.class)
        .isThrownBy(() -> house.operator().downloadOrder(DownloadOrder.of(order.iccid())))
        .returns("8.2.1/3.3", Es2PlusRefusal::pair)
        .withMessageContaining("not offered until");

    var lifted = care("lift-quarantine", order.iccid().digits(), "--reason", "card returned");
    assertThat(lifted.exitCode()).isZero();
    assertThat(house.operator().downloadOrder(DownloadOrder.of(order.iccid())))
        .isEqualTo(order.iccid());
  }

  @Test
  void changesHowLongOrdersOfATypeMayStayInAState() {
    var changed = care(
        "ages",
        TryOutStock.TYPE_PPK,
        "--state",
        "linked",
        "--max-age",
        "P3D",
        "--action",
        "withdraw");
    var listed = care("ages", TryOutStock.TYPE_PPK);
    var wrong = care("ages", TryOutStock.TYPE_PPK, "--state", "installed");

    assertThat(changed.exitCode()).isZero();
    assertThat(listed.out()).containsPattern("linked +PT72H +withdraw");
    assertThat(listed.out()).containsPattern("released +PT2160H +tell");
    assertThat(wrong.exitCode()).isEqualTo(1);
    assertThat(wrong.err()).contains("state: INSTALLED");
    assertThat(care("over-age", "--json").json().path("overAge").has("released"))
        .isTrue();
  }

  @Test
  void findsNothingCrossedThatConcernsASoundOrder() {
    var order = house.release(DownloadOrder.ofType(TryOutStock.TYPE));
    house.lpa(house.card(Curve.NIST_P256)).download(order.activationCode(), Optional.empty());
    house.stateBecoming(ProfileState.INSTALLED, order.iccid());

    var crossed = care("crossed", "--json").json().path("crossed");

    assertThat(crossed)
        .noneSatisfy(
            one -> assertThat(new Iccid(one.path("iccid").asText())).isEqualTo(order.iccid()));
  }

  private static void giveUp(Lpa lpa, TestHouse.Released order) {
    var code = order.activationCode();
    var session =
        lpa.authenticateClient(lpa.initiateAuthentication(code), Optional.of(code.matchingId()));
    lpa.cancelSession(session, CancelSessionReason.END_USER_REJECTION);
  }

  private Ran care(String command, String... arguments) {
    var words = new ArrayList<Object>(List.of("care", command));
    words.addAll(List.of(arguments));
    words.addAll(List.of("--admin", house.adminUrl(), "--token-file", house.tokenFile()));
    return Ran.of(words.toArray());
  }
}
