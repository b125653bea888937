package org.opensmdp.activation;

import static org.opensmdp.rsp.StatusCode.MATCHING_ID_INVALID;
import static org.opensmdp.rsp.StatusCode.MATCHING_ID_IN_USE;
import static org.opensmdp.rsp.StatusCode.SMDS_EXECUTION_ERROR;
import static org.opensmdp.rsp.StatusCode.SMDS_INACCESSIBLE;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.opensmdp.activation.EventRecord.Presence;
import org.opensmdp.activation.EventRecords.Result;
import org.opensmdp.activation.Profiles.Moved;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.rsp.RspException;

/**
 * The event of an order whose operator waits: it is registered before the order is released, so that a
 * failure leaves the order as it was and can be answered (SGP.22 v2 §5.3.2, §5.3.4).
 *
 * <p>What is registered and never released, because the release failed or the process died, is a record
 * that {@link SmdsEvents} deletes after a while.
 */
public final class SmdsRegistration {
  /** An answer that comes after this is not waited for, and the record is anybody's. */
  private static final Duration LEASE = Duration.ofMinutes(1);

  /** How long the release may take after the registration. */
  private static final Duration COMMIT = Duration.ofMinutes(1);

  /** Whoever waits for an SM-DS is a worker less for devices: some may, not all. */
  private static final int AT_A_TIME = 4;

  private static final long QUEUE_MILLIS = 500;

  private final Semaphore waiting = new Semaphore(AT_A_TIME);
  private final Optional<Parts> parts;
  private final InstantSource clock;

  private record Parts(
      SmdsAddresses addresses, EventRecords records, SmdsCalls calls, Duration patience) {}

  private SmdsRegistration(Optional<Parts> parts, InstantSource clock) {
    this.parts = parts;
    this.clock = clock;
  }

  /** Refuses every SM-DS: for a server that speaks to none. */
  public static SmdsRegistration none(InstantSource clock) {
    return new SmdsRegistration(Optional.empty(), clock);
  }

  /**
   * Registers at the SM-DSs of {@code addresses}.
   *
   * @param patience how long the operator waits for the SM-DS; under a minute
   */
  public static SmdsRegistration of(
      SmdsAddresses addresses,
      EventRecords records,
      Smds smds,
      Duration patience,
      FunctionObserver observer,
      InstantSource clock) {
    var calls = new SmdsCalls(smds, observer);
    return new SmdsRegistration(Optional.of(new Parts(addresses, records, calls, patience)), clock);
  }

  /**
   * Returns the SM-DS of an order.
   *
   * @throws RspException SMDS_INACCESSIBLE if the operator named one that is none for us,
   *     MATCHING_ID_INVALID if there would be no eventId
   */
  Optional<String> address(Optional<String> named, MatchingId matchingId) {
    if (named.isEmpty()) {
      return Optional.empty();
    }
    var known = parts.orElseThrow(Refuse.as(SMDS_INACCESSIBLE, "this SM-DP+ reaches no SM-DS"));
    Refuse.unless(
        !matchingId.isNone(), MATCHING_ID_INVALID, "an event at an SM-DS needs a matchingId");
    return named.map(known.addresses::resolve);
  }

  /**
   * Registers the event of an order that is to be released, if it has an SM-DS, and releases it.
   *
   * @throws RspException SMDS_INACCESSIBLE, SMDS_EXECUTION_ERROR, or MATCHING_ID_IN_USE if the eventId
   *     has been used; the order is as it was then
   */
  Moved before(Profile.Ordered to, Supplier<Moved> move) {
    if (!(to instanceof Profile.Released released)
        || released.order().smdsAddress().isEmpty()) {
      return move.get();
    }
    var known = parts.orElseThrow(Refuse.as(SMDS_INACCESSIBLE, "this SM-DP+ reaches no SM-DS"));
    var now = clock.instant();
    var event = known
        .records
        .announce(released, now, LEASE)
        .orElseThrow(() -> unannounced(known, released));
    register(known, event);
    return released(known, event, move);
  }

  private static RspException unannounced(Parts known, Profile.Released released) {
    return known.records.isBeingWithdrawn(released)
        ? new RspException(
            SMDS_INACCESSIBLE, "what an earlier call left at the SM-DS is being deleted, try again")
        : new RspException(
            MATCHING_ID_IN_USE, "the matchingId has been an EventID at an SM-DS before");
  }

  private void register(Parts known, EventRecord event) {
    var started = clock.instant();
    var answer = answer(known, event);
    var now = clock.instant();
    if (holds(event, answer)) {
      var told = ActivationEvent.of(SmdsCalls.REGISTER, started)
          .of(event.iccid())
          .by(event.eid())
          .saying(event.smdsAddress())
          .endingAt(now);
      var registered = new Result(Presence.PRESENT, Optional.of(now.plus(COMMIT)), 0, "", false);
      known.records.settle(event, registered, Optional.of(told), now);
      return;
    }
    var refusal = refusal(answer);
    // What an earlier try may have left there is not gone because this one has failed.
    boolean uncertain = event.turn() > 1
        || (answer instanceof SmdsAnswer.Unreachable away && away.uncertain())
        || (answer instanceof SmdsAnswer.Failed failed && failed.uncertain());
    var left = uncertain
        ? new Result(Presence.UNKNOWN, Optional.of(now), 0, refusal.text(), false)
        : Result.done(Presence.ABSENT);
    known.records.settle(event, left, Optional.empty(), now);
    throw refusal;
  }

  private SmdsAnswer answer(Parts known, EventRecord event) {
    try {
      if (!waiting.tryAcquire(QUEUE_MILLIS, TimeUnit.MILLISECONDS)) {
        return new SmdsAnswer.Unreachable("too many releases wait for an SM-DS", false);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new SmdsAnswer.Unreachable("interrupted", false);
    }
    try {
      return known.calls.register(event, known.patience);
    } finally {
      waiting.release();
    }
  }

  /** An event that is there already is ours only if we may have registered it before. */
  private static boolean holds(EventRecord event, SmdsAnswer answer) {
    return answer instanceof SmdsAnswer.Done
        || (answer instanceof SmdsAnswer.AlreadyThere && event.turn() > 1);
  }

  private static RspException refusal(SmdsAnswer answer) {
    if (answer instanceof SmdsAnswer.Unreachable away) {
      return new RspException(
          SMDS_INACCESSIBLE, "the SM-DS does not answer, try again later", away.why());
    }
    if (answer instanceof SmdsAnswer.AlreadyThere) {
      return new RspException(
          SMDS_EXECUTION_ERROR, "the SM-DS has an event with this matchingId, choose another one");
    }
    return new RspException(
        SMDS_EXECUTION_ERROR,
        "the SM-DS refuses the event",
        answer instanceof SmdsAnswer.Failed failed ? failed.why() : answer.toString());
  }

  /** Whatever is not released has its event deleted: at once if we are there to say so. */
  private Moved released(Parts known, EventRecord event, Supplier<Moved> move) {
    boolean done = false;
    try {
      var moved = move.get();
      done = moved == Moved.DONE;
      return moved;
    } finally {
      if (!done) {
        var now = clock.instant();
        known.records.withdraw(event, now);
      }
    }
  }
}
