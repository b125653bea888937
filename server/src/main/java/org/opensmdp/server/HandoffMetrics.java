package org.opensmdp.server;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import org.opensmdp.activation.Handoff;
import org.opensmdp.activation.Handoff.Result;
import org.opensmdp.activation.HandoffObserver;
import org.opensmdp.activation.HandoffPolicy;

/**
 * Counts comparisons at handoffs. Every label set is there from the start, at 0: the first mismatch of
 * a life must be an increase.
 */
final class HandoffMetrics implements HandoffObserver {
  private final Counter checks;
  private final Counter contradictions;
  private final Counter timeouts;
  private final Counter repeats;

  HandoffMetrics(CollectorRegistry registry) {
    this.checks = Counter.build(
            "smdp_handoff_checks_total", "Comparisons at handoffs by how they ended.")
        .labelNames("handoff", "result")
        .register(registry);
    this.contradictions = Counter.build(
            "smdp_integrity_mismatch_total",
            "Comparisons at handoffs that say that what is stored, or a card, contradicts itself.")
        .labelNames("handoff")
        .register(registry);
    this.timeouts = Counter.build(
            "smdp_handoff_timeouts_total", "Waits that ended without what was waited for.")
        .labelNames("handoff")
        .register(registry);
    this.repeats = Counter.build(
            "smdp_handoff_repeats_total", "Requests for what had been given before.")
        .labelNames("handoff")
        .register(registry);
    for (var policy : HandoffPolicy.values()) {
      timeouts.labels(policy.label());
      repeats.labels(policy.label());
    }
    for (var handoff : Handoff.values()) {
      contradictions.labels(handoff.label());
      for (var result : Result.values()) {
        checks.labels(handoff.label(), result.label());
      }
    }
  }

  @Override
  public void checked(Handoff handoff, Result result, long times) {
    checks.labels(handoff.label(), result.label()).inc((double) times);
  }

  @Override
  public void contradicted(Handoff handoff) {
    contradictions.labels(handoff.label()).inc();
  }

  @Override
  public void timedOut(HandoffPolicy handoff, long times) {
    timeouts.labels(handoff.label()).inc((double) times);
  }

  @Override
  public void repeated(HandoffPolicy handoff) {
    repeats.labels(handoff.label()).inc();
  }
}
