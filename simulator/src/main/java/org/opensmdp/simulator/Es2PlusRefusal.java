package org.opensmdp.simulator;

/** Status Failed of an ES2+ function: the SM-DP+ answers the operator with a status code (SGP.22 v2 §5.2.6). */
public final class Es2PlusRefusal extends FunctionRefusal {
  private static final long serialVersionUID = 1L;

  /**
   * @param subject the subject code, as {@code 8.2.6}
   * @param reason the reason code, as {@code 3.8}
   * @param message the text of the server, empty if it gave none
   */
  public Es2PlusRefusal(String subject, String reason, String message) {
    super(subject, reason, message);
  }
}
