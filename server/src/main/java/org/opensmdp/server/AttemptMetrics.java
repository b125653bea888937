package org.opensmdp.server;

import static org.opensmdp.server.CallMetrics.word;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.opensmdp.activation.AttemptEnd.Result;
import org.opensmdp.activation.Attribution;
import org.opensmdp.activation.Region;
import org.opensmdp.persistence.AttemptRow;
import org.opensmdp.persistence.AttemptRows.Combination;

/**
 * Attempts, as objectives S3, S4, S5, S7 and S11 count them, and as people look for what fails where.
 * Labels are bounded: operators, causes and combinations of card and version beyond a number are {@code
 * other}. Attempts of our own are left out.
 */
final class AttemptMetrics {
  static final int MOST_COMBINATIONS = 200;
  private static final int MOST_OPERATORS = 50;
  private static final int MOST_CAUSES = 50;
  private static final Duration DAY = Duration.ofDays(1);
  private static final double MILLIS = 1e3;
  private static final String OTHER = "other";
  private static final String NONE = "none";
  private static final double[] INSTALL_SECONDS = {
    2, 5, 10, 15, 20, 25, 30, 45, 60, 90, 120, 300, 900
  };
  private static final double[] CONSENT_SECONDS = {1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 900};
  private static final List<String> STAGES =
      List.of("initiated", "authenticated", "delivered", "reported", "installed", "enabled");
  private static final List<String> REGIONS =
      Arrays.stream(Region.values()).map(CallMetrics::word).toList();

  private final BoundedLabels<String> operators = new BoundedLabels<>(MOST_OPERATORS, OTHER);
  private final BoundedLabels<String> causes = new BoundedLabels<>(MOST_CAUSES, OTHER);
  private final BoundedLabels<Combination> combinations =
      new BoundedLabels<>(MOST_COMBINATIONS, new Combination(OTHER, OTHER, OTHER));
  private final Map<String, String> lastFailure = new ConcurrentHashMap<>();
  private final Counter funnel;
  private final Counter results;
  private final Counter late;
  private final Counter devices;
  private final Counter failures;
  private final Counter contacts;
  private final Counter installed;
  private final Counter removals;
  private final Histogram install;
  private final Histogram consent;
  private final Gauge run;

  AttemptMetrics(CollectorRegistry registry) {
    this.funnel = counter("smdp_funnel_total", "How far attempts have come.", "stage", "region")
        .register(registry);
    this.results = counter(
            "smdp_activation_result_total",
            "Attempts that ended, each once.",
            "tenant",
            "region",
            "result",
            "attribution",
            "delivered")
        .register(registry);
    this.late = counter(
            "smdp_late_reports_total",
            "Reports of attempts that had been given up; they correct no count.",
            "region",
            "result")
        .register(registry);
    this.devices = counter(
            "smdp_activation_by_device_total",
            "Attempts that ended, by who made the card, what runs on it and what was delivered.",
            "eum",
            "firmware",
            "version",
            "result")
        .register(registry);
    this.failures = counter(
            "smdp_activation_failures_total", "Attempts that failed, by cause.", "cause")
        .register(registry);
    this.contacts = counter(
            "smdp_order_contacts_total", "Orders that a card came for the first time.", "region")
        .register(registry);
    this.installed = counter(
            "smdp_order_installed_total",
            "Orders installed, by whether within a day of the first contact.",
            "region",
            "within_day")
        .register(registry);
    this.removals = counter(
            "smdp_removals_total",
            "Reports of deletion, by whether within a day of the installation.",
            "region",
            "early")
        .register(registry);
    this.install = seconds(
            "smdp_install_seconds", "From the package delivered to the report.", INSTALL_SECONDS)
        .register(registry);
    this.consent = seconds(
            "smdp_consent_seconds",
            "From what is shown to the user to the package fetched.",
            CONSENT_SECONDS)
        .register(registry);
    this.run = Gauge.build(
            "smdp_failures_in_a_row", "Attempts that failed of one cause since any other end.")
        .labelNames("tenant", "region")
        .register(registry);
    beginAtZero();
  }

  private static Counter.Builder counter(String name, String help, String... labels) {
    return Counter.build(name, help).labelNames(labels);
  }

  private static Histogram.Builder seconds(String name, String help, double... buckets) {
    return Histogram.build(name, help).labelNames("region").buckets(buckets);
  }

  private void beginAtZero() {
    for (var region : REGIONS) {
      STAGES.stream().skip(1).forEach(stage -> funnel.labels(stage, region));
      Stream.of("success", "failure").forEach(result -> late.labels(region, result));
      Stream.of("true", "false").forEach(flag -> {
        installed.labels(region, flag);
        removals.labels(region, flag);
      });
      contacts.labels(region);
      install.labels(region);
      consent.labels(region);
    }
    funnel.labels(STAGES.get(0), NONE); // nothing is known of the profile yet
    causes.of("silence");
    failures.labels("silence");
  }

  /** Shows an operator from now on; a counter that appears with its first increment hides that one. */
  void show(String operator) {
    var tenant = operators.of(operator);
    for (var region : REGIONS) {
      results.labels(tenant, region, "success", NONE, "true");
      results.labels(tenant, region, "unconfirmed", word(Attribution.NETWORK), "true");
      for (var attribution : Attribution.values()) {
        results.labels(tenant, region, "failure", word(attribution), "true");
        results.labels(tenant, region, "cancelled", word(attribution), "true");
        results.labels(tenant, region, "cancelled", word(attribution), "false");
      }
    }
  }

  /** Shows a combination from now on, as {@link #show(String)}. */
  void show(Combination combination) {
    var known = combinations.of(combination);
    Arrays.stream(Result.values()).forEach(result -> device(known, word(result)));
  }

  private Counter.Child device(Combination known, String result) {
    return devices.labels(known.eum(), known.firmware(), known.version(), result);
  }

  void initiated() {
    funnel.labels("initiated", NONE).inc();
  }

  void authenticated(AttemptRow attempt) {
    funnel.labels("authenticated", region(attempt)).inc();
    if (!attempt.begunAt().isAfter(attempt.firstContact())) {
      contacts.labels(region(attempt)).inc();
    }
  }

  void delivered(AttemptRow attempt) {
    funnel.labels("delivered", region(attempt)).inc();
    attempt
        .deliveredAt()
        .ifPresent(at -> consent.labels(region(attempt)).observe(seconds(attempt.begunAt(), at)));
  }

  /** Counts the end of an attempt. */
  void ended(AttemptRow attempt) {
    var result = attempt.result().orElseThrow();
    var attribution = attempt.attribution().map(CallMetrics::word).orElse(NONE);
    results
        .labels(
            operators.of(attempt.operator()),
            region(attempt),
            word(result),
            attribution,
            Boolean.toString(attempt.deliveredAt().isPresent()))
        .inc();
    var combination = new Combination(attempt.eum(), attempt.firmware(), attempt.version());
    device(combinations.of(combination), word(result)).inc();
    if (result == Result.FAILURE || result == Result.UNCONFIRMED) {
      failures.labels(causes.of(cause(attempt))).inc();
    }
    inARow(attempt, result);
  }

  /** Counts a report that ended its attempt. */
  void reported(AttemptRow attempt, Instant at) {
    funnel.labels("reported", region(attempt)).inc();
    attempt
        .deliveredAt()
        .ifPresent(left -> install.labels(region(attempt)).observe(seconds(left, at)));
    if (attempt.result().filter(Result.SUCCESS::equals).isPresent()) {
      installed(attempt, at);
    }
  }

  /** Counts a report of an attempt that had been given up. */
  void reportedLate(AttemptRow attempt, Instant at) {
    late.labels(region(attempt), word(attempt.late().orElseThrow())).inc();
    attempt
        .deliveredAt()
        .ifPresent(left -> install.labels(region(attempt)).observe(seconds(left, at)));
    if (attempt.late().filter(Result.SUCCESS::equals).isPresent()) {
      installed(attempt, at);
    }
  }

  private void installed(AttemptRow attempt, Instant at) {
    funnel.labels("installed", region(attempt)).inc();
    boolean withinDay = !at.isAfter(attempt.firstContact().plus(DAY));
    installed.labels(region(attempt), Boolean.toString(withinDay)).inc();
  }

  void enabled(AttemptRow attempt) {
    funnel.labels("enabled", region(attempt)).inc();
  }

  void deleted(AttemptRow attempt, Instant at) {
    boolean early = attempt.endedAt().filter(end -> !at.isAfter(end.plus(DAY))).isPresent();
    removals.labels(region(attempt), Boolean.toString(early)).inc();
  }

  /** What a person does neither begins a row nor ends one. */
  private void inARow(AttemptRow attempt, Result result) {
    if (attempt.attribution().filter(Attribution.USER::equals).isPresent()) {
      return;
    }
    var tenant = operators.of(attempt.operator());
    var place = tenant + "/" + region(attempt);
    var child = run.labels(tenant, region(attempt));
    if (result == Result.SUCCESS) {
      lastFailure.remove(place);
      child.set(0);
    } else if (cause(attempt).equals(lastFailure.put(place, cause(attempt)))) {
      child.inc();
    } else {
      child.set(1);
    }
  }

  /** {@code PIR 12 PE 3 status 6} is {@code PIR 12}: which element it was, the timeline tells. */
  private static String cause(AttemptRow attempt) {
    return attempt.cause().replaceFirst(" PE .*", "");
  }

  private static String region(AttemptRow attempt) {
    return word(attempt.mcc().map(Region::ofMcc).orElse(Region.OTHER));
  }

  private static double seconds(Instant from, Instant to) {
    return Math.max(0, Duration.between(from, to).toMillis() / MILLIS);
  }
}
