package org.opensmdp.simulator;

import org.opensmdp.rsp.StatusCode;

/** How a {@link VirtualSmds} treats SM-DP+s, for tests of what they do then. */
public sealed interface SmdsMood {
  /** Does what it should. */
  record Good() implements SmdsMood {}

  /** Refuses every call with a status code, and does nothing. */
  record Refusing(StatusCode status) implements SmdsMood {}

  /** Answers every call with an HTTP status and this text, and does nothing. */
  record Broken(int httpStatus, String text) implements SmdsMood {}

  /** Does what it should, and closes the connection without an answer. */
  record Forgetful() implements SmdsMood {}

  /** Takes the call and answers never. */
  record Hanging() implements SmdsMood {}
}
