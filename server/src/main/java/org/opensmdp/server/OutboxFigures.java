package org.opensmdp.server;

import io.prometheus.client.Collector;
import io.prometheus.client.CounterMetricFamily;
import io.prometheus.client.GaugeMetricFamily;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.opensmdp.activation.EventRecords.Backlog;
import org.opensmdp.activation.StorageUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What waits to be told to others, by channel, asked for whenever somebody reads the figures: how much,
 * for how long, and what was given up. Any thread.
 */
final class OutboxFigures extends Collector {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxFigures.class);
  private static final List<String> CHANNEL = List.of("channel");
  private static final double MILLIS = 1e3;

  private final InstantSource clock;
  private final Map<String, Supplier<Backlog>> channels = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> drifts = new ConcurrentHashMap<>();

  OutboxFigures(InstantSource clock) {
    this.clock = clock;
  }

  /** Shows a channel: {@code es12}. */
  void watch(String channel, Supplier<Backlog> backlog) {
    channels.put(channel, backlog);
  }

  /** Counts a difference between an SM-DS and us, by what mended it. */
  void drifted(String function) {
    drifts.computeIfAbsent(function, name -> new LongAdder()).increment();
  }

  @Override
  public List<MetricFamilySamples> collect() {
    var oldest = new GaugeMetricFamily(
        "smdp_outbox_oldest_seconds", "How long the oldest has waited to be told.", CHANNEL);
    var pending = new GaugeMetricFamily("smdp_outbox_pending", "What waits to be told.", CHANNEL);
    var dead = new GaugeMetricFamily("smdp_outbox_dead", "What was given up.", CHANNEL);
    var drift = new CounterMetricFamily(
        "smds_drift",
        "Differences between an SM-DS and us that were found and mended.",
        List.of("function"));
    channels.forEach((channel, source) -> add(channel, source, oldest, pending, dead));
    drifts.forEach((function, count) -> drift.addMetric(List.of(function), (double) count.sum()));
    return List.of(oldest, pending, dead, drift);
  }

  /** A database that is away must not take the other figures along. */
  private void add(
      String channel,
      Supplier<Backlog> source,
      GaugeMetricFamily oldest,
      GaugeMetricFamily pending,
      GaugeMetricFamily dead) {
    try {
      var backlog = source.get();
      var label = List.of(channel);
      oldest.addMetric(label, backlog.oldest().map(this::secondsSince).orElse(0.0));
      pending.addMetric(label, (double) backlog.pending());
      dead.addMetric(label, (double) backlog.dead());
    } catch (StorageUnavailable e) {
      LOG.atDebug().setCause(e).log("The backlog of {} is not known", channel);
    }
  }

  private double secondsSince(Instant instant) {
    return Math.max(0, Duration.between(instant, clock.instant()).toMillis() / MILLIS);
  }
}
