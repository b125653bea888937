package org.opensmdp.server;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.opensmdp.activation.ActivationEvent;
import org.opensmdp.activation.AttemptEnd;
import org.opensmdp.activation.Handoff;
import org.opensmdp.activation.Notifications.Verdict;
import org.opensmdp.persistence.AttemptRow;

/**
 * Tells the metrics of a server what one download tells them, the three times of signatures left out, for those
 * who measure what that costs. One thread.
 */
public final class MetricsCost {
  private static final Duration TIME = Duration.ofMillis(2);
  private static final List<String> FUNCTIONS = List.of(
      "ES9+.InitiateAuthentication",
      "ES9+.AuthenticateClient",
      "ES9+.GetBoundProfilePackage",
      "ES9+.HandleNotification");
  private static final List<Handoff> COMPARED =
      List.of(Handoff.AUTHENTICATION, Handoff.BINDING, Handoff.INSTALLATION_REPORT);

  private final ServerMetrics metrics = new ServerMetrics();
  private final AttemptRow row;

  public MetricsCost() {
    var now = Instant.now();
    this.row = new AttemptRow(
        "Operator",
        "Plan/1",
        Optional.of("262"),
        "89049032",
        "66.81.2",
        false,
        now,
        now,
        Optional.of(now),
        Optional.of(now),
        Optional.of(AttemptEnd.Result.SUCCESS),
        Optional.empty(),
        "",
        Optional.empty());
  }

  /** Counts one download that succeeds. */
  public void download() {
    metrics.connectionOpened();
    metrics.tlsHandshake(true, "TLSv1.3", TIME.toNanos());
    for (var function : FUNCTIONS) {
      metrics.finished(function, ActivationEvent.OK, TIME);
      metrics.requestFinished(function, 200, TIME.toNanos(), TIME.toNanos());
    }
    COMPARED.forEach(handoff -> metrics.handoffs().checked(handoff, Handoff.Result.MATCH, 1));
    metrics.judged(1, Verdict.ACCEPTED, "");
    countAttempt();
    metrics.connectionClosed();
  }

  private void countAttempt() {
    metrics.attempts().authenticated(row);
    metrics.attempts().delivered(row);
    metrics.attempts().ended(row);
    metrics.attempts().reported(row, row.begunAt());
  }
}
