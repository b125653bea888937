package org.opensmdp.es2plus;

import org.opensmdp.http.Reply;
import org.opensmdp.http.json.JsonText;
import org.opensmdp.rsp.RspException;
import org.opensmdp.rsp.StatusCode;

/**
 * What every answer of ES2+ begins with (SGP.22 v2 §6.5.1): the header with the
 * functionExecutionStatus. A refusal has no other members.
 */
final class Answers {
  private static final int LONGEST_MESSAGE = 128;
  private static final int EXPECTED_OCTETS = 400;

  private Answers() {}

  /** Begins an answer; the function's own members follow. */
  static JsonText success() {
    return JsonText.object(EXPECTED_OCTETS)
        .open("header")
        .open("functionExecutionStatus")
        .text("status", "Executed-Success")
        .close()
        .close();
  }

  static byte[] failed(RspException refusal) {
    return JsonText.object(EXPECTED_OCTETS)
        .open("header")
        .open("functionExecutionStatus")
        .text("status", "Failed")
        .open("statusCodeData")
        .text("subjectCode", refusal.status().subject())
        .text("reasonCode", refusal.status().reason())
        .text("message", JsonText.printable(refusal.text(), LONGEST_MESSAGE))
        .close()
        .close()
        .close()
        .end();
  }

  static Reply ok(byte[] json) {
    return speaking(Reply.of(200, "application/json;charset=UTF-8", json));
  }

  /** The answer to a call that nobody has time for: no function has seen it. */
  static Reply busy() {
    var refusal = new RspException(StatusCode.PROVIDER_BUSY, "too many calls at once, try again");
    return ok(failed(refusal)).header("Retry-After", "2");
  }

  static Reply empty(int httpStatus) {
    return speaking(Reply.empty(httpStatus));
  }

  private static Reply speaking(Reply reply) {
    return reply.header("X-Admin-Protocol", "gsma/rsp/v2.5.0");
  }
}
