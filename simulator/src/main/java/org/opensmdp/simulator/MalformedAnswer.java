package org.opensmdp.simulator;

/**
 * An answer that a strict client cannot use: another HTTP status, no JSON, a member too few or too
 * many, a value of the wrong shape. Not a refusal, which is a well-formed answer.
 */
public final class MalformedAnswer extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MalformedAnswer(String message) {
    super(message);
  }

  MalformedAnswer(String message, Throwable cause) {
    super(message, cause);
  }
}
