package org.opensmdp.activation.rollout;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.opensmdp.activation.AttemptEnd;
import org.opensmdp.activation.Attribution;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Iccid;

/** What people decide by before, and look at after: measurements, reports, lists. */
public interface RolloutEvidence {

  /** Measures what a version did in a time, and keeps that as its newest card. */
  BaselineCard measure(long versionId, Instant since, Instant until, String actor);

  /** Returns the card of a version that was taken last. */
  Optional<BaselineCard> newest(long versionId);

  /** Keeps a report, and what was decided by it. */
  void add(long rolloutId, Preflight preflight);

  /** Returns the reports of a rollout, the oldest first. */
  List<Preflight> preflights(long rolloutId);

  /** A report that was judged. */
  record Preflight(Instant happenedAt, String actor, boolean passed, PreflightReport report) {}

  /**
   * Returns orders whose latest attempt with the to-version of a rollout has hurt them, or has put it on their
   * card, by their ICCID.
   *
   * @param most 1 to 10000
   */
  List<TouchedOrder> touched(long rolloutId, Optional<Iccid> after, int most);

  /**
   * An order that has had the version.
   *
   * @param result SUCCESS is on the card, the others hurt
   * @param cause empty of a success
   */
  record TouchedOrder(
      Iccid iccid,
      Eid eid,
      AttemptEnd.Result result,
      Optional<Attribution> attribution,
      String cause,
      Instant endedAt) {}

  /** Returns whether a rollout to this version has ended as STABLE: 100 % and its bake, clean. */
  boolean hasFinished(long versionId);
}
