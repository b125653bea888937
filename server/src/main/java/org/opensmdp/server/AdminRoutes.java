package org.opensmdp.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.opensmdp.http.Reply;
import org.opensmdp.http.Route;

/** Health and metrics: what load balancers and Prometheus ask for. */
final class AdminRoutes {
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  private AdminRoutes() {}

  /** @param ready whether the server can serve now; live is whoever answers */
  static List<Route> of(ServerMetrics metrics, BooleanSupplier ready) {
    return List.of(
        new Route("GET", "/health/live", "live", request -> text(200, "live\n")),
        new Route(
            "GET",
            "/health/ready",
            "ready",
            request -> ready.getAsBoolean()
                ? text(200, "ready\n")
                : text(503, "not ready: the database does not answer\n")),
        new Route(
            "GET",
            "/health",
            "health",
            request -> ready.getAsBoolean()
                ? text(200, "live, ready\n")
                : text(503, "live, not ready: the database does not answer\n")),
        new Route(
            "GET",
            "/metrics",
            "metrics",
            request -> Reply.of(200, PROMETHEUS, metrics.text().getBytes(UTF_8))));
  }

  private static Reply text(int status, String text) {
    return Reply.of(status, TEXT, text.getBytes(UTF_8));
  }
}
