package org.opensmdp.activation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.opensmdp.activation.OperatorCallback.Kind;
import org.opensmdp.activation.OperatorCallback.Line;

/**
 * Where it is kept what operators are to be told, and how. A row is written by the storage itself, with
 * every event that has a {@link Progress}, for each callback of the order's operator that wants the
 * point. Every method is one transaction.
 */
public interface Callbacks {

  /** Sets how an operator is told, in place of what was set for this kind. */
  void put(OperatorCallback callback);

  Optional<OperatorCallback> find(Line line);

  List<OperatorCallback> of(long operatorId);

  /**
   * Ends a way of telling; what waits on it is given up.
   *
   * @return false if there is none
   */
  boolean remove(Line line, Instant now);

  /** Returns the lines that are enabled and on which something is due. */
  List<Line> due(Instant now);

  /**
   * Returns what is due on a line, of each ICCID the first alone, those first that are due longest:
   * what comes after the first of an ICCID waits for it.
   */
  List<Callback> due(Line line, Instant now, int most);

  /** Records that the operator has it; the next of its ICCID is due. */
  void delivered(Callback sent, Instant now);

  /** Records an attempt that failed; all that waits for its ICCID waits with it. */
  void postponed(Callback sent, String error, Instant nextAttempt);

  /** Records that it is given up; the next of its ICCID is due. */
  void died(Callback sent, String error, Instant now);

  /** Returns what of an operator is in this state, oldest first. */
  List<Callback> of(long operatorId, Callback.State state, int most);

  /**
   * Has what was given up tried again, for as long as something new.
   *
   * @param id one of them; all of the operator if absent
   * @return how many
   */
  int replay(long operatorId, Optional<UUID> id, Instant now);

  /** Returns for each channel what waits on it; nothing for one on which nothing does. */
  List<Backlog> backlog();

  /** Forgets what was delivered before. */
  int forget(Instant deliveredBefore);

  /** How much waits on the lines of one kind, and since when. */
  record Backlog(Kind kind, long pending, Optional<Instant> oldest, long dead) {}
}
