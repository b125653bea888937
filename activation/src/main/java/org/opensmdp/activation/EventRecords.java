package org.opensmdp.activation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.opensmdp.activation.EventRecord.Presence;
import org.opensmdp.rsp.Iccid;

/**
 * Where is kept what SM-DSs shall hold of our orders. Every method is one transaction, and none lasts
 * while an SM-DS is called.
 *
 * <p>The store writes the wishes itself, with the move that is their cause, whoever moves: an order that
 * comes to be downloadable and has an SM-DS wants its event, one that is downloadable no more wants it
 * gone. An event that has been wanted by an order is never used for another one.
 */
public interface EventRecords {

  /**
   * Gives the turn for a registration before the order is released: until it is, the event is one to be
   * deleted, so that nothing is left behind if this process dies.
   *
   * @return empty if the eventId has been used by another order, or somebody has the turn
   */
  Optional<EventRecord> announce(Profile.Released order, Instant now, Duration lease);

  /** Whether an order cannot be announced now only because what it left before is being deleted. */
  boolean isBeingWithdrawn(Profile.Released order);

  /**
   * Gives the turn for up to {@code most} records that are due, the longest due first. Who does not
   * settle one in time loses it to the next who asks. Two callers never get the same one.
   */
  List<EventRecord> take(Instant now, Duration lease, int most);

  /**
   * How a turn has ended.
   *
   * @param known what the SM-DS holds, as far as can be said
   * @param nextAttemptAt when to try again; absent: done, or given up
   * @param attempts how many have failed in a row
   * @param error why the last one did
   * @param dead whether it is given up
   */
  record Result(
      Presence known, Optional<Instant> nextAttemptAt, int attempts, String error, boolean dead) {
    static Result done(Presence known) {
      return new Result(known, Optional.empty(), 0, "", false);
    }
  }

  /**
   * Ends a turn and appends the event, if there is one. If something else has come to be wanted meanwhile
   * it is due at once. Nothing is changed if the turn was lost.
   */
  void settle(EventRecord record, Result result, Optional<ActivationEvent> event, Instant now);

  /** Has the event of an order that was not released after all deleted now, if nobody else has the turn. */
  void withdraw(EventRecord announced, Instant now);

  /** Has all that wait for this SM-DS after a failure be tried now; returns how many. */
  int hasten(String smdsAddress, Instant now);

  /**
   * Has settled records compared with what the SM-DS holds: all that shall be there, and of the others
   * those that ended after {@code endedAfter}; none that was settled after {@code settledBefore}.
   *
   * @return how many
   */
  int check(Instant settledBefore, Instant endedAfter, Instant now);

  /** Has records tried again that were given up: of one order, or all; returns how many. */
  int replay(Optional<Iccid> order, Instant now);

  /** Returns up to {@code most} that are due now or later, the longest due first. */
  List<EventRecord> pending(int most);

  /** Returns up to {@code most} that were given up, the latest first. */
  List<EventRecord> dead(int most);

  Backlog backlog();

  /**
   * What is still to be done.
   *
   * @param pending how many are due now or later
   * @param dead how many were given up
   * @param oldest since when the longest due has been
   */
  record Backlog(long pending, long dead, Optional<Instant> oldest) {}
}
