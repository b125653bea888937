package org.opensmdp.es9plus;

import org.opensmdp.http.Reply;
import org.opensmdp.http.json.JsonText;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.RspException;

/**
 * What the answers of ES9+ have in common. In JSON that is the header with the
 * functionExecutionStatus, before all else (SGP.22 v2 §6.5.1): devices decide by the presence of
 * members, so a refusal has no others.
 */
final class Answers {
  private static final int LONGEST_MESSAGE = 128;
  private static final int HEADER_OCTETS = 400;

  private Answers() {}

  /**
   * Begins an answer; the function's own members follow.
   *
   * @param octets how many octets those members encode, before base64
   */
  static JsonText success(int octets) {
    return JsonText.object(HEADER_OCTETS + octets * 4 / 3)
        .open("header")
        .open("functionExecutionStatus")
        .text("status", "Executed-Success")
        .close()
        .close();
  }

  static byte[] failed(RspException refusal) {
    return JsonText.object(HEADER_OCTETS)
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

  static Reply asn1(Bytes der) {
    return speaking(Reply.of(200, Es9PlusAsn1.CONTENT_TYPE, der.toArray()));
  }

  static Reply empty(int httpStatus) {
    return speaking(Reply.empty(httpStatus));
  }

  private static Reply speaking(Reply reply) {
    return reply.header("X-Admin-Protocol", "gsma/rsp/v2.5.0");
  }
}
