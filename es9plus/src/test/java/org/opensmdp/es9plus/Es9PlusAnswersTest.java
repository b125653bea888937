package org.opensmdp.es9plus;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.opensmdp.rsp.StatusCode.DOWNLOAD_ORDER_EXPIRED;
import static org.opensmdp.rsp.StatusCode.MATCHING_ID_REFUSED;

import org.junit.jupiter.api.Test;
import org.opensmdp.http.Reply;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.RspException;

/** The octets of answers: what strict devices need (SGP.22 v2 §6.5.2). */
class Es9PlusAnswersTest {
  private static final String SUCCESS =
      "{\"header\":{\"functionExecutionStatus\":{\"status\":\"Executed-Success\"}}";

  private final Es9PlusInterface es9plus = new Es9PlusInterface();

  private static String text(Reply reply) {
    return new String(reply.body(), US_ASCII);
  }

  private static String base64(String hex) {
    return Bodies.base64(Bytes.fromHex(hex));
  }

  @Test
  void answersInitiateAuthentication() {
    var reply = es9plus.call("initiateAuthentication", Bodies.INITIATE);

    String signed = "303B8003AB00CD8110000102030405060708090A0B0C0D0E0F"
        + "8310736D64702E6578616D706C652E636F6D841000112233445566778899AABBCCDDEEFF";
    assertThat(text(reply))
        .isEqualTo(SUCCESS
            + ",\"transactionId\":\"AB00CD\",\"serverSigned1\":\""
            + base64(signed)
            + "\",\"serverSignature1\":\"XzcB/w==\",\"euiccCiPKIdToBeUsed\":\""
            + base64("04140102030405060708090A0B0C0D0E0F1011121314")
            + "\",\"serverCertificate\":\"MAA=\"}");
  }

  @Test
  void answersAuthenticateClient() {
    var reply = es9plus.call("authenticateClient", Bodies.AUTHENTICATE);

    assertThat(text(reply))
        .isEqualTo(SUCCESS
            + ",\"transactionId\":\"AB00CD\",\"profileMetadata\":\"vyUA\",\"smdpSigned2\":\""
            + base64("30088003AB00CD010100")
            + "\",\"smdpSignature2\":\"XzcB/g==\",\"smdpCertificate\":\"MAH/\"}");
  }

  @Test
  void answersGetBoundProfilePackageOnOneLine() {
    var reply = es9plus.call("getBoundProfilePackage", Bodies.PREPARE);

    assertThat(text(reply))
        .isEqualTo(SUCCESS
            + ",\"transactionId\":\"AB00CD\",\"boundProfilePackage\":\""
            + "A".repeat(16_000)
            + "\"}");
  }

  @Test
  void answersCancelSessionWithTheHeaderAlone() {
    assertThat(text(es9plus.call("cancelSession", Bodies.CANCEL))).isEqualTo(SUCCESS + "}");
  }

  @Test
  void answersHandleNotificationWithNothing() {
    var reply = es9plus.call("handleNotification", Bodies.NOTIFY);

    assertThat(reply.status()).isEqualTo(204);
    assertThat(reply.body()).isEmpty();
    assertThat(reply.header("Content-Type")).isEmpty();
    assertThat(es9plus.heard).containsExactly(Bytes.fromHex("BF3700"));
  }

  @Test
  void namesTheProtocolAndTheContentType() {
    var reply = es9plus.call("cancelSession", Bodies.CANCEL);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("X-Admin-Protocol")).contains("gsma/rsp/v2.5.0");
    assertThat(reply.header("Content-Type")).contains("application/json;charset=UTF-8");
  }

  @Test
  void answersARefusalWithItsPairAndMessageAndNothingElse() {
    var refusing = Es9PlusInterface.failing(
        new RspException(MATCHING_ID_REFUSED, "no order has this matchingId", "found: \"X\""));

    var reply = refusing.call("authenticateClient", Bodies.AUTHENTICATE);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(text(reply))
        .isEqualTo("{\"header\":{\"functionExecutionStatus\":{\"status\":\"Failed\","
            + "\"statusCodeData\":{\"subjectCode\":\"8.2.6\",\"reasonCode\":\"3.8\","
            + "\"message\":\"no order has this matchingId\"}}}}");
  }

  @Test
  void keepsMessagesShortAndAsciiAndCodesStrings() {
    var refusing = Es9PlusInterface.failing(
        new RspException(DOWNLOAD_ORDER_EXPIRED, "é\n\"" + "x".repeat(300)));

    var reply = refusing.call("cancelSession", Bodies.CANCEL);

    assertThat(text(reply))
        .contains("\"reasonCode\":\"4.10\"")
        .contains("\"message\":\"??\\\"" + "x".repeat(125) + "\"");
  }
}
