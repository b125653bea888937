package org.opensmdp.activation;

import java.util.List;
import java.util.Optional;
import org.opensmdp.rsp.Iccid;

/** Orders as administrators look for them. */
public interface Orders {

  Optional<OrderView> find(Iccid iccid);

  /** Returns a page of what is looked for, in the order of the ICCIDs as text. */
  List<OrderView> search(OrderSearch search, int limit);

  /**
   * Gives an order limits of its own and appends the event, if nobody has moved it since it was read.
   * What is absent stays as it is. They go with the order.
   *
   * @return whether it was still as it was read
   */
  boolean limit(Profile.Ordered order, OrderLimits limits, ActivationEvent event);
}
