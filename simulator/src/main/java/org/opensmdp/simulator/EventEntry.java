package org.opensmdp.simulator;

import java.util.Optional;
import org.opensmdp.rsp.ActivationCode;
import org.opensmdp.rsp.MatchingId;

/**
 * What an SM-DS knows to wait for an eUICC, and where (SGP.22 v2 §5.8.2).
 *
 * @param eventId sent to the server as matchingId
 * @param rspServerAddress host or host:port of an SM-DP+
 */
public record EventEntry(MatchingId eventId, String rspServerAddress) {

  /** Returns the code a user would have had to scan. */
  public ActivationCode activationCode() {
    return new ActivationCode(rspServerAddress, eventId, Optional.empty(), false);
  }
}
