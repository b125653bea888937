package org.opensmdp.activation;

import static org.opensmdp.rsp.StatusCode.DOWNLOAD_ORDER_EXPIRED;

import java.time.InstantSource;

/**
 * Ends the released orders that nobody has come for in their time. A card that does come ends its order
 * itself ({@link AuthenticateClient}), and a delivered one waits for its report, whatever the time.
 */
public final class OrderExpiry {
  static final String FUNCTION = "OrderExpiry";

  private final Downloads downloads;
  private final InstantSource clock;

  public OrderExpiry(Downloads downloads, InstantSource clock) {
    this.downloads = downloads;
    this.clock = clock;
  }

  /** Ends up to {@code most} orders; returns how many it looked at. */
  public int run(int most) {
    var expired = downloads.expired(clock.instant(), most);
    expired.forEach(this::end);
    return expired.size();
  }

  /** Whoever moved the order meanwhile was first; it is looked at again in the next round. */
  private void end(Profile.Released released) {
    var failed = released.failed(DOWNLOAD_ORDER_EXPIRED);
    var told = ActivationEvent.of(FUNCTION, clock.instant())
        .moving(released, failed)
        .withStatus(DOWNLOAD_ORDER_EXPIRED)
        .saying("no device came in time")
        .telling(ProgressPoints.ofRefusal(DOWNLOAD_ORDER_EXPIRED));
    downloads.end(released, failed, told);
  }
}
