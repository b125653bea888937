package org.opensmdp.es9plus;

import java.util.Set;
import org.opensmdp.http.json.JsonObject;
import org.opensmdp.rsp.AuthenticateClientRequest;
import org.opensmdp.rsp.AuthenticateClientResponse;
import org.opensmdp.rsp.AuthenticateServerResponse;

/** ES9+.AuthenticateClient in JSON (SGP.22 v2 §6.5.2.8). */
final class AuthenticateClientJson {
  static final Set<String> MEMBERS = Set.of(TransactionIdText.NAME, "authenticateServerResponse");

  private static final int EXPECTED_OCTETS = 1500;

  private AuthenticateClientJson() {}

  static AuthenticateClientRequest read(JsonObject body) {
    return new AuthenticateClientRequest(
        TransactionIdText.read(body),
        Base64Text.read(body, "authenticateServerResponse", AuthenticateServerResponse::parse));
  }

  static byte[] write(AuthenticateClientResponse response) {
    return Answers.success(EXPECTED_OCTETS + response.profileMetadata().size())
        .text(TransactionIdText.NAME, response.transactionId().toString())
        .plain("profileMetadata", Base64Text.write(response.profileMetadata()))
        .plain("smdpSigned2", Base64Text.write(response.smdpSigned2().der()))
        .plain("smdpSignature2", Base64Text.write(response.smdpSignature2()))
        .plain("smdpCertificate", Base64Text.write(response.smdpCertificate()))
        .end();
  }
}
