package org.opensmdp.es2plus;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import org.opensmdp.activation.Callback;
import org.opensmdp.http.json.JsonText;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.StatusCode;

/**
 * What operators are told, in JSON: ES2+.HandleDownloadProgressInfo (SGP.22 v2 §5.3.5, §6.5.2.5),
 * ES2+.HandleNotification (v3), and the body of a webhook.
 */
final class CallbackJson {
  private static final int LONGEST_MESSAGE = 128;
  private static final int EXPECTED_OCTETS = 600;
  private static final int FIRST_OF_CARD = 100;

  private CallbackJson() {}

  /** Returns the body of ES2+.HandleDownloadProgressInfo. */
  static byte[] downloadProgressInfo(Callback callback, String requesterId) {
    var json = header(callback, requesterId);
    callback.eid().map(Eid::digits).ifPresent(eid -> json.text("eid", eid));
    json.text("iccid", callback.iccid().padded())
        .text("profileType", callback.profileType())
        .text("timestamp", timestamp(callback.happenedAt()))
        .number("notificationPointId", callback.progress().point());
    status(json, "notificationPointStatus", callback);
    return result(json, callback).end();
  }

  /** Returns the body of ES2+.HandleNotification, with the members that v3 renamed. */
  static byte[] notification(Callback callback, String requesterId) {
    var json = header(callback, requesterId);
    callback.eid().map(Eid::digits).ifPresent(eid -> json.text("eid", eid));
    json.text("iccid", callback.iccid().padded())
        .text("profileType", callback.profileType())
        .text("timeStamp", timestamp(callback.happenedAt()))
        .number("notificationEvent", callback.progress().point());
    status(json, "notificationEventStatus", callback);
    return result(json, callback).end();
  }

  /** Returns the body of a webhook: an event with its id; the ICCID without filler. */
  static byte[] webhook(Callback callback) {
    var type = callback.progress().point() < FIRST_OF_CARD ? "download.progress" : "profile.state";
    var json = JsonText.object(EXPECTED_OCTETS)
        .text("id", callback.id().toString())
        .text("type", type)
        .text("timestamp", timestamp(callback.happenedAt()))
        .open("data");
    json.text("iccid", callback.iccid().digits());
    callback.eid().map(Eid::digits).ifPresent(eid -> json.text("eid", eid));
    json.text("profileType", callback.profileType())
        .number("point", callback.progress().point());
    status(json, "status", callback);
    return result(json, callback).close().end();
  }

  /** The call of a repetition is the same call: by its identifier the operator knows it. */
  private static JsonText header(Callback callback, String requesterId) {
    return JsonText.object(EXPECTED_OCTETS)
        .open("header")
        .text("functionRequesterIdentifier", requesterId)
        .text("functionCallIdentifier", callback.id().toString())
        .close();
  }

  private static void status(JsonText json, String member, Callback callback) {
    var failure = callback.progress().failure();
    json.open(member).text("status", failure.isPresent() ? "Failed" : "Executed-Success");
    failure.ifPresent(code -> statusCodeData(json, code, callback.message()));
    json.close();
  }

  private static void statusCodeData(JsonText json, StatusCode code, String message) {
    json.open("statusCodeData")
        .text("subjectCode", code.subject())
        .text("reasonCode", code.reason())
        .text("message", JsonText.printable(message, LONGEST_MESSAGE))
        .close();
  }

  private static JsonText result(JsonText json, Callback callback) {
    callback
        .progress()
        .resultData()
        .map(data -> Base64.getEncoder().encodeToString(data.toArray()))
        .ifPresent(base64 -> json.plain("resultData", base64.getBytes(US_ASCII)));
    return json;
  }

  /** W3C, to the second, in UTC: 2001-12-17T09:30:47Z. */
  private static String timestamp(Instant instant) {
    return DateTimeFormatter.ISO_INSTANT.format(instant.truncatedTo(ChronoUnit.SECONDS));
  }
}
