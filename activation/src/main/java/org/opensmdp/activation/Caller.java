package org.opensmdp.activation;

import java.util.Optional;

/**
 * Who calls over ES2+, proven by certificate and named in the header (SGP.22 v2 §5.3).
 *
 * @param callIdentifier the functionCallIdentifier, unique per call by the caller's word
 * @param correlationId what the call goes by in logs, 1 to 64 printable ASCII signs; an order that it
 *     begins keeps it
 */
public record Caller(Operator operator, String callIdentifier, Optional<String> correlationId) {

  /** Makes a caller whose call has no name of its own: an order gets one when it is stored. */
  public Caller(Operator operator, String callIdentifier) {
    this(operator, callIdentifier, Optional.empty());
  }

  /** Returns the same caller, its call under this name. */
  public Caller correlated(String id) {
    return new Caller(operator, callIdentifier, Optional.of(id));
  }
}
