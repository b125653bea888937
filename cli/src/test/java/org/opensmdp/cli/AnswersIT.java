package org.opensmdp.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.opensmdp.crypto.Curve;
import org.opensmdp.rsp.ActivationCode;
import org.opensmdp.rsp.CancelSessionReason;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.server.TryOutStock;
import org.opensmdp.simulator.DownloadOrder;
import org.opensmdp.simulator.Es9PlusRefusal;
import org.opensmdp.simulator.InstallOutcome;
import org.opensmdp.simulator.Lpa;
import org.opensmdp.simulator.LpaListener;
import org.opensmdp.simulator.LpaOptions;
import org.opensmdp.simulator.LpaSession;

/** The answers of ES9+ in JSON as octets: what LPAs of the field break on is not in them. */
class AnswersIT {
  private static final String UNKNOWN = "00112233445566778899AABBCCDDEEFF";

  private final TestHouse house = TestHouse.get();
  private final RawEs9Plus server = new RawEs9Plus(
      RawHttp.device(house.directory()),
      house.server().es9plusAddresses().get(0).getPort(),
      LpaManner.EUICC_GO.inLowerCase());
  private final Lpa lpa = new Lpa(
      house.card(Curve.NIST_P256),
      address -> server,
      LpaOptions.defaults(),
      LpaListener.NONE,
      Clock.systemUTC());

  @Test
  void everySuccessHasExactlyTheMembersOfItsFunction() {
    var order = house.release(DownloadOrder.ofType(TryOutStock.TYPE));

    var outcome = lpa.download(order.activationCode(), Optional.empty());

    assertThat(outcome).isInstanceOf(InstallOutcome.Installed.class);
    var answers = server.exchanges().stream().map(Exchange::answer).toList();
    assertThat(answers).hasSize(4);
    JsonAnswers.isInitiateAuthentication(answers.get(0));
    JsonAnswers.isAuthenticateClient(answers.get(1));
    JsonAnswers.isGetBoundProfilePackage(answers.get(2));
    JsonAnswers.isHandleNotification(answers.get(3));
  }

  @Test
  void theTransactionIdIsTheSameUpperCaseTextInEveryAnswer() {
    var order = house.release(DownloadOrder.ofType(TryOutStock.TYPE));

    lpa.download(order.activationCode(), Optional.empty());

    var first = server.exchanges().get(0).answer().text();
    int start = first.indexOf("\"transactionId\"");
    var member = first.substring(start, first.indexOf(',', start));
    assertThat(member).matches("\"transactionId\":\"[0-9A-F]{32}\"");
    assertThat(server.exchanges().get(1).answer().text()).contains(member);
    assertThat(server.exchanges().get(2).answer().text()).contains(member);
  }

  @Test
  void cancelSessionSucceedsWithTheHeaderAlone() {
    var session = authenticated(house.release(DownloadOrder.ofType(TryOutStock.TYPE)));

    lpa.cancelSession(session, CancelSessionReason.of(1));

    JsonAnswers.isCancelSession(server.last().answer());
  }

  @Test
  void initiateAuthenticationFailsWithNothingButItsPairAndAMessage() {
    assertThatExceptionOfType(Es9PlusRefusal.class)
        .isThrownBy(() -> lpa.initiateAuthentication("smdp.example.net"));

    JsonAnswers.isFailed(server.last().answer(), "8.8.1/3.8");
  }

  @Test
  void authenticateClientFailsWithNothingButItsPairAndAMessage() {
    var known = house.release(DownloadOrder.ofType(TryOutStock.TYPE)).activationCode();
    var code = new ActivationCode(
        known.smdpAddress(), new MatchingId("NO-SUCH-ORDER"), Optional.empty(), false);

    lpa.download(code, Optional.empty());

    JsonAnswers.isFailed(server.last().answer(), "8.2.6/3.8");
  }

  @Test
  void getBoundProfilePackageFailsWithNothingButItsPairAndAMessage() {
    var order = house.release(DownloadOrder.ofType(TryOutStock.TYPE), Optional.of("4711"));

    lpa.download(order.activationCode(), Optional.of("0815"));

    assertThat(server.last().function()).isEqualTo("getBoundProfilePackage");
    JsonAnswers.isFailed(server.last().answer(), "8.2.7/3.8");
  }

  @Test
  void cancelSessionFailsWithNothingButItsPairAndAMessage() {
    var body =
        "{\"transactionId\":\"%s\",\"cancelSessionResponse\":\"v0EDgQEF\"}".formatted(UNKNOWN);

    var answer = server.post("cancelSession", body.getBytes(UTF_8));

    JsonAnswers.isFailed(answer, "8.10.1/3.9");
  }

  @Test
  void handleNotificationNeverFails() {
    JsonAnswers.isHandleNotification(server.post("handleNotification", "junk".getBytes(UTF_8)));
  }

  private LpaSession.Authenticated authenticated(TestHouse.Released order) {
    var code = order.activationCode();
    return lpa.authenticateClient(lpa.initiateAuthentication(code), Optional.of(code.matchingId()));
  }
}
