package org.opensmdp.activation;

import java.time.Instant;
import java.util.Optional;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.MatchingId;

/**
 * What an SM-DS shall hold of one order, and what it does as far as we know (SGP.22 v2 §5.4).
 *
 * @param eventId the matchingId of the order
 * @param smdsAddress host, or host:port
 * @param wanted whether the SM-DS shall hold the event
 * @param known what it held when it last said so
 * @param checking whether nothing is to be changed, only compared
 * @param dueSince since when there has been something to do
 * @param attempts how many have failed in a row
 * @param lastError why the last one did; empty if none has
 * @param nextAttemptAt absent: settled, or given up
 * @param deadAt when it was given up
 * @param turn whose turn it is to call the SM-DS: a result counts for the turn it was found in
 */
public record EventRecord(
    Iccid iccid,
    Eid eid,
    MatchingId eventId,
    String smdsAddress,
    Presence wanted,
    Presence known,
    boolean checking,
    Instant dueSince,
    int attempts,
    String lastError,
    Optional<Instant> nextAttemptAt,
    Optional<Instant> deadAt,
    long turn) {

  /** Whether an SM-DS holds an event. */
  public enum Presence {
    PRESENT,
    ABSENT,
    /** Somebody has asked, and the answer is not here. */
    UNKNOWN
  }

  /** Whether the SM-DS shall hold it; if not, it shall be gone. */
  public boolean shallBePresent() {
    return wanted == Presence.PRESENT;
  }
}
