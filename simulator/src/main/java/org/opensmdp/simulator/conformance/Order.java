package org.opensmdp.simulator.conformance;

import java.util.Optional;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.MatchingId;

/**
 * An order as the operator got it.
 *
 * @param matchingId absent for the default SM-DP+ case
 */
public record Order(
    Wish wish, Iccid iccid, Optional<MatchingId> matchingId, Optional<String> confirmationCode) {

  /** Leaves the code out. */
  @Override
  public String toString() {
    return "Order[%s, %s]".formatted(wish, iccid);
  }
}
