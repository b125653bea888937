package org.opensmdp.activation.rollout;

/** A rollout is asked for a move that its state does not allow; the message says which. */
public final class IllegalRolloutMove extends RuntimeException {
  private static final long serialVersionUID = 1L;

  IllegalRolloutMove(String message) {
    super(message);
  }
}
