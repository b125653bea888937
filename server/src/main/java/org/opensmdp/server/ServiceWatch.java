package org.opensmdp.server;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Gauge;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.stream.Stream;
import org.opensmdp.activation.StorageUnavailable;
import org.opensmdp.persistence.ServiceFigures;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Figures that only the database knows, looked up twice a minute: who reads them costs it nothing. Every
 * node shows the same, so rules take the maximum of them and never the sum. One thread.
 */
final class ServiceWatch {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceWatch.class);
  static final Duration EVERY = Duration.ofSeconds(30);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration MONTH = Duration.ofDays(30);
  private static final int MOST_TYPES = 50;
  private static final String OTHER = "other";

  private final ServiceFigures figures;
  private final InstantSource clock;
  private final BoundedLabels<String> types = new BoundedLabels<>(MOST_TYPES, OTHER);
  private final Gauge recent;
  private final Gauge unconfirmed;
  private final Gauge rollouts;
  private final Gauge stage;
  private final Gauge paused;
  private final Gauge samples;
  private final Gauge successes;
  private final Gauge open;
  private final Gauge unmitigated;
  private final Gauge unacknowledged;
  private final Gauge counted;
  private final Gauge means;
  private final Gauge written;
  private final Gauge octets;

  ServiceWatch(ServiceFigures figures, CollectorRegistry registry, InstantSource clock) {
    this.figures = figures;
    this.clock = clock;
    this.recent = gauge(
            "smdp_downloads_recent",
            "Downloads that ended in the hour (15m), the day (24h).",
            "age")
        .register(registry);
    this.unconfirmed = gauge(
            "smdp_downloads_unconfirmed", "Those of them of which nobody has been heard.", "age")
        .register(registry);
    // Rows that never go: a counter, kept by the database for all nodes.
    this.rollouts =
        gauge("smdp_rollouts_total", "Rollouts by what became of them.", "to").register(registry);
    this.stage = gauge("smdp_rollout_stage", "The stage of the rollout under way, from 0.", "type")
        .register(registry);
    this.paused = gauge("smdp_rollout_paused", "1 while it is paused.", "type").register(registry);
    this.samples = gauge("smdp_gate_samples", "Verdicts on the new version counted.", "type")
        .register(registry);
    this.successes = gauge("smdp_gate_successes", "Those of them that are successes.", "type")
        .register(registry);
    this.open =
        gauge("smdp_incidents_open", "Incidents not resolved.", "severity").register(registry);
    this.unmitigated = gauge(
            "smdp_incident_unmitigated_seconds", "How long the oldest has lasted.", "severity")
        .register(registry);
    this.unacknowledged = gauge(
            "smdp_incident_unacknowledged_seconds",
            "How long the oldest has waited for somebody.",
            "severity")
        .register(registry);
    this.counted =
        gauge("smdp_incidents_recent", "Incidents of the last 30 days.", "kind").register(registry);
    this.means = gauge(
            "smdp_incident_mean_seconds",
            "Mean time to detect, acknowledge, repair, over 30 days.",
            "kind",
            "until")
        .register(registry);
    this.written = Gauge.build(
            "smdp_events_written_total", "Events that PostgreSQL has written to the log.")
        .register(registry);
    this.octets =
        Gauge.build("smdp_events_bytes", "What the log occupies, indexes too.").register(registry);
    beginAtZero();
  }

  private static Gauge.Builder gauge(String name, String help, String... labels) {
    return Gauge.build(name, help).labelNames(labels);
  }

  private void beginAtZero() {
    Stream.of("started", "rejected", "stable", "rolled_back", "quarantined")
        .forEach(to -> rollouts.labels(to).set(0));
    Stream.of("15m", "24h").forEach(age -> {
      recent.labels(age).set(0);
      unconfirmed.labels(age).set(0);
    });
  }

  /** Looks once, at the start. Nothing that is merely watched keeps a server from serving. */
  ServiceWatch begin() {
    try {
      look();
    } catch (StorageUnavailable e) {
      LOG.atWarn().log("The service's figures wait for the database");
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).log("The service's figures cannot be read; they are tried again");
    }
    return this;
  }

  long look() {
    silence();
    figures.rollouts().forEach((to, times) -> rollouts.labels(to).set((double) times));
    running();
    incidents();
    var events = figures.events();
    written.set((double) events.written());
    octets.set((double) events.octets());
    return 0;
  }

  private void silence() {
    var now = clock.instant();
    show("15m", figures.silence(now, HOUR, true));
    show("24h", figures.silence(now.minus(DAY), DAY, false));
  }

  private void show(String age, ServiceFigures.Silence silence) {
    recent.labels(age).set((double) silence.recent());
    unconfirmed.labels(age).set((double) silence.unconfirmed());
  }

  private void running() {
    Stream.of(stage, paused, samples, successes).forEach(Gauge::clear);
    figures.running().forEach(rollout -> {
      var type = types.of(rollout.type());
      stage.labels(type).set(rollout.stage());
      paused.labels(type).set(rollout.paused() ? 1 : 0);
      samples.labels(type).set((double) rollout.samples());
      successes.labels(type).set((double) rollout.successes());
    });
  }

  private void incidents() {
    var now = clock.instant();
    figures.incidents(now).forEach(of -> {
      var severity = of.severity().toLowerCase(Locale.ROOT);
      open.labels(severity).set((double) of.open());
      unmitigated.labels(severity).set(of.unmitigatedSeconds());
      unacknowledged.labels(severity).set(of.unacknowledgedSeconds());
    });
    figures.means(now, MONTH).forEach(of -> {
      counted.labels(of.kind()).set((double) of.incidents());
      means.labels(of.kind(), "detected").set(of.detect());
      means.labels(of.kind(), "acknowledged").set(of.acknowledge());
      means.labels(of.kind(), "repaired").set(of.repair());
    });
  }
}
