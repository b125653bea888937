package org.opensmdp.activation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.NotificationEvent;

/** Where reports of devices are kept. Every method is one transaction. */
public interface Notifications {

  /** A report that waits for its verdict. */
  record Unjudged(long notificationId, Bytes raw, Instant receivedAt) {}

  /**
   * Whom a report came from and what it counts as: once for each of these.
   *
   * @param address the one the report was for: a card numbers its reports for each
   */
  record Origin(Eid eid, long seqNumber, Optional<NotificationEvent> operation, String address) {}

  /** What the server thinks of a report. */
  enum Verdict {
    ACCEPTED,
    DUPLICATE,
    MALFORMED,
    UNKNOWN,
    FORGED
  }

  /**
   * Keeps the octets of a report.
   *
   * @return the number of the report, or empty if the same octets are kept already
   */
  Optional<Long> store(Bytes raw, Instant receivedAt);

  /** Returns the oldest reports without a verdict. */
  List<Unjudged> unjudged(int most);

  /**
   * Records a verdict that moves nothing. The event is kept if it names a profile, and once for a
   * profile, session and text: who reports what is not believed does not fill the timeline.
   */
  void judge(long notificationId, Verdict verdict, String why, ActivationEvent event);

  /**
   * Records an accepted report of an installation: closes the session, moves the profile, drops the
   * binding unless the order may be tried again.
   *
   * @return false, and nothing is changed, if the report counts already or the profile has moved
   */
  boolean accept(
      long notificationId,
      Origin origin,
      SessionOfOrder read,
      Profile to,
      Optional<Bytes> isdpAid,
      ActivationEvent event);

  /**
   * Records an accepted report of enabling, disabling or deleting, and the state of the profile on the
   * device. A card may speak of a profile in this stock only if the order is its own; unless it is
   * done, nothing is changed.
   */
  Acceptance accept(
      long notificationId, Origin origin, Optional<Iccid> iccid, ActivationEvent event);

  /** How the acceptance of a report ended. */
  enum Acceptance {
    DONE,
    /** The report counts already. */
    DUPLICATE,
    /** The profile is in stock, and the card that reports is not the one it was ordered for. */
    FOREIGN
  }
}
