package org.opensmdp.rsp;

/**
 * The answer to ES10b.GetEUICCChallenge (SGP.22 v2 §5.7.7).
 *
 * <pre>
 * GetEuiccChallengeResponse ::= [46] SEQUENCE { -- Tag 'BF2E'
 *     euiccChallenge Octet16 }
 * </pre>
 */
public record GetEuiccChallengeResponse(Bytes euiccChallenge, Bytes der) {
  private static final String PATH = "GetEuiccChallengeResponse";

  public GetEuiccChallengeResponse {
    Sizes.exactly(PATH + ".euiccChallenge", 16, euiccChallenge);
  }

  public static GetEuiccChallengeResponse of(Bytes euiccChallenge) {
    return new GetEuiccChallengeResponse(
        euiccChallenge, Der.tlv(0xBF2E, Der.tlv(0x80, euiccChallenge)));
  }

  public static GetEuiccChallengeResponse parse(Bytes octets) {
    var members = Tlv.parse(PATH, 0xBF2E, octets).members(PATH);
    var response = new GetEuiccChallengeResponse(members.value(0x80, "euiccChallenge"), octets);
    members.skipRest();
    return response;
  }
}
