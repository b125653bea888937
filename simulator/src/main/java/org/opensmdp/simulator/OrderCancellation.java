package org.opensmdp.simulator;

import java.util.Optional;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.MatchingId;

/** What an operator sends with ES2+.CancelOrder (SGP.22 v2 §5.3.3). */
public record OrderCancellation(
    Iccid iccid,
    Optional<Eid> eid,
    Optional<MatchingId> matchingId,
    FinalProfileStatus finalProfileStatusIndicator) {

  /** What becomes of the profile. */
  public enum FinalProfileStatus {
    AVAILABLE("Available"),
    UNAVAILABLE("Unavailable");

    private final String text;

    FinalProfileStatus(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }
}
