package org.opensmdp.activation;

import java.time.Instant;
import java.util.Optional;

/** Tells an operator one thing, once. Blocks until it has answered, or has not for too long. */
@FunctionalInterface
public interface CallbackSender {

  /** Returns why the operator does not have it for certain, in words without a secret; empty if it does. */
  Optional<String> send(OperatorCallback to, Callback callback, Instant now);
}
