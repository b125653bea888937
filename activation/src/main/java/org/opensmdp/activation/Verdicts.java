package org.opensmdp.activation;

import static org.opensmdp.activation.Notifications.Verdict.ACCEPTED;

import java.time.InstantSource;
import org.opensmdp.activation.Notifications.Unjudged;
import org.opensmdp.activation.Notifications.Verdict;

/** How a verdict is passed: kept, put into the timeline, told to those who watch. */
final class Verdicts {
  private final Notifications notifications;
  private final ReportObserver observer;
  private final InstantSource clock;

  Verdicts(Notifications notifications, ReportObserver observer, InstantSource clock) {
    this.notifications = notifications;
    this.observer = observer;
    this.clock = clock;
  }

  Notifications notifications() {
    return notifications;
  }

  /** Passes a verdict that moves nothing. */
  void pass(Unjudged report, Verdict verdict, String why, ActivationEvent event) {
    var told = ended(event.saying(verdict + ": " + why));
    notifications.judge(report.notificationId(), verdict, why, told);
    observer.judged(report.notificationId(), verdict, why);
  }

  /** Tells that a report has been accepted by the storage. */
  void accepted(Unjudged report) {
    observer.judged(report.notificationId(), ACCEPTED, "");
  }

  /** Returns the event as it is when the judging of it ends. */
  ActivationEvent ended(ActivationEvent event) {
    return event.endingAt(clock.instant());
  }
}
