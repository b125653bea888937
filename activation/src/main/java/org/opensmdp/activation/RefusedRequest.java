package org.opensmdp.activation;

import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.RspException;
import org.opensmdp.rsp.StatusCode;

/**
 * A request that was refused in a session: the same again is refused alike and counts no second time.
 *
 * @param requestDigest SHA-256 of the message that was refused
 * @param message what the client read
 */
public record RefusedRequest(Bytes requestDigest, StatusCode status, String message) {
  static RefusedRequest of(Bytes requestDigest, RspException refusal) {
    return new RefusedRequest(requestDigest, refusal.status(), refusal.text());
  }

  /** Returns the refusal as it was told. */
  RspException again() {
    return new RspException(status, message);
  }
}
