package org.opensmdp.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.opensmdp.crypto.Curve;
import org.opensmdp.rsp.ActivationCode;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.CancelSessionReason;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.rsp.Tlv;
import org.opensmdp.server.TryOutStock;
import org.opensmdp.simulator.DownloadOrder;
import org.opensmdp.simulator.Es9PlusRefusal;
import org.opensmdp.simulator.InstallOutcome;
import org.opensmdp.simulator.Lpa;
import org.opensmdp.simulator.LpaListener;
import org.opensmdp.simulator.LpaOptions;
import org.opensmdp.simulator.LpaSession;

/** The answers of ES9+ in ASN.1 as octets: DER, the tags of the module and nothing else. */
class Asn1AnswersIT {
  private final TestHouse house = TestHouse.get();
  private final RawAsn1 server = new RawAsn1(
      RawHttp.device(house.directory()),
      house.server().es9plusAddresses().get(0).getPort());
  private final Lpa lpa = lpa(Curve.NIST_P256);

  @Test
  void everySuccessHasExactlyTheTagsOfItsFunction() {
    var order = house.release(DownloadOrder.ofType(TryOutStock.TYPE));

    var initiated = lpa.initiateAuthentication(order.activationCode());
    assertThat(tags(0xBF39)).containsExactly(0x80, 0x30, 0x5F37, 0x04, 0x30);

    var session =
        lpa.authenticateClient(initiated, Optional.of(order.activationCode().matchingId()));
    assertThat(tags(0xBF3B)).containsExactly(0x80, 0xBF25, 0x30, 0x5F37, 0x30);

    var downloaded = lpa.getBoundProfilePackage(session, Optional.empty());
    assertThat(tags(0xBF3A)).containsExactly(0x80, 0xBF36);

    lpa.install(downloaded);
    assertThat(lpa.sendNotifications()).isEqualTo(1);
    JsonAnswers.isHandleNotification(server.last().answer());
  }

  @Test
  void aBrainpoolCardIsServedAsWell() {
    var order = house.release(DownloadOrder.ofType(TryOutStock.TYPE), Optional.of("4711"));

    var outcome = lpa(Curve.BRAINPOOL_P256R1).download(order.activationCode(), Optional.of("4711"));

    assertThat(outcome).isInstanceOf(InstallOutcome.Installed.class);
  }

  @Test
  void cancelSessionSucceedsWithAnEmptySequence() {
    var session = authenticated(house.release(DownloadOrder.ofType(TryOutStock.TYPE)));

    lpa.cancelSession(session, CancelSessionReason.of(1));

    assertThat(answer()).isEqualTo(Bytes.fromHex("A205BF4102A000"));
  }

  @Test
  void everyRefusalIsItsIntegerAlone() {
    assertThatExceptionOfType(Es9PlusRefusal.class)
        .isThrownBy(() -> lpa.initiateAuthentication("smdp.example.net"));
    assertThat(answer()).isEqualTo(Bytes.fromHex("A206BF3903810101"));

    var order = house.release(DownloadOrder.ofType(TryOutStock.TYPE), Optional.of("4711"));
    var address = order.activationCode().smdpAddress();
    var unknown =
        new ActivationCode(address, new MatchingId("NO-SUCH-ORDER"), Optional.empty(), false);
    lpa.download(unknown, Optional.empty());
    assertThat(answer()).isEqualTo(Bytes.fromHex("A206BF3B03810106"));

    var session = authenticated(order);
    assertThatExceptionOfType(Es9PlusRefusal.class)
        .isThrownBy(() -> lpa.getBoundProfilePackage(session, Optional.of("0815")));
    assertThat(answer()).isEqualTo(Bytes.fromHex("A206BF3A03810103"));

    lpa.cancelSession(session, CancelSessionReason.of(1));
    assertThatExceptionOfType(Es9PlusRefusal.class)
        .isThrownBy(() -> lpa.getBoundProfilePackage(session, Optional.of("4711")));
    assertThat(answer()).isEqualTo(Bytes.fromHex("A206BF3A0381015F"));
  }

  @Test
  void cancelSessionOfAnUnknownSessionIsItsInteger() {
    var request = Bytes.fromHex("A20BBF4108800100A103810105");

    server.post("cancelSession", request);

    assertThat(answer()).isEqualTo(Bytes.fromHex("A206BF4103810101"));
  }

  @Test
  void handleNotificationNeverFails() {
    server.post("handleNotification", Bytes.fromHex("A207BF3D0430020500"));

    JsonAnswers.isHandleNotification(server.last().answer());
  }

  private Lpa lpa(Curve curve) {
    return new Lpa(
        house.card(curve),
        address -> server,
        LpaOptions.defaults(),
        LpaListener.NONE,
        Clock.systemUTC());
  }

  private LpaSession.Authenticated authenticated(TestHouse.Released order) {
    var code = order.activationCode();
    return lpa.authenticateClient(lpa.initiateAuthentication(code), Optional.of(code.matchingId()));
  }

  /** The body of the last answer, whose frame is looked at too. */
  private Bytes answer() {
    var answer = server.last().answer();
    assertThat(answer.statusLine()).isEqualTo("HTTP/1.1 200 OK");
    assertThat(answer.headers("Content-Length"))
        .containsExactly(Integer.toString(answer.body().size()));
    assertThat(answer.headers("Content-Type")).containsExactly(RawAsn1.CONTENT_TYPE);
    assertThat(answer.headers("X-Admin-Protocol")).containsExactly("gsma/rsp/v2.5.0");
    JsonAnswers.saysNothingElse(answer);
    return answer.body();
  }

  private List<Integer> tags(int function) {
    var message = Tlv.parse("answer", 0xA2, answer()).value();
    var ok = Tlv.parse("ok", 0xA0, Tlv.parse("function", function, message).value());
    var members = ok.members("ok");
    var tags = new ArrayList<Integer>();
    while (members.hasNext()) {
      tags.add(members.next().tag());
    }
    return tags;
  }
}
