package org.opensmdp.activation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.RspException;
import org.opensmdp.rsp.StatusCode;
import org.opensmdp.rsp.TransactionId;

/**
 * One thing that happened to an order, for its timeline. Appended in the transaction that made it true.
 *
 * @param function the standard's name, {@code ES9+.AuthenticateClient}
 * @param status {@code OK}, or the name of the status code it was refused with
 * @param detail what a reader of the timeline wants to know beside, never a secret
 * @param progress what the operator is told of it, if its callbacks want that point
 * @param end how the attempt ended by it; kept with the session, not with the event
 */
public record ActivationEvent(
    Instant happenedAt,
    String function,
    Optional<Iccid> iccid,
    Optional<Eid> eid,
    Optional<TransactionId> transactionId,
    Optional<ProfileState> from,
    Optional<ProfileState> to,
    String status,
    String detail,
    Duration duration,
    Optional<Progress> progress,
    Optional<AttemptEnd> end) {

  public static final String OK = "OK";

  /** Makes an event that no operator is told of. */
  public ActivationEvent(
      Instant happenedAt,
      String function,
      Optional<Iccid> iccid,
      Optional<Eid> eid,
      Optional<TransactionId> transactionId,
      Optional<ProfileState> from,
      Optional<ProfileState> to,
      String status,
      String detail,
      Duration duration) {
    this(
        happenedAt,
        function,
        iccid,
        eid,
        transactionId,
        from,
        to,
        status,
        detail,
        duration,
        Optional.empty(),
        Optional.empty());
  }

  /** Makes an event by which no attempt ends. */
  public ActivationEvent(
      Instant happenedAt,
      String function,
      Optional<Iccid> iccid,
      Optional<Eid> eid,
      Optional<TransactionId> transactionId,
      Optional<ProfileState> from,
      Optional<ProfileState> to,
      String status,
      String detail,
      Duration duration,
      Optional<Progress> progress) {
    this(
        happenedAt,
        function,
        iccid,
        eid,
        transactionId,
        from,
        to,
        status,
        detail,
        duration,
        progress,
        Optional.empty());
  }

  /** Starts an event of {@code function}; the rest is said by the methods below. */
  static ActivationEvent of(String function, Instant startedAt) {
    return new ActivationEvent(
        startedAt,
        function,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OK,
        "",
        Duration.ZERO,
        Optional.empty(),
        Optional.empty());
  }

  ActivationEvent of(Iccid profile) {
    return new ActivationEvent(
        happenedAt,
        function,
        Optional.of(profile),
        eid,
        transactionId,
        from,
        to,
        status,
        detail,
        duration,
        progress,
        end);
  }

  ActivationEvent by(Eid card) {
    return new ActivationEvent(
        happenedAt,
        function,
        iccid,
        Optional.of(card),
        transactionId,
        from,
        to,
        status,
        detail,
        duration,
        progress,
        end);
  }

  ActivationEvent in(TransactionId session) {
    return new ActivationEvent(
        happenedAt,
        function,
        iccid,
        eid,
        Optional.of(session),
        from,
        to,
        status,
        detail,
        duration,
        progress,
        end);
  }

  ActivationEvent moving(Profile before, Profile after) {
    return new ActivationEvent(
        happenedAt,
        function,
        Optional.of(before.iccid()),
        eid.or(after::eid).or(before::eid),
        transactionId,
        Optional.of(before.state()),
        Optional.of(after.state()),
        status,
        detail,
        duration,
        progress,
        end);
  }

  /** Says which session, card and order it is about, before anything moves. */
  ActivationEvent inSession(RspSession session, Profile profile) {
    var terms = session.terms();
    return in(terms.transactionId()).by(terms.eid()).moving(profile, profile);
  }

  ActivationEvent refused(RspException refusal) {
    return new ActivationEvent(
        happenedAt,
        function,
        iccid,
        eid,
        transactionId,
        from,
        to,
        refusal.status().name(),
        refusal.text(),
        duration,
        progress,
        end);
  }

  ActivationEvent withStatus(StatusCode code) {
    return new ActivationEvent(
        happenedAt,
        function,
        iccid,
        eid,
        transactionId,
        from,
        to,
        code.name(),
        detail,
        duration,
        progress,
        end);
  }

  /** Returns the event of a comparison about the same session, card and order; nothing moves by it. */
  ActivationEvent checkedAt(Instant now, Handoff.Result result, String what) {
    return new ActivationEvent(
        now,
        HandoffChecks.FUNCTION,
        iccid,
        eid,
        transactionId,
        from,
        from,
        result.name(),
        what,
        Duration.ZERO);
  }

  ActivationEvent saying(String text) {
    return new ActivationEvent(
        happenedAt,
        function,
        iccid,
        eid,
        transactionId,
        from,
        to,
        status,
        text,
        duration,
        progress,
        end);
  }

  ActivationEvent endingAt(Instant now) {
    return new ActivationEvent(
        happenedAt,
        function,
        iccid,
        eid,
        transactionId,
        from,
        to,
        status,
        detail,
        Duration.between(happenedAt, now),
        progress,
        end);
  }

  /** Says that the order's operator is told. */
  ActivationEvent telling(Progress said) {
    return telling(Optional.of(said));
  }

  ActivationEvent telling(Optional<Progress> said) {
    return new ActivationEvent(
        happenedAt,
        function,
        iccid,
        eid,
        transactionId,
        from,
        to,
        status,
        detail,
        duration,
        said,
        end);
  }

  /** Says how the attempt ended by it. */
  ActivationEvent ending(AttemptEnd attempt) {
    return new ActivationEvent(
        happenedAt,
        function,
        iccid,
        eid,
        transactionId,
        from,
        to,
        status,
        detail,
        duration,
        progress,
        Optional.of(attempt));
  }
}
