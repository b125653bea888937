package org.opensmdp.server;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import java.util.Locale;
import org.opensmdp.activation.gate.Stratum;
import org.opensmdp.activation.rollout.Rollout;
import org.opensmdp.activation.rollout.RolloutObserver;
import org.opensmdp.activation.rollout.RolloutState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the keeper of this node has done with rollouts, for Prometheus and for the log. */
final class RolloutMetrics implements RolloutObserver {
  private static final Logger LOG = LoggerFactory.getLogger(RolloutMetrics.class);

  private final Counter moved;
  private final Counter samples;
  private final Counter orders;

  RolloutMetrics(CollectorRegistry registry) {
    moved = Counter.build(
            "smdp_rollout_moves_total", "Rollouts that have come into a state, by this node.")
        .labelNames("to")
        .register(registry);
    for (var state : RolloutState.values()) {
      moved.labels(label(state.name())).inc(0);
    }
    moved.labels("quarantined").inc(0);
    samples = Counter.build(
            "smdp_rollout_samples_total", "Verdicts counted for gates, by this node.")
        .register(registry);
    orders = Counter.build(
            "smdp_rollout_hurt_orders_total", "Orders hurt by a version, and what became of them.")
        .labelNames("outcome")
        .register(registry);
    orders.labels("rearmed").inc(0);
    orders.labels("left").inc(0);
  }

  private static String label(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  @Override
  public void moved(Rollout to) {
    moved.labels(label(to.state().name())).inc();
    var level = to.locked() ? LOG.atWarn() : LOG.atInfo();
    level
        .addKeyValue("rollout", to.rolloutId())
        .log("Rollout {} is {}: {}", to.rolloutId(), to.state(), to.why());
  }

  @Override
  public void quarantined(Rollout rollout, Stratum stratum) {
    moved.labels("quarantined").inc();
    LOG.atWarn()
        .addKeyValue("rollout", rollout.rolloutId())
        .log("Rollout {} leaves cards {} out: {}", rollout.rolloutId(), stratum, rollout.why());
  }

  @Override
  public void counted(Rollout rollout, int verdicts) {
    samples.inc(verdicts);
  }

  @Override
  public void rearmed(Rollout rollout, int armed, int left) {
    orders.labels("rearmed").inc(armed);
    orders.labels("left").inc(left);
    LOG.atWarn()
        .addKeyValue("rollout", rollout.rolloutId())
        .log(
            "Of the orders that rollout {} hurt, {} were armed again, {} are left to people",
            rollout.rolloutId(),
            armed,
            left);
  }
}
