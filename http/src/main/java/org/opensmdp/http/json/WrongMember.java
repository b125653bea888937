package org.opensmdp.http.json;

/**
 * A member that is missing or is not what it should be. The message names the member and what was
 * expected, never what was found.
 */
public final class WrongMember extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String text;
  private final boolean missing;

  private WrongMember(String message, boolean missing) {
    super(message, null, false, false);
    this.text = message;
    this.missing = missing;
  }

  public static WrongMember missing(String name) {
    return new WrongMember(name + " is missing", true);
  }

  /**
   * Says what a member is not.
   *
   * @param expected how the sentence ends: "a string", "base64"
   */
  public static WrongMember isNot(String expected, String name) {
    return new WrongMember(name + " is not " + expected, false);
  }

  /** Returns the message, never null. */
  public String text() {
    return text;
  }

  public boolean isMissing() {
    return missing;
  }
}
