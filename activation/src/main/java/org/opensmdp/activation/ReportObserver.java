package org.opensmdp.activation;

import org.opensmdp.activation.Notifications.Verdict;

/** Told of every report that is judged. Must not block. */
@FunctionalInterface
public interface ReportObserver {

  /**
   * A report has its verdict.
   *
   * @param why empty for one that is accepted
   */
  void judged(long notificationId, Verdict verdict, String why);
}
