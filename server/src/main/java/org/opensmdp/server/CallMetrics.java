package org.opensmdp.server;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Histogram;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.opensmdp.activation.ActivationEvent;
import org.opensmdp.activation.Attribution;
import org.opensmdp.activation.FunctionObserver;
import org.opensmdp.rsp.StatusCode;

/**
 * Calls of devices and operators by whose fault it is that they were not served: what availability (S1,
 * S2) and latency (S6) are computed from. The borders of the objectives are buckets.
 */
final class CallMetrics implements FunctionObserver {
  private static final double NANOS = 1e9;
  private static final String NONE = "none";
  private static final String MALFORMED = "malformed";
  private static final double[] SECONDS = {.005, .01, .025, .05, .1, .15, .3, .5, 1, 2.5, 5};
  private static final List<String> ES9_PLUS = List.of(
      "initiateAuthentication",
      "authenticateClient",
      "getBoundProfilePackage",
      "handleNotification",
      "cancelSession");
  private static final List<String> ES2_PLUS =
      List.of("downloadOrder", "confirmOrder", "cancelOrder", "releaseProfile");
  private static final List<String> ATTRIBUTIONS = Stream.concat(
          Stream.of(NONE, MALFORMED), Arrays.stream(Attribution.values()).map(CallMetrics::word))
      .toList();
  private static final Map<String, String> OF_STATUS = Arrays.stream(StatusCode.values())
      .collect(Collectors.toUnmodifiableMap(StatusCode::name, CallMetrics::attribution));

  private final Counters es9plus;
  private final Counters es2plus;

  /** The figures of one interface. */
  private record Counters(List<String> functions, Counter requests, Histogram seconds) {

    static Counters of(
        String prefix, String who, List<String> functions, CollectorRegistry registry) {
      var counters = new Counters(
          functions,
          Counter.build(
                  prefix + "_requests_total",
                  "Calls of %s by whose fault it is that they were not served.".formatted(who))
              .labelNames("fn", "attribution")
              .register(registry),
          Histogram.build(
                  prefix + "_request_seconds",
                  "Time from the request of %s to its answer, without the socket.".formatted(who))
              .labelNames("fn")
              .buckets(SECONDS)
              .register(registry));
      functions.forEach(counters::beginAtZero);
      return counters;
    }

    private void beginAtZero(String function) {
      seconds.labels(function);
      ATTRIBUTIONS.forEach(attribution -> requests.labels(function, attribution));
    }

    void count(String function, String status, Duration duration) {
      if (functions.contains(function)) {
        requests.labels(function, attributionOf(status)).inc();
        seconds.labels(function).observe(duration.toNanos() / NANOS);
      }
    }
  }

  CallMetrics(CollectorRegistry registry) {
    this.es9plus = Counters.of("smdp_es9", "devices", ES9_PLUS, registry);
    this.es2plus = Counters.of("smdp_es2", "operators", ES2_PLUS, registry);
  }

  /** Returns the functions by their names in the standard, {@code ES9+.AuthenticateClient}. */
  static List<String> functions() {
    return Stream.concat(
            ES9_PLUS.stream().map(name -> "ES9+." + upper(name)),
            ES2_PLUS.stream().map(name -> "ES2+." + upper(name)))
        .toList();
  }

  private static String upper(String name) {
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  @Override
  public void finished(String function, String status, Duration duration) {
    if (function.startsWith("ES9+.")) {
      es9plus.count(label(function), status, duration);
    } else if (function.startsWith("ES2+.")) {
      es2plus.count(label(function), status, duration);
    }
  }

  /** {@code ES9+.AuthenticateClient} is authenticateClient. */
  private static String label(String function) {
    int name = function.indexOf('.') + 1;
    return function.substring(name, name + 1).toLowerCase(Locale.ROOT)
        + function.substring(name + 1);
  }

  private static String attributionOf(String status) {
    return switch (status) {
      case ActivationEvent.OK -> NONE;
      case "MALFORMED" -> MALFORMED;
      default -> OF_STATUS.getOrDefault(status, word(Attribution.SERVER)); // UNAVAILABLE, DEFECT
    };
  }

  /** The rule that the figures of the admin API go by. */
  private static String attribution(StatusCode status) {
    return word(Attribution.ofRefusal(status));
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
