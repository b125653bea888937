package org.opensmdp.activation;

import static org.opensmdp.rsp.StatusCode.ICCID_UNKNOWN;

import java.time.InstantSource;
import org.opensmdp.rsp.Iccid;

/** Gives an order limits of its own: until when, and how often it may be tried. */
public final class LimitOrder {
  private static final String FUNCTION = "LimitOrder";

  private final Orders orders;
  private final InstantSource clock;

  public LimitOrder(Orders orders, InstantSource clock) {
    this.orders = orders;
    this.clock = clock;
  }

  /**
   * Gives the limits to an order that is not executed yet.
   *
   * @throws org.opensmdp.rsp.RspException ICCID_UNKNOWN, or ICCID_INVALID_TRANSITION if there is no order
   *     to limit
   */
  public void run(Iccid iccid, OrderLimits limits, String who) {
    var profile = orders
        .find(iccid)
        .orElseThrow(Refuse.as(ICCID_UNKNOWN, "no profile has this ICCID"))
        .profile();
    boolean open = profile instanceof Profile.Downloadable || profile instanceof Profile.Confirmed;
    if (!open || !(profile instanceof Profile.Ordered ordered)) {
      throw OwnProfile.wrongState(profile, "confirmed, released or downloaded");
    }
    var event = ActivationEvent.of(FUNCTION, clock.instant())
        .moving(profile, profile)
        .saying(limits.told() + ", by " + who);
    if (!orders.limit(ordered, limits, event)) {
      throw OwnProfile.changing();
    }
  }
}
