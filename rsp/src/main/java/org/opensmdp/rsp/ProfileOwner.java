package org.opensmdp.rsp;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The operator a profile belongs to (SGP.22 v2 §2.4a.1.3).
 *
 * <pre>
 * OperatorId ::= SEQUENCE {
 *     mccMnc OCTET STRING (SIZE(3)), -- as 3GPP TS 24.008
 *     gid1   OCTET STRING OPTIONAL,
 *     gid2   OCTET STRING OPTIONAL }
 * </pre>
 *
 * @param mccMnc nibbles MCC2 MCC1, MNC3 MCC3, MNC2 MNC1; MNC3 is F in a network code of two digits
 */
public record ProfileOwner(Bytes mccMnc, Optional<Bytes> gid1, Optional<Bytes> gid2) {
  private static final Pattern MCC = Pattern.compile("[0-9]{3}");
  private static final Pattern MNC = Pattern.compile("[0-9]{2,3}");

  private static final String PATH = "profileOwner";

  public ProfileOwner {
    Sizes.exactly(PATH + ".mccMnc", 3, mccMnc);
  }

  /** Returns the 3 octets of a country code and a network code: 001 and 01 are {@code 00F110}. */
  public static Bytes mccMnc(String mcc, String mnc) {
    if (!MCC.matcher(mcc).matches() || !MNC.matcher(mnc).matches()) {
      throw new IllegalArgumentException(
          "MCC '%s' and MNC '%s' (expected: 3 digits, and 2 or 3)".formatted(mcc, mnc));
    }
    String padded = mnc.length() == 2 ? mnc + "F" : mnc;
    return Bytes.fromHex("" + mcc.charAt(1) + mcc.charAt(0) + padded.charAt(2) + mcc.charAt(2)
        + padded.charAt(1) + padded.charAt(0));
  }

  /** Returns the country code; a wildcard nibble is E. */
  public String mcc() {
    return nibbles(1, 0, 3);
  }

  /** Returns the network code, 2 or 3 digits; a wildcard nibble is E. */
  public String mnc() {
    String mnc = nibbles(5, 4, 2);
    return mnc.endsWith("F") ? mnc.substring(0, 2) : mnc;
  }

  private String nibbles(int first, int second, int third) {
    String hex = mccMnc.toString();
    return "" + hex.charAt(first) + hex.charAt(second) + hex.charAt(third);
  }

  /** Reads the members of an OperatorId. */
  public static ProfileOwner from(TlvReader members) {
    var owner = new ProfileOwner(
        members.value(0x80, "mccMnc"),
        members.optional(0x81).map(Tlv::value),
        members.optional(0x82).map(Tlv::value));
    members.skipRest();
    return owner;
  }

  /** Returns the SEQUENCE under {@code tag}: B7 in metadata, 30 in a list. */
  public Bytes toDer(int tag) {
    return Der.tlv(tag, Der.tlv(0x80, mccMnc), Der.optional(0x81, gid1), Der.optional(0x82, gid2));
  }
}
