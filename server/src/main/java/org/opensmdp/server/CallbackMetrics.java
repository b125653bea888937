package org.opensmdp.server;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.opensmdp.activation.CallbackObserver;
import org.opensmdp.activation.Callbacks.Backlog;
import org.opensmdp.activation.OperatorCallback.Kind;

/**
 * The figures of what operators are told, by channel: es2plus, webhook. What waits is counted in the
 * database, so every node shows the same.
 */
final class CallbackMetrics implements CallbackObserver {
  private static final double MILLIS = 1e3;
  private static final List<String> CHANNELS =
      Stream.of(Kind.values()).map(Kind::channel).distinct().toList();
  private static final double[] AGE_SECONDS = {
    .1, .25, .5, 1, 2, 5, 10, 30, 60, 300, 1800, 3600, 6 * 3600, 24 * 3600
  };

  private final Counter attempts;
  private final Histogram freshness;
  private final Gauge pending;
  private final Gauge oldest;
  private final Gauge dead;

  CallbackMetrics(CollectorRegistry registry) {
    this.attempts = Counter.build(
            "smdp_callback_total", "Attempts to tell operators, by what became of them.")
        .labelNames("channel", "outcome")
        .register(registry);
    this.freshness = Histogram.build(
            "smdp_callback_freshness_seconds", "Time from the event to the operator's 2xx.")
        .labelNames("channel")
        .buckets(AGE_SECONDS)
        .register(registry);
    this.pending = gauge(registry, "smdp_outbox_pending", "What waits to be told.");
    this.oldest = gauge(registry, "smdp_outbox_oldest_seconds", "Age of the oldest that waits.");
    this.dead = gauge(registry, "smdp_outbox_dead", "What was given up and waits for a person.");
    CHANNELS.forEach(this::beginAtZero);
  }

  private static Gauge gauge(CollectorRegistry registry, String name, String help) {
    return Gauge.build(name, help).labelNames("channel").register(registry);
  }

  /** A counter that appears with its first increment hides that one from rates. */
  private void beginAtZero(String channel) {
    Stream.of("delivered", "failed", "dead").forEach(outcome -> attempts.labels(channel, outcome));
    freshness.labels(channel);
    show(channel, List.of(), Instant.EPOCH);
  }

  @Override
  public void delivered(Kind kind, Duration age) {
    attempts.labels(kind.channel(), "delivered").inc();
    freshness.labels(kind.channel()).observe(Math.max(0, age.toMillis() / MILLIS));
  }

  @Override
  public void failed(Kind kind) {
    attempts.labels(kind.channel(), "failed").inc();
  }

  @Override
  public void died(Kind kind) {
    attempts.labels(kind.channel(), "dead").inc();
  }

  /** Shows what waits now. */
  void waiting(List<Backlog> backlog, Instant now) {
    CHANNELS.forEach(channel -> show(
        channel,
        backlog.stream().filter(of -> of.kind().channel().equals(channel)).toList(),
        now));
  }

  private void show(String channel, List<Backlog> of, Instant now) {
    pending.labels(channel).set((double) of.stream().mapToLong(Backlog::pending).sum());
    dead.labels(channel).set((double) of.stream().mapToLong(Backlog::dead).sum());
    var since = of.stream().map(Backlog::oldest).flatMap(Optional::stream).min(Instant::compareTo);
    oldest
        .labels(channel)
        .set(since.map(at -> Duration.between(at, now).toMillis() / MILLIS).orElse(0.0));
  }
}
