package org.opensmdp.simulator;

/** A command the eUICC refuses with a status word and no data (ISO/IEC 7816-4 §5.1.3). */
public final class CardRefusal extends RuntimeException {
  /** Conditions of use not satisfied: there is no session for it. */
  public static final int CONDITIONS_NOT_SATISFIED = 0x6985;

  /** Incorrect parameters in the data field: no well-formed request. */
  public static final int INCORRECT_DATA = 0x6A80;

  /** Referenced data not found: no function of this tag. */
  public static final int UNKNOWN_TAG = 0x6A88;

  private static final long serialVersionUID = 1L;

  private final int statusWord;

  public CardRefusal(int statusWord, String why) {
    super("%04X: %s".formatted(statusWord, why));
    this.statusWord = statusWord;
  }

  public int statusWord() {
    return statusWord;
  }
}
