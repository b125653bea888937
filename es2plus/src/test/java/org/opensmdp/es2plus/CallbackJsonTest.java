package org.opensmdp.es2plus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.opensmdp.activation.Callback;
import org.opensmdp.activation.OperatorCallback.Kind;
import org.opensmdp.activation.OperatorCallback.Line;
import org.opensmdp.activation.Progress;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.Secret;
import org.opensmdp.rsp.StatusCode;

/** What operators are told, octet for octet (SGP.22 v2 §6.5.2.5; v3; webhooks). */
class CallbackJsonTest {
  private static final String ID = "0f8fad5b-d9cb-469f-a165-70867728950e";
  private static final String EID = "89049032001122334455667788990109";
  private static final Instant AT = Instant.parse("2001-12-17T09:30:47.987Z");

  private static Callback callback(Progress progress, String message, Optional<Eid> eid) {
    return new Callback(
        7,
        UUID.fromString(ID),
        new Line(1, Kind.HANDLE_DOWNLOAD_PROGRESS_INFO),
        new Iccid("8988220000000000010"),
        eid,
        "plan \"A\"",
        AT,
        progress,
        message,
        Callback.State.PENDING,
        0,
        AT,
        Optional.empty(),
        Optional.of("matter-7"));
  }

  private static Callback delivered() {
    var progress = new Progress(3, Optional.empty(), Optional.empty());
    return callback(progress, "", Optional.of(new Eid(EID)));
  }

  private static Callback failed() {
    var progress = new Progress(
        4,
        Optional.of(StatusCode.BOUND_PROFILE_PACKAGE_EXECUTION_ERROR),
        Optional.of(Bytes.fromHex("A10680010581010C")));
    return callback(progress, "bppCommandId 5, errorReason 12\u00e9", Optional.of(new Eid(EID)));
  }

  @Test
  void tellsADeliveryAsVersion2HasIt() {
    assertThat(new String(CallbackJson.downloadProgressInfo(delivered(), "2.999.10"), UTF_8))
        .isEqualTo("{\"header\":{\"functionRequesterIdentifier\":\"2.999.10\","
            + "\"functionCallIdentifier\":\"" + ID + "\"},"
            + "\"eid\":\"" + EID + "\","
            + "\"iccid\":\"8988220000000000010F\","
            + "\"profileType\":\"plan \\\"A\\\"\","
            + "\"timestamp\":\"2001-12-17T09:30:47Z\","
            + "\"notificationPointId\":3,"
            + "\"notificationPointStatus\":{\"status\":\"Executed-Success\"}}");
  }

  @Test
  void tellsAFailureWithItsPairAndTheResultAsVersion2HasIt() {
    assertThat(new String(CallbackJson.downloadProgressInfo(failed(), "smdp"), UTF_8))
        .isEqualTo("{\"header\":{\"functionRequesterIdentifier\":\"smdp\","
            + "\"functionCallIdentifier\":\"" + ID + "\"},"
            + "\"eid\":\"" + EID + "\","
            + "\"iccid\":\"8988220000000000010F\","
            + "\"profileType\":\"plan \\\"A\\\"\","
            + "\"timestamp\":\"2001-12-17T09:30:47Z\","
            + "\"notificationPointId\":4,"
            + "\"notificationPointStatus\":{\"status\":\"Failed\",\"statusCodeData\":{"
            + "\"subjectCode\":\"8.2.10\",\"reasonCode\":\"4.2\","
            + "\"message\":\"bppCommandId 5, errorReason 12?\"}},"
            + "\"resultData\":\"oQaAAQWBAQw=\"}");
  }

  @Test
  void tellsTheSameWithTheNamesOfVersion3() {
    assertThat(new String(CallbackJson.notification(failed(), "smdp"), UTF_8))
        .isEqualTo("{\"header\":{\"functionRequesterIdentifier\":\"smdp\","
            + "\"functionCallIdentifier\":\"" + ID + "\"},"
            + "\"eid\":\"" + EID + "\","
            + "\"iccid\":\"8988220000000000010F\","
            + "\"profileType\":\"plan \\\"A\\\"\","
            + "\"timeStamp\":\"2001-12-17T09:30:47Z\","
            + "\"notificationEvent\":4,"
            + "\"notificationEventStatus\":{\"status\":\"Failed\",\"statusCodeData\":{"
            + "\"subjectCode\":\"8.2.10\",\"reasonCode\":\"4.2\","
            + "\"message\":\"bppCommandId 5, errorReason 12?\"}},"
            + "\"resultData\":\"oQaAAQWBAQw=\"}");
  }

  @Test
  void leavesOutACardThatIsNotKnown() {
    var progress =
        new Progress(1, Optional.of(StatusCode.DOWNLOAD_ORDER_EXPIRED), Optional.empty());

    assertThat(new String(
            CallbackJson.downloadProgressInfo(callback(progress, "", Optional.empty()), "smdp"),
            UTF_8))
        .doesNotContain("eid\"")
        .contains("\"reasonCode\":\"4.10\"");
  }

  @Test
  void tellsAWebhookAnEventWithItsId() {
    assertThat(new String(CallbackJson.webhook(delivered()), UTF_8))
        .isEqualTo("{\"id\":\"" + ID + "\","
            + "\"type\":\"download.progress\","
            + "\"timestamp\":\"2001-12-17T09:30:47Z\","
            + "\"data\":{\"iccid\":\"8988220000000000010\","
            + "\"eid\":\"" + EID + "\","
            + "\"profileType\":\"plan \\\"A\\\"\","
            + "\"point\":3,"
            + "\"status\":{\"status\":\"Executed-Success\"}}}");
  }

  /** The example of Standard Webhooks: its own key, message and signature. */
  @Test
  void signsAsStandardWebhooksDoes() {
    var secret =
        Secret.of(java.util.Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));

    assertThat(WebhookSignature.of(
            secret,
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            Instant.ofEpochSecond(1_614_265_330),
            "{\"test\": 2432232314}".getBytes(UTF_8)))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }
}
