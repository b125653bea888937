package org.opensmdp.cli;

/** A synthetic activation that failed at a step; the message is for people and holds no secret. */
final class SyntheticFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final SyntheticOutcome step;

  SyntheticFailure(SyntheticOutcome step, String message) {
    super(message);
    this.step = step;
  }

  SyntheticFailure(SyntheticOutcome step, RuntimeException cause) {
    super(String.valueOf(cause.getMessage()), cause);
    this.step = step;
  }

  SyntheticOutcome step() {
    return step;
  }
}
