package org.opensmdp.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensmdp.activation.Refusals.assertRefused;
import static org.opensmdp.activation.SampleStock.CARD;
import static org.opensmdp.activation.TestServer.CODE;
import static org.opensmdp.activation.TestServer.ICCID;
import static org.opensmdp.activation.TestServer.TOKEN;
import static org.opensmdp.rsp.StatusCode.CONFIRMATION_CODE_REFUSED;

import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.opensmdp.activation.ProfileType.Protection;
import org.opensmdp.rsp.BoundProfilePackage;
import org.opensmdp.rsp.CancelSessionReason;
import org.opensmdp.rsp.HashCc;
import org.opensmdp.rsp.NotificationEvent;

/** What the timeline of an order tells, from stock to card. */
class LifeOfAnOrderTest {
  private final TestServer server = new TestServer();

  @Test
  void tellsEveryStepWithFunctionStatesAndStatus() {
    live();

    assertThat(server.timeline())
        .extracting(LifeOfAnOrderTest::line)
        .containsExactly(
            "ES2+.DownloadOrder AVAILABLE ALLOCATED OK",
            "ES2+.ConfirmOrder ALLOCATED CONFIRMED OK",
            "ES2+.ReleaseProfile CONFIRMED RELEASED OK",
            "ES9+.InitiateAuthentication - - OK",
            "ES9+.AuthenticateClient RELEASED RELEASED OK",
            "ES9+.GetBoundProfilePackage RELEASED RELEASED CONFIRMATION_CODE_REFUSED",
            "ES9+.CancelSession RELEASED RELEASED OK",
            "ES9+.InitiateAuthentication - - OK",
            "ES9+.AuthenticateClient RELEASED RELEASED OK",
            "ES9+.GetBoundProfilePackage RELEASED DOWNLOADED OK",
            "ES9+.HandleNotification DOWNLOADED INSTALLED OK",
            "ES9+.HandleNotification - - OK");
    assertThat(server.timeline().stream().skip(3))
        .allSatisfy(event -> assertThat(event.eid()).contains(CARD));
  }

  @Test
  void tellsNobodyACodeAHashOrAKey() {
    live();

    String told = server.store.events().stream()
        .map(ActivationEvent::toString)
        .collect(Collectors.joining("\n"));

    assertThat(told)
        .doesNotContainIgnoringCase(
            CODE,
            HashCc.stored(CODE).reveal().toString(),
            SampleStock.KI.toString(),
            SampleStock.OPC.toString());
  }

  @Test
  void deliversUnderKeysOfTheProfileWhereTheTypeSaysSo() {
    var owner = server.operator;
    var ahead = SampleStock.type(
        server.store, SampleStock.sample(owner, "Ahead", Protection.PROFILE_KEYS), 20, 1);
    var iccid = SampleStock.iccid(20);
    var order =
        new DownloadOrder.Request(Optional.empty(), Optional.empty(), Optional.of(ahead.name()));
    server.downloadOrder.run(server.caller, order);
    var confirmation = new ConfirmOrder.Request(
        iccid, Optional.empty(), Optional.of(TOKEN), Optional.empty(), Optional.empty(), true);
    server.confirmOrder.run(server.caller, confirmation);

    var bound = server.download(server.authenticate()).boundProfilePackage();

    assertThat(BoundProfilePackage.parse(bound).secondSequenceOf87()).isPresent();
    assertThat(server.profile(iccid).state()).isEqualTo(ProfileState.DOWNLOADED);
  }

  private void live() {
    server.order(Optional.empty());
    server.confirm(TOKEN, Optional.of(CODE), false);
    server.releaseProfile.run(server.caller, ICCID);
    var first = server.authenticate();
    assertRefused(
        CONFIRMATION_CODE_REFUSED, () -> server.download(first, server.otpk, Optional.of("wrong")));
    var rejected = CancelSessionReason.END_USER_REJECTION;
    server.cancelSession.run(server.card.cancel(first.transactionId(), server.oid(), rejected));
    var second = server.authenticate();
    server.download(second, server.otpk, Optional.of(CODE));
    server.report(server.card.installed(second.transactionId(), server.oid(), 1, ICCID));
    server.report(server.card.tell(NotificationEvent.ENABLE, 2, ICCID));
  }

  private static String line(ActivationEvent event) {
    return "%s %s %s %s"
        .formatted(event.function(), name(event.from()), name(event.to()), event.status());
  }

  private static String name(Optional<ProfileState> state) {
    return state.map(Enum::name).orElse("-");
  }
}
