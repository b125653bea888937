package org.opensmdp.es2plus;

import static org.opensmdp.rsp.StatusCode.ICCID_MISSING;

import java.util.Set;
import org.opensmdp.activation.CancelOrder;
import org.opensmdp.activation.CancelOrder.FinalStatus;
import org.opensmdp.http.json.JsonObject;
import org.opensmdp.http.json.WrongMember;
import org.opensmdp.rsp.RspException;

/** ES2+.CancelOrder in JSON (SGP.22 v2 §6.5.2.3). */
final class CancelOrderJson {
  private static final String FINAL_STATUS = "finalProfileStatusIndicator";

  static final Set<String> MEMBERS =
      Set.of(Parameters.ICCID, Parameters.EID, Parameters.MATCHING_ID, FINAL_STATUS);

  private CancelOrderJson() {}

  static CancelOrder.Request read(JsonObject body) {
    return new CancelOrder.Request(
        Parameters.iccid(body)
            .orElseThrow(() -> new RspException(ICCID_MISSING, "iccid is missing")),
        Parameters.eid(body),
        Parameters.matchingId(body),
        finalStatus(body));
  }

  private static FinalStatus finalStatus(JsonObject body) {
    return switch (body.requiredText(FINAL_STATUS)) {
      case "Available" -> FinalStatus.AVAILABLE;
      case "Unavailable" -> FinalStatus.UNAVAILABLE;
      default -> throw WrongMember.isNot("Available or Unavailable", FINAL_STATUS);
    };
  }

  /** The header alone. */
  static byte[] write() {
    return Answers.success().end();
  }
}
