package org.opensmdp.simulator.conformance;

import java.util.Optional;
import org.opensmdp.rsp.Eid;

/** How orders are made at a server that the suite cannot call over ES2+. */
public interface Provisioning {
  /**
   * Makes an order.
   *
   * @param card the card it is for, if the wish names one
   * @throws CaseEnded INCONCLUSIVE if none can be made, NOT_APPLICABLE if none of this kind can be
   */
  Order order(Wish wish, Optional<Eid> card);
}
