package org.opensmdp.simulator;

/**
 * Status Failed of an ES9+ function: the SM-DP+ answers the LPA with a status code (SGP.22 v2 §5.2.6),
 * or, in ASN.1, with an integer that stands for one.
 */
public final class Es9PlusRefusal extends FunctionRefusal {
  private static final long serialVersionUID = 1L;

  /**
   * @param subject the subject code, as {@code 8.2.6}
   * @param reason the reason code, as {@code 3.8}
   * @param message the text of the server, empty if it gave none
   */
  public Es9PlusRefusal(String subject, String reason, String message) {
    super(subject, reason, message);
  }
}
