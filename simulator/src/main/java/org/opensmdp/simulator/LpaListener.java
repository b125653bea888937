package org.opensmdp.simulator;

import java.time.Duration;
import java.util.Optional;

/** Who is told of each step an {@link Lpa} has taken. Called on the thread of the LPA. */
public interface LpaListener {
  /** Listens to nothing. */
  LpaListener NONE = (step, took, failure) -> {};

  /**
   * Hears that a step has ended.
   *
   * @param failure why it failed; absent if it did its work. A refusal by the eUICC is no failure of
   *     the step: it is the answer that goes to the server
   */
  void stepped(LpaStep step, Duration took, Optional<RuntimeException> failure);
}
