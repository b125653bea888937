package org.opensmdp.simulator;

/** Status Failed of an ES11 function: the SM-DS answers the LPA with a status code (SGP.22 v2 §5.8). */
public final class Es11Refusal extends FunctionRefusal {
  private static final long serialVersionUID = 1L;

  /**
   * Makes one of a pair.
   *
   * @param subject the subject code, as {@code 8.9.5}
   * @param reason the reason code, as {@code 3.9}
   * @param message the text of the server, empty if it gave none
   */
  public Es11Refusal(String subject, String reason, String message) {
    super(subject, reason, message);
  }
}
