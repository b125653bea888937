package org.opensmdp.es9plus;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensmdp.activation.StorageUnavailable;
import org.opensmdp.http.Reply;
import org.opensmdp.http.Request;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.CancelSessionFunctionRequest;
import org.opensmdp.rsp.CancelSessionResponse;
import org.opensmdp.rsp.EuiccInfo1;
import org.opensmdp.rsp.InitiateAuthenticationRequest;
import org.opensmdp.rsp.InvalidMessage;

/** What devices send, and what they are told when it is not that. */
class Es9PlusRequestsTest {
  private final Es9PlusInterface es9plus = new Es9PlusInterface();

  private static String text(Reply reply) {
    return new String(reply.body(), US_ASCII);
  }

  @Test
  void readsInitiateAuthentication() {
    es9plus.call("initiateAuthentication", Bodies.INITIATE);

    assertThat(es9plus.heard)
        .containsExactly(new InitiateAuthenticationRequest(
            Bytes.fromHex("000102030405060708090A0B0C0D0E0F"),
            EuiccInfo1.parse(Bytes.fromHex(Bodies.INFO1)),
            "smdp.example.com"));
  }

  @Test
  void readsATransactionIdInEitherCase() {
    es9plus.call("cancelSession", Bodies.CANCEL.replace("AB00CD", "aB00cd"));

    assertThat(es9plus.heard)
        .containsExactly(new CancelSessionFunctionRequest(
            Es9PlusInterface.ID, CancelSessionResponse.Error.of(127)));
  }

  @Test
  void readsBase64WithWhiteSpaceAnywhereAndWithoutPadding() {
    String[] spellings = {"vzcA", " v\\nz\\r\\ncA\\t", "v zcA", "vzc\\u0041", "vzcA\\n"};

    for (String spelling : spellings) {
      es9plus.call("handleNotification", "{\"pendingNotification\":\"" + spelling + "\"}");
    }
    es9plus.call("handleNotification", "{\"pendingNotification\":\"vzc\"}");

    assertThat(es9plus.heard.subList(0, 5)).containsOnly(Bytes.fromHex("BF3700"));
    assertThat(es9plus.heard).last().isEqualTo(Bytes.fromHex("BF37"));
  }

  @Test
  void ignoresAHeaderUnknownMembersAndTheCharset() {
    String body = Bodies.CANCEL.replaceFirst(
        "\\{", "{\"header\":{\"functionCallIdentifier\":\"1\"},\"x\":[{}],\"header\":3,");
    var request = Request.of("POST", "/gsma/rsp2/es9plus/cancelSession", body.getBytes(UTF_8));

    var reply = es9plus.call(request.withHeader("Content-Type", "Application/JSON; charset=\"x\""));

    assertThat(text(reply)).contains("Executed-Success");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "initiateAuthentication",
        "authenticateClient",
        "getBoundProfilePackage",
        "cancelSession"
      })
  void refusesWhatIsNotJsonWithAnEmpty400(String function) {
    for (String junk : new String[] {"", "x", "[]", "{", "{} {}", "\u0000"}) {
      var reply = es9plus.call(function, junk);

      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.body()).isEmpty();
    }
    assertThat(es9plus.observed).allMatch(line -> line.endsWith(" MALFORMED")).hasSize(6);
  }

  @Test
  void refusesTheAsn1BindingWith415() {
    var request = Request.of("POST", "/gsma/rsp2/es9plus/cancelSession", new byte[] {0x30, 0})
        .withHeader("Content-Type", "application/x-gsma-rsp-asn1");

    assertThat(es9plus.call(request).status()).isEqualTo(415);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "initiateAuthentication | {}                                | 2.2 | euiccChallenge is missing",
        "initiateAuthentication | {'euiccChallenge':null}           | 2.2 | euiccChallenge is missing",
        "initiateAuthentication | {'euiccChallenge':1}              | 2.1 | euiccChallenge is not a string",
        "initiateAuthentication | {'euiccChallenge':'*'}            | 2.1 | euiccChallenge is not base64",
        "initiateAuthentication | {'euiccChallenge':'_-__'}         | 2.1 | euiccChallenge is not base64",
        "initiateAuthentication | {'euiccChallenge':'é'}            | 2.1 | euiccChallenge is not base64",
        "initiateAuthentication | {'euiccChallenge':'AA=='}         | 2.2 | euiccInfo1 is missing",
        "authenticateClient     | {'transactionId':'0'}             | 2.1 | transactionId is not hex of 1 to 16 octets",
        "authenticateClient     | {'transactionId':''}              | 2.1 | transactionId is not hex of 1 to 16 octets",
        "authenticateClient     | {'transactionId':'0g'}            | 2.1 | transactionId is not hex of 1 to 16 octets",
        "authenticateClient     | {'transactionId':[]}              | 2.1 | transactionId is not a string",
        "authenticateClient     | {'transactionId':'00'}            | 2.2 | authenticateServerResponse is missing",
        "getBoundProfilePackage | {'transactionId':'00'}            | 2.2 | prepareDownloadResponse is missing",
        "cancelSession          | {'transactionId':'00'}            | 2.2 | cancelSessionResponse is missing",
        "cancelSession          | {'cancelSessionResponse':'vzcA'}  | 2.2 | transactionId is missing",
      })
  void namesTheMemberThatIsMissingOrWrong(
      String function, String body, String reason, String message) {
    var reply = es9plus.call(function, body.replace('\'', '"'));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(text(reply))
        .contains("\"subjectCode\":\"1.3.1\",\"reasonCode\":\"" + reason + "\"")
        .contains("\"message\":\"" + message + "\"")
        .contains("\"status\":\"Failed\"");
    assertThat(es9plus.heard).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "authenticateClient,authenticateServerResponse",
    "getBoundProfilePackage,prepareDownloadResponse",
    "cancelSession,cancelSessionResponse"
  })
  void namesTheMemberThatHoldsAnotherMessage(String function, String member) {
    for (String der : new String[] {"", "00", "3000", "BF38", "BF2100", "BF38FF", "BF4102A000"}) {
      var reply = es9plus.call(function, Bodies.transaction(member, Bytes.fromHex(der)));

      assertThat(reply.status()).isEqualTo(200);
      assertThat(text(reply))
          .contains(
              "\"subjectCode\":\"1.3.1\",\"reasonCode\":\"2.1\",\"message\":\"" + member + ": ");
    }
    assertThat(es9plus.heard).isEmpty();
  }

  @Test
  void refusesAChallengeOfAnotherSize() {
    String body = Bodies.INITIATE.replace("AAECAwQFBgcICQoLDA0ODw==", "AAEC");

    var reply = es9plus.call("initiateAuthentication", body);

    assertThat(text(reply))
        .contains("\"subjectCode\":\"1.3.1\"")
        .contains("euiccChallenge: 3 octets");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "junk",
        "[]",
        "{}",
        "{\"pendingNotification\":1}",
        "{\"pendingNotification\":\"\"}",
        "{\"pendingNotification\":\"*\"}",
        "{\"pendingNotification\":\"AA=A\"}"
      })
  void tellsAReporterOfJunkToStop(String junk) {
    var reply = es9plus.call("handleNotification", junk);

    assertThat(reply.status()).isEqualTo(204);
    assertThat(reply.body()).isEmpty();
    assertThat(es9plus.heard).isEmpty();
    assertThat(es9plus.observed).containsExactly("ES9+.HandleNotification MALFORMED");
  }

  @Test
  void keepsOctetsThatAreNoNotification() {
    var reply = es9plus.call("handleNotification", "{\"pendingNotification\":\"AAAA\"}");

    assertThat(reply.status()).isEqualTo(204);
    assertThat(es9plus.heard).containsExactly(Bytes.fromHex("000000"));
    assertThat(es9plus.observed).containsExactly("ES9+.HandleNotification OK");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/x-gsma-rsp-asn1"})
  void takesANotificationUnderEveryContentType(String contentType) {
    byte[] body = Bodies.NOTIFY.getBytes(UTF_8);
    var request = Request.of("POST", "/gsma/rsp2/es9plus/handleNotification", body);

    assertThat(es9plus.call(request.withHeader("Content-Type", contentType)).status())
        .isEqualTo(204);
    assertThat(es9plus.heard).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"cancelSession,CancelSession", "handleNotification,HandleNotification"})
  void asksToComeAgainWhenTheStorageIsAway(String path, String function) {
    var down = Es9PlusInterface.failing(new StorageUnavailable(new IOException("refused")));

    var reply = down.call(path, Bodies.CANCEL.replace("}", ",\"pendingNotification\":\"vzcA\"}"));

    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.header("Retry-After")).contains("10");
    assertThat(reply.body()).isEmpty();
    assertThat(down.observed).containsExactly("ES9+." + function + " UNAVAILABLE");
  }

  @Test
  void letsADefectThroughAndCountsIt() {
    var defect = new IllegalStateException("broken");
    var broken = Es9PlusInterface.failing(defect);

    assertThatThrownBy(() -> broken.call("cancelSession", Bodies.CANCEL)).isSameAs(defect);
    assertThat(broken.observed).containsExactly("ES9+.CancelSession DEFECT");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "initiateAuthentication",
        "authenticateClient",
        "getBoundProfilePackage",
        "handleNotification",
        "cancelSession"
      })
  void doesNotBlameTheCardForWhatIsStoredHere(String function) {
    var broken = Es9PlusInterface.failing(new InvalidMessage("SmdpSigned2: ends too early"));

    assertThatIllegalStateException()
        .isThrownBy(() -> broken.call(function, Bodies.of(function)))
        .withCauseInstanceOf(InvalidMessage.class);
    assertThat(broken.observed).singleElement().asString().endsWith(" DEFECT");
  }
}
