package org.opensmdp.server;

import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import io.prometheus.client.exporter.common.TextFormat;
import io.prometheus.client.hotspot.DefaultExports;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.IntSupplier;
import org.opensmdp.activation.ActivationEvent;
import org.opensmdp.activation.FunctionObserver;
import org.opensmdp.activation.Notifications.Verdict;
import org.opensmdp.activation.ReportObserver;
import org.opensmdp.crypto.SigningKey;
import org.opensmdp.http.HttpObserver;
import org.opensmdp.persistence.Database;
import org.opensmdp.persistence.Database.PoolUse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The figures of a running server, as Prometheus reads them. Labels come from closed sets; no
 * identity of a card, a profile or a subscriber is among them. Times are in seconds.
 */
public final class ServerMetrics implements FunctionObserver, HttpObserver, ReportObserver {
  private static final Logger LOG = LoggerFactory.getLogger(ServerMetrics.class);
  private static final double NANOS = 1e9;
  private static final double[] CALL_SECONDS = {
    .001, .0025, .005, .01, .02, .05, .1, .25, .5, 1, 2.5, 5, 10
  };
  private static final double[] SIGNING_SECONDS = {
    .00005, .0001, .00025, .0005, .001, .0025, .005, .01, .05, .1, .15, .25, .5, 1
  };

  private static final List<String> REFUSALS =
      List.of("connections", "overload", "unauthenticated", "forbidden", "uncounted");
  private static final List<String> KEYS = List.of("dpauth", "dppb");

  private final CollectorRegistry registry = new CollectorRegistry();
  private final Counter functions = Counter.build(
          "rsp_function_total", "Calls of SGP.22 functions by outcome.")
      .labelNames("function", "status")
      .register(registry);
  private final Histogram functionSeconds = Histogram.build(
          "rsp_function_seconds", "Time from the request to its answer, without the socket.")
      .labelNames("function", "status")
      .buckets(CALL_SECONDS)
      .register(registry);
  private final Counter reports = Counter.build(
          "rsp_report_total", "Reports of devices by what was thought of them.")
      .labelNames("verdict")
      .register(registry);
  private final Histogram signing = Histogram.build(
          "rsp_signing_seconds", "Time of one ECDSA signature.")
      .labelNames("key")
      .buckets(SIGNING_SECONDS)
      .register(registry);
  private final Histogram queued = Histogram.build(
          "http_queue_seconds", "Time a request waited for a worker.")
      .buckets(CALL_SECONDS)
      .register(registry);
  private final Counter answers = Counter.build(
          "http_answers_total", "Answers by route and status.")
      .labelNames("route", "status")
      .register(registry);
  private final Counter refusals = Counter.build(
          "http_refused_total", "Requests turned away before a function saw them.")
      .labelNames("why")
      .register(registry);
  private final Gauge connections =
      Gauge.build("http_connections", "Open connections.").register(registry);
  private final Counter handshakes = Counter.build("tls_handshake_total", "TLS handshakes.")
      .labelNames("outcome", "protocol")
      .register(registry);
  private final Gauge build = Gauge.build("opensmdp_info", "1; what the server computes with.")
      .labelNames("crypto", "tls")
      .register(registry);

  private final HandoffMetrics handoffs = new HandoffMetrics(registry);
  private final OutboxFigures outboxes;
  private final CallMetrics calls = new CallMetrics(registry);
  private final AttemptMetrics attempts = new AttemptMetrics(registry);
  private final CertificateFigures certificates = new CertificateFigures(registry);

  ServerMetrics(InstantSource clock) {
    DefaultExports.register(registry);
    this.outboxes = new OutboxFigures(clock).register(registry);
    CallMetrics.functions().forEach(function -> functions.labels(function, "DEFECT"));
    REFUSALS.forEach(refusals::labels);
    KEYS.forEach(signing::labels);
    for (var verdict : Verdict.values()) {
      var unused = reports.labels(verdict.name()); // there from the start, at 0
    }
  }

  public ServerMetrics() {
    this(InstantSource.system());
  }

  /** Returns the figures of what waits to be told to others. */
  OutboxFigures outboxes() {
    return outboxes;
  }

  /** Returns what counts comparisons at handoffs. */
  HandoffMetrics handoffs() {
    return handoffs;
  }

  /** Returns what counts attempts. */
  AttemptMetrics attempts() {
    return attempts;
  }

  /** Returns what shows when certificates end. */
  CertificateFigures certificates() {
    return certificates;
  }

  /** Takes figures that are made elsewhere among those that are shown. */
  <T extends Collector> T with(T figures) {
    return figures.register(registry);
  }

  /** Returns where others keep their figures, to be read with these. */
  CollectorRegistry registry() {
    return registry;
  }

  /** Says once what the server computes with. */
  void describe(String crypto, String tls) {
    build.labels(crypto, tls).set(1);
  }

  /** Shows the queue of the workers and the pool of connections whenever somebody asks. */
  void watch(IntSupplier queueDepth, int queueCapacity, Database database) {
    gauge("http_queue_depth", "Requests waiting for a worker.", queueDepth);
    gauge("http_queue_capacity", "Requests that may wait for a worker.", () -> queueCapacity);
    gauge("db_pool_active", "Connections in use.", () -> use(database).active());
    gauge("db_pool_idle", "Connections not in use.", () -> use(database).idle());
    gauge(
        "db_pool_waiting",
        "Threads waiting for a connection.",
        () -> use(database).waiting());
    gauge("db_pool_limit", "Connections there may be.", () -> use(database).limit());
  }

  private static PoolUse use(Database database) {
    return database.poolUse();
  }

  private void gauge(String name, String help, IntSupplier value) {
    Gauge.build(name, help)
        .create()
        .setChild(new Gauge.Child() {
          @Override
          public double get() {
            return value.getAsInt();
          }
        })
        .register(registry);
  }

  @Override
  public void judged(long notificationId, Verdict verdict, String why) {
    reports.labels(verdict.name()).inc();
    if (verdict != Verdict.ACCEPTED && verdict != Verdict.DUPLICATE) {
      LOG.atWarn()
          .addKeyValue("function", "ES9+.HandleNotification")
          .addKeyValue("notificationId", notificationId)
          .addKeyValue("status", verdict)
          .log("A report was not believed: {}", why);
    }
  }

  /** Returns {@code key}, its signatures timed under a name of a closed set: dpauth, dppb. */
  SigningKey timed(String name, SigningKey key) {
    return new TimedSigningKey(key, signing.labels(name));
  }

  @Override
  public void finished(String function, String status, Duration duration) {
    calls.finished(function, status, duration);
    if (function.equals("ES9+.InitiateAuthentication") && status.equals(ActivationEvent.OK)) {
      attempts.initiated();
    }
    functions.labels(function, status).inc();
    functionSeconds.labels(function, status).observe(duration.toNanos() / NANOS);
  }

  @Override
  public void connectionOpened() {
    connections.inc();
  }

  @Override
  public void connectionClosed() {
    connections.dec();
  }

  @Override
  public void tlsHandshake(boolean ok, String protocol, long nanos) {
    handshakes.labels(ok ? "ok" : "failed", protocol).inc();
  }

  @Override
  public void requestFinished(String routeName, int status, long queuedNanos, long serviceNanos) {
    queued.observe(queuedNanos / NANOS);
    answers.labels(routeName, Integer.toString(status)).inc();
  }

  @Override
  public void refused(String why) {
    refusals.labels(why).inc();
  }

  /** Returns all figures in the text format of Prometheus 0.0.4. */
  String text() {
    var text = new StringWriter();
    try {
      TextFormat.write004(text, registry.metricFamilySamples());
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
    return text.toString();
  }
}
