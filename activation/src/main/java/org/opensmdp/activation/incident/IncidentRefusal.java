package org.opensmdp.activation.incident;

/** Why a step of an incident is not taken: what stands in the way, and what to do. No secret in it. */
public final class IncidentRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String text;

  public IncidentRefusal(String text) {
    super(text, null, false, false);
    this.text = text;
  }

  /** Returns the message, never null. */
  public String text() {
    return text;
  }
}
