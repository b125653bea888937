package org.opensmdp.rsp;

/** The input of ES9+.InitiateAuthentication, whatever the binding (SGP.22 v2 §5.6.1). */
public record InitiateAuthenticationRequest(
    Bytes euiccChallenge, EuiccInfo1 euiccInfo1, String smdpAddress) {
  public InitiateAuthenticationRequest {
    Sizes.exactly("InitiateAuthenticationRequest.euiccChallenge", 16, euiccChallenge);
  }
}
