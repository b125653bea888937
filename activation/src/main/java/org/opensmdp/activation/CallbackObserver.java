package org.opensmdp.activation;

import java.time.Duration;
import org.opensmdp.activation.OperatorCallback.Kind;

/** Watches what becomes of callbacks. Any thread. */
public interface CallbackObserver {

  /**
   * Tells that an operator has it.
   *
   * @param age from the event to the operator's answer
   */
  void delivered(Kind kind, Duration age);

  void failed(Kind kind);

  void died(Kind kind);
}
