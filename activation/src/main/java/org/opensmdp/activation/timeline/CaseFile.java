package org.opensmdp.activation.timeline;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.opensmdp.activation.ActivationEvent;
import org.opensmdp.activation.Callback;
import org.opensmdp.activation.CardEvidence;
import org.opensmdp.activation.OrderView;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Imsi;
import org.opensmdp.rsp.TransactionId;

/**
 * Everything that is known of a profile and its order; lists oldest first.
 *
 * @param correlationId the name of the order in calls, callbacks and logs
 * @param deviceState what the card last reported of it: ENABLED, DISABLED or DELETED
 * @param events of the profile, and refusals of the order's card that found no order
 * @param callbacks what the operator was to be told, those that are still kept
 * @param said what phones said of it
 */
public record CaseFile(
    OrderView order,
    Optional<Imsi> imsi,
    Optional<String> correlationId,
    Optional<String> deviceState,
    List<ActivationEvent> events,
    List<Attempt> attempts,
    List<CallbackNote> callbacks,
    List<NetworkNote> network,
    List<ClientLogEntry> said) {
  public CaseFile {
    events = List.copyOf(events);
    attempts = List.copyOf(attempts);
    callbacks = List.copyOf(callbacks);
    network = List.copyOf(network);
    said = List.copyOf(said);
  }

  /**
   * One session of a card with the order.
   *
   * @param versionId of the pinned version; absent of a ready-made package
   * @param versionNumber the same as people count, 1, 2, ...
   * @param rolloutId the rollout that chose the version
   * @param tac of the phone, as its LPA says, in hexadecimal
   * @param cause how it ended, as {@link org.opensmdp.activation.AttemptEnd} writes it
   */
  public record Attempt(
      TransactionId transactionId,
      Eid eid,
      Instant createdAt,
      Instant expiresAt,
      Optional<Long> versionId,
      Optional<Integer> versionNumber,
      Optional<Long> rolloutId,
      Optional<String> tac,
      Optional<Instant> deliveredAt,
      Optional<Integer> deliveredOctets,
      Optional<Instant> endedAt,
      Optional<String> cause,
      Optional<CardEvidence> card) {}

  /** One thing that the operator was to be told. */
  public record CallbackNote(
      Instant happenedAt,
      String kind,
      int point,
      Callback.State state,
      int attempts,
      Optional<String> lastError) {}

  /** What the operator's core said of the IMSI. */
  public record NetworkNote(
      Instant happenedAt,
      String kind,
      Optional<String> network,
      String cause,
      Optional<String> correlationId) {}
}
