package org.opensmdp.es9plus;

import java.util.Set;
import org.opensmdp.http.json.JsonObject;
import org.opensmdp.rsp.EuiccInfo1;
import org.opensmdp.rsp.InitiateAuthenticationRequest;
import org.opensmdp.rsp.InitiateAuthenticationResponse;

/** ES9+.InitiateAuthentication in JSON (SGP.22 v2 §6.5.2.6). */
final class InitiateAuthenticationJson {
  static final Set<String> MEMBERS = Set.of("euiccChallenge", "euiccInfo1", "smdpAddress");

  private static final int EXPECTED_OCTETS = 1200;

  private InitiateAuthenticationJson() {}

  static InitiateAuthenticationRequest read(JsonObject body) {
    return new InitiateAuthenticationRequest(
        Base64Text.read(body, "euiccChallenge"),
        Base64Text.read(body, "euiccInfo1", EuiccInfo1::parse),
        body.requiredText("smdpAddress"));
  }

  static byte[] write(InitiateAuthenticationResponse response) {
    return Answers.success(EXPECTED_OCTETS)
        .text(TransactionIdText.NAME, response.transactionId().toString())
        .plain("serverSigned1", Base64Text.write(response.serverSigned1().der()))
        .plain("serverSignature1", Base64Text.write(response.serverSignature1()))
        .plain(
            "euiccCiPKIdToBeUsed",
            Base64Text.write(response.euiccCiPKIdToBeUsed().toDer()))
        .plain("serverCertificate", Base64Text.write(response.serverCertificate()))
        .end();
  }
}
