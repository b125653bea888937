package org.opensmdp.server;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import java.util.Collection;

/** What waiting at a handoff has come to: timeouts, further tries, and what was given up. Any thread. */
final class HandoffTryMetrics {
  private final Counter timeouts;
  private final Counter retries;
  private final Counter givenUp;

  HandoffTryMetrics(CollectorRegistry registry) {
    this.timeouts = counter("smdp_handoff_timeouts_total", "Waits that ran out.", registry);
    this.retries = counter("smdp_handoff_retries_total", "Further tries.", registry);
    this.givenUp = counter("smdp_handoff_given_up_total", "What is tried no more.", registry);
  }

  private static Counter counter(String name, String help, CollectorRegistry registry) {
    return Counter.build(name, help).labelNames("handoff").register(registry);
  }

  /** Shows these handoffs at 0: a closed set, named by whoever declares the policies. */
  void show(Collection<String> handoffs) {
    handoffs.forEach(handoff -> {
      timeouts.labels(handoff);
      retries.labels(handoff);
      givenUp.labels(handoff);
    });
  }

  void timedOut(String handoff) {
    timeouts.labels(handoff).inc();
  }

  void retried(String handoff) {
    retries.labels(handoff).inc();
  }

  void gaveUp(String handoff) {
    givenUp.labels(handoff).inc();
  }
}
