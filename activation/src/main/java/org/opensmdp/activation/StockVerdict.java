package org.opensmdp.activation;

/**
 * What becomes of one line of an import. Of a closed set, so that it can be counted; the text is for
 * people and quotes nothing of the line.
 */
public enum StockVerdict {
  ACCEPTED("taken into stock"),
  ALREADY_THERE("in stock already, with the same data"),

  LINE_FORM("the line does not have the columns that the mapping names"),
  COLUMN_FORM("a column is not in the encoding that the mapping names"),

  ICCID_LENGTH("the ICCID does not have 18 to 20 digits"),
  ICCID_FORM("the ICCID has other characters than digits, or does not start with 89"),
  ICCID_CHECK_DIGIT("the check digit of the ICCID is wrong"),
  ICCID_PREFIX("the ICCID does not begin as those of the operator do"),
  ICCID_TAKEN("the ICCID is in use already, with another IMSI or in another place"),

  IMSI_FORM("the IMSI does not have 6 to 15 digits"),
  IMSI_NETWORK("the IMSI is of no network of the operator"),
  IMSI_MNC_LENGTH("the network of the IMSI has an MNC of another length than the profile type"),
  IMSI_TAKEN("the IMSI is in use already, with another ICCID"),

  DATA_CHANGED("ICCID and IMSI are in stock already, with other keys, codes or fields"),
  OTHER_TYPE("ICCID and IMSI are in stock already, under another profile type"),

  ALGORITHM_UNKNOWN("the algorithm is none of: milenage, tuak"),
  ALGORITHM_OTHER("the template of the profile type uses another algorithm"),
  OP_NOT_OPC("there is OP and no OPc; compute OPc = AES-128 of OP under Ki, XOR OP"),
  KEY_IN_CLEAR("the operator's keys must come wrapped under a transport key"),
  KEY_NOT_UNWRAPPED("a wrapped column does not open with the transport key"),
  KI_MISSING("there is no Ki"),
  KI_LENGTH("Ki does not have 16 octets (TUAK: 16 or 32)"),
  KI_DEFAULT("Ki is a known default, or the dummy of the template"),
  OPC_MISSING("there is no OPc or TOPc"),
  OPC_LENGTH("OPc does not have 16 octets (TUAK: TOPc of 32)"),
  OPC_DEFAULT("OPc is a known default, or the dummy of the template"),

  PIN_FORM("a PIN does not have 4 to 8 digits"),
  PUK_FORM("a PUK does not have 8 digits"),
  ADM_FORM("ADM1 does not have 8 octets"),
  OTA_KEY_FORM("an OTA key does not have 16, 24 or 32 octets"),
  FIELD_FORM("a named field has more than 1024 octets");

  private final String text;

  StockVerdict(String text) {
    this.text = text;
  }

  /** Says in plain words what is the matter. */
  public String text() {
    return text;
  }

  /** Whether the line is faulty; what is in stock already is not. */
  public boolean isRejection() {
    return this != ACCEPTED && this != ALREADY_THERE;
  }
}
