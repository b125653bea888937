package org.opensmdp.rsp;

import java.util.Optional;

/**
 * ES8+.ConfigureISDP (SGP.22 v2 §5.5.2).
 *
 * <pre>
 * ConfigureISDPRequest ::= [36] SEQUENCE { -- Tag 'BF24'
 *     dpProprietaryData [24] DpProprietaryData OPTIONAL }
 * DpProprietaryData ::= SEQUENCE { -- at most 128 octets with tag and length
 *     dpOid OBJECT IDENTIFIER, ... }
 * </pre>
 *
 * @param dpProprietaryData the whole TLV B8; its size is for the eUICC to judge
 */
public record ConfigureIsdpRequest(Optional<Bytes> dpProprietaryData, Bytes der) {
  private static final String PATH = "ConfigureISDPRequest";

  /** Returns the request without data. */
  public static ConfigureIsdpRequest of() {
    return new ConfigureIsdpRequest(Optional.empty(), Der.tlv(0xBF24));
  }

  /** Returns the request that names the SM-DP+. */
  public static ConfigureIsdpRequest of(SmdpOid dpOid) {
    var data = Der.tlv(0xB8, Der.tlv(0x80, dpOid.content()));
    return new ConfigureIsdpRequest(Optional.of(data), Der.tlv(0xBF24, data));
  }

  public static ConfigureIsdpRequest parse(Bytes octets) {
    var members = Tlv.parse(PATH, 0xBF24, octets).members(PATH);
    var request = new ConfigureIsdpRequest(members.optional(0xB8).map(Tlv::whole), octets);
    members.skipRest();
    return request;
  }
}
