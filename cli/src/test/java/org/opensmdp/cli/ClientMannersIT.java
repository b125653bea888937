package org.opensmdp.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Clock;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensmdp.activation.ProfileState;
import org.opensmdp.crypto.Curve;
import org.opensmdp.rsp.AuthenticateClientRequest;
import org.opensmdp.rsp.AuthenticateServerResponse;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.CancelSessionFunctionRequest;
import org.opensmdp.rsp.CancelSessionReason;
import org.opensmdp.rsp.CancelSessionResponse;
import org.opensmdp.rsp.GetBoundProfilePackageRequest;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.rsp.PrepareDownloadResponse;
import org.opensmdp.server.TryOutStock;
import org.opensmdp.simulator.DownloadOrder;
import org.opensmdp.simulator.Es9PlusRefusal;
import org.opensmdp.simulator.InstallOutcome;
import org.opensmdp.simulator.Lpa;
import org.opensmdp.simulator.LpaListener;
import org.opensmdp.simulator.LpaOptions;
import org.opensmdp.simulator.LpaSession;
import org.opensmdp.simulator.VirtualEuicc;

/** LPAs of the field as they are: their headers, their spellings, and what they do after a failure. */
class ClientMannersIT {
  private static final int INVALID_CERTIFICATE = 1;
  private static final CancelSessionReason REJECTED = CancelSessionReason.END_USER_REJECTION;

  private final TestHouse house = TestHouse.get();
  private final TestHouse.Released order = house.release(DownloadOrder.ofType(TryOutStock.TYPE));
  private final VirtualEuicc card = house.card(Curve.NIST_P256);
  private final RawEs9Plus server = server(LpaManner.LPAC);
  private final Lpa lpac = lpa(server);

  static Stream<LpaManner> manners() {
    return Stream.of(
        LpaManner.LPAC,
        LpaManner.EUICC_GO,
        LpaManner.TRUPHONE,
        LpaManner.OPENEUICC,
        LpaManner.LPAC.inLowerCase(),
        LpaManner.TRUPHONE.withHeaderMember(),
        LpaManner.of(
            "an LPA in the eUICC", "User-Agent: gsma-rsp-lpae", "Content-Type: application/json"),
        LpaManner.of("no headers at all"),
        LpaManner.of("v2.1.0", "X-Admin-Protocol: gsma/rsp/v2.1.0"),
        LpaManner.of("v2.6.1", "X-Admin-Protocol: gsma/rsp/v2.6.1"),
        LpaManner.of("v3.0.0", "X-Admin-Protocol: gsma/rsp/v3.0.0"),
        LpaManner.of("v3.1.0", "X-Admin-Protocol: gsma/rsp/v3.1.0"),
        LpaManner.of("nonsense", "X-Admin-Protocol: 2"),
        LpaManner.of("a charset", "content-type: APPLICATION/JSON;charset=\"UTF-8\""),
        LpaManner.of("another charset", "Content-Type: application/json; charset=iso-8859-1"));
  }

  @ParameterizedTest
  @MethodSource("manners")
  void everyMannerOfAskingIsServedToTheEnd(LpaManner manner) {
    var server = server(manner);

    var outcome = lpa(server).download(order.activationCode(), Optional.empty());

    assertThat(outcome).isInstanceOf(InstallOutcome.Installed.class);
    assertThat(house.stateBecoming(ProfileState.INSTALLED, order.iccid()))
        .isEqualTo(ProfileState.INSTALLED);
    assertThat(server.exchanges())
        .allSatisfy(exchange -> assertThat(exchange.answer().headers("X-Admin-Protocol"))
            .containsExactly("gsma/rsp/v2.5.0"));
    assertThat(server.exchanges()).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LocalHost", "localhost.", " localhost ", "localhost.:443"})
  void itsAddressMayBeSpelledAsTheUserTypedIt(String address) {
    var initiated = lpa(server(LpaManner.TRUPHONE)).initiateAuthentication(address);

    assertThat(initiated.response().serverSigned1().serverAddress())
        .isEqualTo(address.replace(":443", ""));
  }

  @Test
  void afterARefusedAuthenticateClientTheSessionIsOver() {
    var initiated = lpac.initiateAuthentication(order.activationCode());
    var unknown = Optional.of(new MatchingId("NO-SUCH-ORDER"));
    refused(() -> lpac.authenticateClient(initiated, unknown));

    refused(() -> lpac.cancelSession(initiated, REJECTED));

    JsonAnswers.isFailed(server.last().answer(), "8.10.1/3.9");
    assertThat(lpac.download(order.activationCode(), Optional.empty()))
        .isInstanceOf(InstallOutcome.Installed.class);
  }

  @Test
  void aCardThatRefusesTheServerIsAnsweredAndItsSessionIsOver() {
    var initiated = lpac.initiateAuthentication(order.activationCode());
    var id = initiated.transactionId();
    var error = AuthenticateServerResponse.Error.of(id, INVALID_CERTIFICATE);
    refused(() -> server.authenticateClient(new AuthenticateClientRequest(id, error)));
    JsonAnswers.isFailed(server.last().answer(), "8.1/6.1");

    refused(() -> lpac.cancelSession(initiated, REJECTED));

    JsonAnswers.isFailed(server.last().answer(), "8.10.1/3.9");
    assertThat(lpac.download(order.activationCode(), Optional.empty()))
        .isInstanceOf(InstallOutcome.Installed.class);
  }

  @Test
  void aMistypedCodeThatTheLpaCancelsCostsNoOrder() {
    var confirmed = house.release(DownloadOrder.ofType(TryOutStock.TYPE), Optional.of("4711"));
    var session = authenticated(confirmed);
    refused(() -> lpac.getBoundProfilePackage(session, Optional.of("0815")));
    JsonAnswers.isFailed(server.last().answer(), "8.2.7/3.8");

    lpac.cancelSession(session, REJECTED);

    JsonAnswers.isCancelSession(server.last().answer());
    refused(() -> lpac.getBoundProfilePackage(session, Optional.of("4711")));
    JsonAnswers.isFailed(server.last().answer(), "8.10.1/3.9");
    assertThat(lpac.download(confirmed.activationCode(), Optional.of("4711")))
        .isInstanceOf(InstallOutcome.Installed.class);
  }

  @Test
  void aCardThatRefusesTheDownloadIsAnsweredAndItsCancelCostsNoOrder() {
    var session = authenticated(order);
    var error = PrepareDownloadResponse.Error.of(session.transactionId(), INVALID_CERTIFICATE);
    refused(() -> server.getBoundProfilePackage(
        new GetBoundProfilePackageRequest(session.transactionId(), error)));
    JsonAnswers.isFailed(server.last().answer(), "8.1/6.1");

    lpac.cancelSession(session, REJECTED);

    JsonAnswers.isCancelSession(server.last().answer());
    assertThat(lpac.download(order.activationCode(), Optional.empty()))
        .isInstanceOf(InstallOutcome.Installed.class);
  }

  @Test
  void aCardThatForgotTheSessionAfterAnInstallationMayCancelAndReportLater() {
    var session = authenticated(order);
    lpac.install(lpac.getBoundProfilePackage(session, Optional.empty()));
    var forgotten = CancelSessionResponse.Error.of(5);

    server.cancelSession(new CancelSessionFunctionRequest(session.transactionId(), forgotten));

    JsonAnswers.isCancelSession(server.last().answer());
    assertThat(lpac.sendNotifications()).isEqualTo(1);
    JsonAnswers.isHandleNotification(server.last().answer());
    assertThat(house.stateBecoming(ProfileState.INSTALLED, order.iccid()))
        .isEqualTo(ProfileState.INSTALLED);
  }

  @Test
  void aReaderThatFailsInTheMiddleOfAnInstallationEndsTheOrderAsTheUserDoes() {
    var session = authenticated(order);
    lpac.getBoundProfilePackage(session, Optional.empty());

    lpac.cancelSession(session, REJECTED);

    JsonAnswers.isCancelSession(server.last().answer());
    assertThat(house.state(order.iccid())).isEqualTo(ProfileState.ERROR);
  }

  @Test
  void aReportMayBeSentAgainAndAgain() {
    lpac.download(order.activationCode(), Optional.empty());
    var report = server.last().request();

    for (int i = 0; i < 3; i++) {
      JsonAnswers.isHandleNotification(server.post("handleNotification", report.toArray()));
    }

    assertThat(house.stateBecoming(ProfileState.INSTALLED, order.iccid()))
        .isEqualTo(ProfileState.INSTALLED);
  }

  @Test
  void aRequestRepeatedAfterALostAnswerGetsTheSameOctets() {
    var session = authenticated(order);
    var authenticated = server.last();
    assertThat(repeat(authenticated)).isEqualTo(authenticated.answer().body());

    lpac.getBoundProfilePackage(session, Optional.empty());

    var bound = server.last();
    assertThat(repeat(bound)).isEqualTo(bound.answer().body());
  }

  private Bytes repeat(Exchange exchange) {
    return server.post(exchange.function(), exchange.request().toArray()).body();
  }

  private static void refused(ThrowingCallable call) {
    assertThat(catchThrowableOfType(Es9PlusRefusal.class, call)).isNotNull();
  }

  private LpaSession.Authenticated authenticated(TestHouse.Released released) {
    var code = released.activationCode();
    return lpac.authenticateClient(
        lpac.initiateAuthentication(code), Optional.of(code.matchingId()));
  }

  private RawEs9Plus server(LpaManner manner) {
    int port = house.server().es9plusAddresses().get(0).getPort();
    return new RawEs9Plus(RawHttp.device(house.directory()), port, manner);
  }

  private Lpa lpa(RawEs9Plus server) {
    return new Lpa(
        card, address -> server, LpaOptions.defaults(), LpaListener.NONE, Clock.systemUTC());
  }
}
