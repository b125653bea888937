package org.opensmdp.simulator;

import java.util.Optional;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.MatchingId;

/**
 * What an operator sends with ES2+.ConfirmOrder (SGP.22 v2 §5.3.2).
 *
 * @param matchingId absent: the SM-DP+ makes one; {@link MatchingId#NONE}: the default SM-DP+ case
 */
public record OrderConfirmation(
    Iccid iccid,
    Optional<Eid> eid,
    Optional<MatchingId> matchingId,
    Optional<String> confirmationCode,
    Optional<String> smdsAddress,
    boolean releaseFlag) {

  /** Confirms and releases, with a matchingId of the SM-DP+ and without a code. */
  public static OrderConfirmation release(Iccid iccid) {
    return new OrderConfirmation(
        iccid, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), true);
  }

  public OrderConfirmation forEid(Eid value) {
    return new OrderConfirmation(
        iccid, Optional.of(value), matchingId, confirmationCode, smdsAddress, releaseFlag);
  }

  public OrderConfirmation matchingId(MatchingId value) {
    return new OrderConfirmation(
        iccid, eid, Optional.of(value), confirmationCode, smdsAddress, releaseFlag);
  }

  public OrderConfirmation confirmationCode(String value) {
    return new OrderConfirmation(
        iccid, eid, matchingId, Optional.of(value), smdsAddress, releaseFlag);
  }

  /** Returns the confirmation that has the order found through an SM-DS. */
  public OrderConfirmation smdsAddress(String value) {
    return new OrderConfirmation(
        iccid, eid, matchingId, confirmationCode, Optional.of(value), releaseFlag);
  }

  /** Returns the confirmation that leaves the release for later. */
  public OrderConfirmation withoutRelease() {
    return new OrderConfirmation(iccid, eid, matchingId, confirmationCode, smdsAddress, false);
  }

  /** Leaves the code out. */
  @Override
  public String toString() {
    return "OrderConfirmation[%s, release %s]".formatted(iccid, releaseFlag);
  }
}
