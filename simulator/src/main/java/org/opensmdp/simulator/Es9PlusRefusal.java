package org.opensmdp.simulator;

/**
 * Status Failed of an ES9+ function: the SM-DP+ answers the LPA with a status code (SGP.22 v2 §5.2.6),
 * or, in ASN.1, with an integer that stands for one.
 */
public final class Es9PlusRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String subject;
  private final String reason;
  private final String message;

  /**
   * @param subject the subject code, as {@code 8.2.6}
   * @param reason the reason code, as {@code 3.8}
   * @param message the text of the server, empty if it gave none
   */
  public Es9PlusRefusal(String subject, String reason, String message) {
    super("%s/%s: %s".formatted(subject, reason, message));
    this.subject = subject;
    this.reason = reason;
    this.message = message;
  }

  public String subject() {
    return subject;
  }

  public String reason() {
    return reason;
  }

  /** Returns what the server says, as a phone would show it. */
  public String message() {
    return message;
  }

  /** Returns both codes as people write them, {@code 8.2.6/3.8}. */
  public String pair() {
    return subject + "/" + reason;
  }
}
