package org.opensmdp.activation;

import java.time.InstantSource;
import java.util.function.LongConsumer;
import org.opensmdp.rsp.Bytes;

/**
 * ES9+.HandleNotification (SGP.22 v2 §5.6.4): a report is kept, octet for octet, and judged later.
 * Nothing a device says is lost to a parser, and it hears at once that it need not say it again.
 */
public final class HandleNotification {
  private final Notifications notifications;
  private final HandoffObserver observer;
  private final InstantSource clock;
  private final LongConsumer kept;

  /**
   * Makes the rule.
   *
   * @param kept told that there is something to judge; must not block
   */
  public HandleNotification(
      Notifications notifications,
      HandoffObserver observer,
      InstantSource clock,
      LongConsumer kept) {
    this.notifications = notifications;
    this.observer = observer;
    this.clock = clock;
    this.kept = kept;
  }

  /** Returns when the octets are durable. A repetition of octets kept before changes nothing. */
  public void run(Bytes pendingNotification) {
    notifications
        .store(pendingNotification, clock.instant())
        .ifPresentOrElse(kept::accept, () -> observer.repeated(HandoffPolicy.REPORT));
  }
}
