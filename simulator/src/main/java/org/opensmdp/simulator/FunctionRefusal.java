package org.opensmdp.simulator;

/** Status Failed: a server answers a function with a status code (SGP.22 v2 §5.2.6). */
public abstract sealed class FunctionRefusal extends RuntimeException
    permits Es2PlusRefusal, Es9PlusRefusal, Es11Refusal {
  private static final long serialVersionUID = 1L;

  private final String subject;
  private final String reason;
  private final String message;

  FunctionRefusal(String subject, String reason, String message) {
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
