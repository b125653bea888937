package org.opensmdp.activation;

import static org.opensmdp.rsp.StatusCode.CALL_ID_INVALID;
import static org.opensmdp.rsp.StatusCode.REQUESTER_ID_INVALID;
import static org.opensmdp.rsp.StatusCode.REQUESTER_NOT_ALLOWED;
import static org.opensmdp.rsp.StatusCode.REQUESTER_UNKNOWN;

import java.util.Optional;
import org.opensmdp.rsp.Bytes;

/** Tells which operator a call comes from: the certificate proves it, the header must agree. */
public final class Callers {
  private final Operators operators;

  public Callers(Operators operators) {
    this.operators = operators;
  }

  /**
   * Returns who calls, or refuses.
   *
   * @param clientKey SHA-256 of the SubjectPublicKeyInfo of the client's certificate
   */
  public Caller identify(
      Bytes clientKey, Optional<String> requesterIdentifier, Optional<String> callIdentifier) {
    String requester = requesterIdentifier
        .filter(id -> !id.isBlank())
        .orElseThrow(
            Refuse.as(REQUESTER_ID_INVALID, "header.functionRequesterIdentifier is missing"));
    String call = callIdentifier
        .filter(id -> !id.isBlank())
        .orElseThrow(Refuse.as(CALL_ID_INVALID, "header.functionCallIdentifier is missing"));
    var operator = operators
        .findByClientKey(clientKey)
        .orElseThrow(Refuse.as(
            REQUESTER_UNKNOWN, "the client certificate does not belong to a known operator"));
    Refuse.unless(
        operator.requesterIds().contains(requester),
        REQUESTER_NOT_ALLOWED,
        "the client certificate may not speak for this functionRequesterIdentifier");
    return new Caller(operator, call);
  }
}
