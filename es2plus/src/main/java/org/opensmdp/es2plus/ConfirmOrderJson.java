package org.opensmdp.es2plus;

import java.util.Set;
import org.opensmdp.activation.ConfirmOrder;
import org.opensmdp.http.json.JsonObject;

/** ES2+.ConfirmOrder in JSON (SGP.22 v2 §6.5.2.2). The confirmation code is hashed where it is read. */
final class ConfirmOrderJson {
  private static final String CONFIRMATION_CODE = "confirmationCode";
  private static final String SMDS_ADDRESS = "smdsAddress";
  private static final String RELEASE_FLAG = "releaseFlag";

  static final Set<String> MEMBERS = Set.of(
      Parameters.ICCID,
      Parameters.EID,
      Parameters.MATCHING_ID,
      CONFIRMATION_CODE,
      SMDS_ADDRESS,
      RELEASE_FLAG);

  private ConfirmOrderJson() {}

  static ConfirmOrder.Request read(JsonObject body) {
    return new ConfirmOrder.Request(
        Parameters.requiredIccid(body),
        Parameters.eid(body),
        Parameters.matchingId(body),
        Parameters.filled(body, CONFIRMATION_CODE).map(ConfirmOrder.Request::hashOf),
        Parameters.filled(body, SMDS_ADDRESS),
        body.requiredFlag(RELEASE_FLAG));
  }

  static byte[] write(ConfirmOrder.Response response) {
    var answer = Answers.success();
    response.eid().ifPresent(eid -> answer.text(Parameters.EID, eid.digits()));
    return answer
        .text(Parameters.MATCHING_ID, response.matchingId().text())
        .text("smdpAddress", response.smdpAddress())
        .end();
  }
}
