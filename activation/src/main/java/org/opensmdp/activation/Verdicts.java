package org.opensmdp.activation;

import static org.opensmdp.activation.Notifications.Verdict.ACCEPTED;

import java.time.InstantSource;
import org.opensmdp.activation.Notifications.Unjudged;
import org.opensmdp.activation.Notifications.Verdict;

/** How a verdict is passed: kept, put into the timeline, told to those who watch. */
final class Verdicts {
  private final HandoffChecks checks;
  private final Notifications notifications;
  private final ReportObserver observer;
  private final InstantSource clock;

  Verdicts(
      Notifications notifications,
      ReportObserver observer,
      HandoffChecks checks,
      InstantSource clock) {
    this.checks = checks;
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

  /** Marks a report that a card has signed, or that names a session, and that contradicts what is known. */
  void suspect(Handoff handoff, ActivationEvent event, String why) {
    checks.suspect(handoff, event, why);
  }

  /** Passes a verdict on a report that anybody may have made up. */
  void unknown(
      Handoff handoff, Unjudged report, Verdict verdict, String why, ActivationEvent event) {
    pass(report, verdict, why, event);
    checks.unknown(handoff);
  }

  /** Tells that a report fits what is known, and has been accepted by the storage. */
  void accepted(Handoff handoff, Unjudged report) {
    checks.matched(handoff);
    accepted(report);
  }

  /** Tells that a report has been accepted by the storage. */
  private void accepted(Unjudged report) {
    observer.judged(report.notificationId(), ACCEPTED, "");
  }

  /** Returns the event as it is when the judging of it ends. */
  ActivationEvent ended(ActivationEvent event) {
    return event.endingAt(clock.instant());
  }
}
