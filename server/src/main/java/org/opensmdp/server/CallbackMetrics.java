package org.opensmdp.server;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Histogram;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.opensmdp.activation.CallbackObserver;
import org.opensmdp.activation.Callbacks.Backlog;
import org.opensmdp.activation.EventRecords;
import org.opensmdp.activation.OperatorCallback.Kind;

/**
 * The figures of what operators are told, by channel: es2plus, webhook. What waits is counted in the
 * database, so every node shows the same.
 */
final class CallbackMetrics implements CallbackObserver {
  private static final double MILLIS = 1e3;
  private static final List<String> CHANNELS =
      Stream.of(Kind.values()).map(Kind::channel).distinct().toList();
  private static final EventRecords.Backlog NOTHING =
      new EventRecords.Backlog(0, 0, Optional.empty());
  private static final double[] AGE_SECONDS = {
    .1, .25, .5, 1, 2, 5, 10, 30, 60, 300, 1800, 3600, 6 * 3600, 24 * 3600
  };

  private final Counter attempts;
  private final Histogram freshness;
  private final LongConsumer called;
  private final Map<String, EventRecords.Backlog> waiting = new ConcurrentHashMap<>();

  /** @param called hears how many callbacks were taken */
  CallbackMetrics(CollectorRegistry registry, OutboxFigures outboxes, LongConsumer called) {
    this.called = called;
    this.attempts = Counter.build(
            "smdp_callback_total", "Attempts to tell operators, by what became of them.")
        .labelNames("channel", "outcome")
        .register(registry);
    this.freshness = Histogram.build(
            "smdp_callback_freshness_seconds", "Time from the event to the operator's 2xx.")
        .labelNames("channel")
        .buckets(AGE_SECONDS)
        .register(registry);
    CHANNELS.forEach(this::beginAtZero);
    CHANNELS.forEach(
        channel -> outboxes.watch(channel, () -> waiting.getOrDefault(channel, NOTHING)));
  }

  /** A counter that appears with its first increment hides that one from rates. */
  private void beginAtZero(String channel) {
    Stream.of("delivered", "failed", "dead").forEach(outcome -> attempts.labels(channel, outcome));
    freshness.labels(channel);
  }

  @Override
  public void delivered(Kind kind, Duration age) {
    attempts.labels(kind.channel(), "delivered").inc();
    called.accept(1);
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

  /** Shows what waits, as it was counted last. */
  void waiting(List<Backlog> backlog) {
    CHANNELS.forEach(channel -> waiting.put(
        channel,
        sum(backlog.stream().filter(of -> of.kind().channel().equals(channel)).toList())));
  }

  private static EventRecords.Backlog sum(List<Backlog> of) {
    return new EventRecords.Backlog(
        of.stream().mapToLong(Backlog::pending).sum(),
        of.stream().mapToLong(Backlog::dead).sum(),
        of.stream().map(Backlog::oldest).flatMap(Optional::stream).min(Instant::compareTo));
  }
}
