package org.opensmdp.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.util.List;

/** What synthetic activations come to, as Prometheus reads it, at an address of its own. */
final class SyntheticMetrics implements AutoCloseable {
  private static final double[] SECONDS = {.1, .25, .5, 1, 2.5, 5, 10, 20, 30, 60};
  private static final int METHOD_NOT_ALLOWED = 405;

  private final CollectorRegistry registry = new CollectorRegistry();
  private final Gauge success = Gauge.build(
          "smdp_synthetic_activation_success",
          "1 if the last synthetic activation was well, else 0.")
      .labelNames("region")
      .register(registry);
  private final Counter total = Counter.build(
          "smdp_synthetic_activation_total", "Synthetic activations, by how they ended.")
      .labelNames("region", "outcome")
      .register(registry);
  private final Histogram seconds = Histogram.build(
          "smdp_synthetic_activation_seconds",
          "From the order until the server knows that the profile is installed.")
      .labelNames("region")
      .buckets(SECONDS)
      .register(registry);
  private final HttpServer server;

  private SyntheticMetrics(HttpServer server) {
    this.server = server;
  }

  /** Listens from now on. */
  static SyntheticMetrics start(InetSocketAddress address, List<SyntheticRegion> regions)
      throws IOException {
    var metrics = new SyntheticMetrics(HttpServer.create(address, 0));
    for (var region : regions) {
      metrics.seconds.labels(region.name());
      for (var outcome : SyntheticOutcome.values()) {
        metrics.total.labels(region.name(), outcome.word());
      }
    }
    metrics.server.createContext("/metrics", metrics::answer);
    metrics.server.start();
    return metrics;
  }

  InetSocketAddress address() {
    return server.getAddress();
  }

  void ended(SyntheticResult result) {
    var region = result.region().name();
    success.labels(region).set(result.well() ? 1 : 0);
    total.labels(region, result.outcome().word()).inc();
    seconds.labels(region).observe(result.seconds());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!exchange.getRequestMethod().equals("GET")) {
        exchange.sendResponseHeaders(METHOD_NOT_ALLOWED, -1);
        return;
      }
      var text = new StringWriter();
      TextFormat.write004(text, registry.metricFamilySamples());
      var octets = text.toString().getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", TextFormat.CONTENT_TYPE_004);
      exchange.sendResponseHeaders(200, octets.length);
      exchange.getResponseBody().write(octets);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
