package org.opensmdp.activation;

/**
 * Where a network is at home, by the first digits of its MCC (ITU-T E.212): a bounded set for labels and
 * segments. Southeast Asia is told apart, as it is served apart.
 */
public enum Region {
  EUROPE,
  SOUTHEAST_ASIA,
  ASIA,
  OCEANIA,
  NORTH_AMERICA,
  SOUTH_AMERICA,
  AFRICA,
  /** Networks of tests, 001 and 999. */
  TEST,
  /** International networks, 901, and what is in no zone. */
  OTHER;

  /**
   * Returns the region of a network's country code.
   *
   * @param mcc 3 digits
   */
  public static Region ofMcc(String mcc) {
    return switch (mcc) {
      case "001", "999" -> TEST;
      case "414", "452", "456", "457", "502", "510", "514", "515", "520", "525", "528" ->
        SOUTHEAST_ASIA;
      default -> ofZone(mcc.charAt(0));
    };
  }

  private static Region ofZone(char zone) {
    return switch (zone) {
      case '2' -> EUROPE;
      case '3' -> NORTH_AMERICA;
      case '4' -> ASIA;
      case '5' -> OCEANIA;
      case '6' -> AFRICA;
      case '7' -> SOUTH_AMERICA;
      default -> OTHER;
    };
  }
}
