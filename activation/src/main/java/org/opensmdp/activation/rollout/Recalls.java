package org.opensmdp.activation.rollout;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.opensmdp.activation.ActivationEvent;
import org.opensmdp.activation.Care.EndedOrder;
import org.opensmdp.activation.Profile;
import org.opensmdp.activation.gate.Stratum;
import org.opensmdp.rsp.Iccid;

/**
 * What the storage does for whoever keeps rollouts: it counts verdicts, takes versions back, and finds the
 * orders that were hurt. Every method is one transaction.
 */
public interface Recalls {

  /** Returns the rollouts that devices get versions from, and those that are being taken back. */
  List<Rollout> underWay();

  /** Returns rollouts that were taken back, in whole or in part, and changed after {@code since}. */
  List<Rollout> recalled(Instant since);

  /**
   * Counts verdicts that have come since, in their order and each once: of attempts that the rollout gave its
   * version, and some of those with the from-version beside it. Returns how many.
   *
   * @param at as it was read; nothing is counted for one that has moved since
   */
  int count(Rollout at, Instant now, int most);

  /**
   * Takes a version back: its rollout moves and is noted, the version is withdrawn, an incident is opened with
   * the orders that failed by it. From this transaction on no device gets the version. A quarantine, where
   * {@code to} is not ROLLING_BACK, withdraws nothing.
   *
   * @return false if somebody has moved the rollout since it was read, and nothing is changed
   */
  boolean recall(Rollout from, Rollout to, RolloutStep step, Incident incident);

  /**
   * What an incident says that a recall opens; an open one of the same source gets a note instead.
   *
   * @param openedBy GATE or HAND
   * @param title 1 to 200 characters
   */
  record Incident(String openedBy, String actor, String title, String description) {}

  /**
   * Takes the version from orders of the rollout that are not installed, a batch at a time: they lose the
   * pin, what is bound to a card or was prepared with it is erased, its verdict is forgotten, open sessions
   * are marked recalled. Each order is told of in its timeline. Returns how many orders were changed.
   *
   * @param stratum of one kind of card; empty: of all
   * @param event with no order in it
   */
  int unpin(Rollout rollout, Optional<Stratum> stratum, ActivationEvent event, int most);

  /**
   * Returns orders that ended by the version, or stand still, and were not looked at before for this rollout:
   * their latest attempt was the rollout's and failed by the version, the server, or for a reason unknown.
   */
  List<HurtOrder> hurt(Rollout rollout, int most);

  /** An order that was hurt, and on which kind of card. */
  record HurtOrder(EndedOrder order, Stratum stratum) {}

  /**
   * Arms a hurt order again, once for one rollout: it becomes {@code to}, its old sessions and binding are of
   * no more use, the event is appended.
   *
   * @return false if it has moved since it was read or was armed for this rollout before
   */
  boolean rearm(
      Rollout rollout, Profile.Rearmable from, Profile.Released to, ActivationEvent event);

  /** Notes that a hurt order is left to people, and why. */
  void leave(Rollout rollout, Iccid iccid, String why, Instant now);

  /** Returns the hurt orders that are left to people. */
  List<LeftOrder> left(long rolloutId);

  /** A hurt order that nobody but a person can help. */
  record LeftOrder(Iccid iccid, String why) {}

  /** Returns the profiles that are on a card in the version of the rollout. */
  List<InstalledProfile> installed(long rolloutId);

  /** A profile on a card that an SM-DP+ cannot take back. */
  record InstalledProfile(Iccid iccid, String eid, Instant since) {}

  /** Returns what contradicted itself in a session of the rollout, the first one, in words. */
  Optional<String> contradiction(Rollout rollout);
}
