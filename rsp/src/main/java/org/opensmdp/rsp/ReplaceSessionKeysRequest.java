package org.opensmdp.rsp;

/**
 * ES8+.ReplaceSessionKeys: the keys a package was protected with ahead of time (SGP.22 v2 §5.5.4). The
 * octets hold the keys, so they are not kept here and not printed.
 *
 * <pre>
 * ReplaceSessionKeysRequest ::= [38] SEQUENCE { -- tag 'BF26'
 *     initialMacChainingValue OCTET STRING,
 *     ppkEnc                  OCTET STRING,
 *     ppkCmac                 OCTET STRING }
 * </pre>
 */
public record ReplaceSessionKeysRequest(
    Bytes initialMacChainingValue, Secret ppkEnc, Secret ppkCmac) {
  private static final String PATH = "ReplaceSessionKeysRequest";

  public static ReplaceSessionKeysRequest parse(Bytes octets) {
    var members = Tlv.parse(PATH, 0xBF26, octets).members(PATH);
    var request = new ReplaceSessionKeysRequest(
        members.value(0x80, "initialMacChainingValue"),
        Secret.of(members.value(0x81, "ppkEnc")),
        Secret.of(members.value(0x82, "ppkCmac")));
    members.skipRest();
    return request;
  }

  /** Returns the octets, keys in clear: to be encrypted at once. */
  public Bytes toDer() {
    return Der.tlv(
        0xBF26,
        Der.tlv(0x80, initialMacChainingValue),
        Der.tlv(0x81, ppkEnc.reveal()),
        Der.tlv(0x82, ppkCmac.reveal()));
  }

  @Override
  public String toString() {
    return "ReplaceSessionKeysRequest[redacted]";
  }
}
