package org.opensmdp.profile;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The alternatives of CHOICE ProfileElement (TCA eUICC Profile Package 3.3.1), by their tags. */
public enum ProfileElementType {
  HEADER(0xA0, "header"),
  GENERIC_FILE_MANAGEMENT(0xA1, "genericFileManagement"),
  PIN_CODES(0xA2, "pinCodes"),
  PUK_CODES(0xA3, "pukCodes"),
  AKA_PARAMETER(0xA4, "akaParameter"),
  CDMA_PARAMETER(0xA5, "cdmaParameter"),
  SECURITY_DOMAIN(0xA6, "securityDomain"),
  RFM(0xA7, "rfm"),
  APPLICATION(0xA8, "application"),
  NON_STANDARD(0xA9, "nonStandard"),
  END(0xAA, "end"),
  MF(0xB0, "mf"),
  CD(0xB1, "cd"),
  TELECOM(0xB2, "telecom"),
  USIM(0xB3, "usim"),
  OPT_USIM(0xB4, "opt-usim"),
  ISIM(0xB5, "isim"),
  OPT_ISIM(0xB6, "opt-isim"),
  PHONEBOOK(0xB7, "phonebook"),
  GSM_ACCESS(0xB8, "gsm-access"),
  CSIM(0xB9, "csim"),
  OPT_CSIM(0xBA, "opt-csim"),
  EAP(0xBB, "eap"),
  DF_5GS(0xBC, "df-5gs"),
  DF_SAIP(0xBD, "df-saip"),
  DF_SNPN(0xBE, "df-snpn"),
  DF_5GPROSE(0xBF1F, "df-5gprose"),
  IOT(0xBF20, "iot"),
  OPT_IOT(0xBF21, "opt-iot"),
  /** An element of a later version; carried along as it is. */
  UNKNOWN(0, "unknown");

  private static final Map<Integer, ProfileElementType> BY_TAG = Arrays.stream(values())
      .collect(Collectors.toUnmodifiableMap(ProfileElementType::tag, Function.identity()));

  private final int tag;
  private final String asn1Name;

  ProfileElementType(int tag, String asn1Name) {
    this.tag = tag;
    this.asn1Name = asn1Name;
  }

  public static ProfileElementType of(int tag) {
    return BY_TAG.getOrDefault(tag, UNKNOWN);
  }

  /** Returns the tag octets as one number; 0 for {@link #UNKNOWN}. */
  public int tag() {
    return tag;
  }

  /** Returns the name in the ASN.1 module, as messages print it: {@code opt-usim}. */
  public String asn1Name() {
    return asn1Name;
  }

  /** Whether the element creates files from a template: its members from A2 on are files. */
  public boolean createsFiles() {
    return compareTo(MF) >= 0 && this != UNKNOWN;
  }
}
