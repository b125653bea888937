package org.opensmdp.es9plus;

import java.util.Set;
import org.opensmdp.http.json.JsonObject;
import org.opensmdp.rsp.CancelSessionFunctionRequest;
import org.opensmdp.rsp.CancelSessionResponse;

/** ES9+.CancelSession in JSON (SGP.22 v2 §6.5.2.10). */
final class CancelSessionJson {
  static final Set<String> MEMBERS = Set.of(TransactionIdText.NAME, "cancelSessionResponse");

  private CancelSessionJson() {}

  static CancelSessionFunctionRequest read(JsonObject body) {
    return new CancelSessionFunctionRequest(
        TransactionIdText.read(body),
        Base64Text.read(body, "cancelSessionResponse", CancelSessionResponse::parse));
  }

  /** The header alone. */
  static byte[] write() {
    return Answers.success(0).end();
  }
}
