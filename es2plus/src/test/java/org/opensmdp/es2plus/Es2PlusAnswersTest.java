package org.opensmdp.es2plus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.opensmdp.rsp.StatusCode.ICCID_IN_USE;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.opensmdp.activation.StorageUnavailable;
import org.opensmdp.http.Reply;
import org.opensmdp.rsp.RspException;

/** The octets of answers, and who gets one (SGP.22 v2 §6.5.2). */
class Es2PlusAnswersTest {
  private static final String SUCCESS =
      "{\"header\":{\"functionExecutionStatus\":{\"status\":\"Executed-Success\"}}";
  private static final String BY_TYPE = "\"profileType\":\"gold\"";

  private final Es2PlusInterface es2plus = new Es2PlusInterface();

  private static String text(Reply reply) {
    return new String(reply.body(), UTF_8);
  }

  private static String failed(String subject, String reason, String message) {
    return "{\"header\":{\"functionExecutionStatus\":{\"status\":\"Failed\",\"statusCodeData\":"
        + "{\"subjectCode\":\"%s\",\"reasonCode\":\"%s\",\"message\":\"%s\"}}}}"
            .formatted(subject, reason, message);
  }

  @Test
  void answersDownloadOrderWithThePaddedIccid() {
    var reply = es2plus.call("downloadOrder", BY_TYPE);

    assertThat(text(reply)).isEqualTo(SUCCESS + ",\"iccid\":\"" + Es2PlusInterface.ICCID + "F\"}");
    assertThat(reply.header("X-Admin-Protocol")).contains("gsma/rsp/v2.5.0");
    assertThat(reply.header("Content-Type")).contains("application/json;charset=UTF-8");
  }

  @Test
  void answersConfirmOrderWithTheEidOnlyWhereThereIsOne() {
    String order = "\"iccid\":\"" + Es2PlusInterface.ICCID + "\",\"releaseFlag\":true";

    var without = es2plus.call("confirmOrder", order);
    var with = es2plus.call(
        "confirmOrder", order + ",\"matchingId\":\"\",\"eid\":\"" + Es2PlusInterface.EID + "\"");

    assertThat(text(without))
        .isEqualTo(SUCCESS + ",\"matchingId\":\"ABC-1\",\"smdpAddress\":\"smdp.example.com\"}");
    assertThat(text(with))
        .isEqualTo(SUCCESS
            + ",\"eid\":\""
            + Es2PlusInterface.EID
            + "\",\"matchingId\":\"\",\"smdpAddress\":\"smdp.example.com\"}");
  }

  @Test
  void answersCancelOrderAndReleaseProfileWithTheHeaderAlone() {
    String iccid = "\"iccid\":\"" + Es2PlusInterface.ICCID + "\"";

    var cancelled =
        es2plus.call("cancelOrder", iccid + ",\"finalProfileStatusIndicator\":\"Available\"");
    var released = es2plus.call("releaseProfile", iccid);

    assertThat(text(cancelled)).isEqualTo(SUCCESS + "}");
    assertThat(text(released)).isEqualTo(SUCCESS + "}");
  }

  @Test
  void answersARefusalWithItsPairAndNothingElse() {
    var refusing = Es2PlusInterface.failing(new RspException(ICCID_IN_USE, "it is ordered"));

    var reply = refusing.call("downloadOrder", BY_TYPE);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(text(reply)).isEqualTo(failed("8.2.1", "3.3", "it is ordered"));
    assertThat(refusing.observed).containsExactly("ES2+.DownloadOrder ICCID_IN_USE");
  }

  @Test
  void refusesACallerWithoutACertificateBeforeReadingAnything() {
    var reply = es2plus.call(Es2PlusInterface.request("downloadOrder", "junk".getBytes(UTF_8)));

    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.body()).isEmpty();
  }

  @Test
  void refusesACertificateThatNobodyRegistered() {
    byte[] body = ("{" + Es2PlusInterface.HEADER + "," + BY_TYPE + "}").getBytes(UTF_8);
    var request = Es2PlusInterface.request("downloadOrder", body)
        .withClientCertificate(ClientCertificate.fresh().certificate());

    var reply = es2plus.call(request);

    assertThat(text(reply)).contains("\"subjectCode\":\"1.1\",\"reasonCode\":\"1.1\"");
    assertThat(es2plus.heard).isEmpty();
  }

  @Test
  void refusesAHeaderThatDoesNotNameTheCaller() {
    String other =
        "{\"header\":{\"functionRequesterIdentifier\":\"x\",\"functionCallIdentifier\":\"c\"}}";
    String noCall = "{\"header\":{\"functionRequesterIdentifier\":\"2.999.1\"}}";

    assertThat(text(es2plus.callRaw("releaseProfile", "{}"))).contains("\"1.2.1\"", "\"2.1\"");
    assertThat(text(es2plus.callRaw("releaseProfile", "{\"header\":{}}"))).contains("\"1.2.1\"");
    assertThat(text(es2plus.callRaw("releaseProfile", noCall))).contains("\"1.2.2\"", "\"2.1\"");
    assertThat(text(es2plus.callRaw("releaseProfile", other))).contains("\"1.1\"", "\"1.2\"");
    assertThat(text(es2plus.callRaw("releaseProfile", "{\"header\":1}")))
        .isEqualTo(failed("1.6", "2.1", "header is not an object"));
    assertThat(es2plus.heard).isEmpty();
  }

  @Test
  void asksToComeAgainWhenTheStorageIsAway() {
    var down = Es2PlusInterface.failing(new StorageUnavailable(new IOException("refused")));

    var reply = down.call("downloadOrder", BY_TYPE);

    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.header("Retry-After")).contains("10");
    assertThat(down.observed).containsExactly("ES2+.DownloadOrder UNAVAILABLE");
  }

  @Test
  void letsADefectThroughAndCountsIt() {
    var defect = new IllegalStateException("broken");
    var broken = Es2PlusInterface.failing(defect);

    assertThatThrownBy(() -> broken.call("downloadOrder", BY_TYPE)).isSameAs(defect);
    assertThat(broken.observed).containsExactly("ES2+.DownloadOrder DEFECT");
  }
}
