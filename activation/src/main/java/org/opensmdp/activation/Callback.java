package org.opensmdp.activation;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.opensmdp.activation.OperatorCallback.Line;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Iccid;

/**
 * One thing that an operator is to be told, written with the event that it tells of. Card, profile and
 * type are those of the order.
 *
 * @param number grows with time, for one ICCID
 * @param id what the operator knows a repetition by
 * @param message what the event says; shown with a failure
 * @param attempts how often it was tried
 * @param triedSince when it was written, or asked for again: the day of tries begins there
 * @param lastError why the last attempt was none
 * @param correlationId the name of the order that it is about; sent along
 */
public record Callback(
    long number,
    UUID id,
    Line line,
    Iccid iccid,
    Optional<Eid> eid,
    String profileType,
    Instant happenedAt,
    Progress progress,
    String message,
    State state,
    int attempts,
    Instant triedSince,
    Optional<String> lastError,
    Optional<String> correlationId) {

  /** Where it is on its way. */
  public enum State {
    PENDING,
    DELIVERED,
    /** Given up; waits for somebody to ask for it again. */
    DEAD
  }
}
