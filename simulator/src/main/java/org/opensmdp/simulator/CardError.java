package org.opensmdp.simulator;

/** A refusal on its way out of the checks of an ES10b function: the error code of that function. */
final class CardError extends Exception {
  private static final long serialVersionUID = 1L;

  private final int code;

  CardError(int code) {
    super("error code " + code, null, false, false); // an answer, not a fault: no stack
    this.code = code;
  }

  int code() {
    return code;
  }

  static void require(boolean holds, int otherwise) throws CardError {
    if (!holds) {
      throw new CardError(otherwise);
    }
  }
}
