package org.opensmdp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.opensmdp.activation.ProfileState;
import org.opensmdp.crypto.Curve;
import org.opensmdp.server.TryOutStock;
import org.opensmdp.simulator.DownloadOrder;

/**
 * Every figure that a rule, a board or the manual names is one of a running server, or of the synthetic activation
 * beside it, and the other way round.
 */
class MonitoringIT {
  private static final Pattern SAMPLE = Pattern.compile("([a-z0-9_]+)(?:\\{(.*)})? [^ ]+");
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"");
  private static final Pattern ROW = Pattern.compile("\\| `([a-z0-9_]+)` \\|.*");

  /** Shown by the synthetic activation, not by the server. */
  private static final String OF_PROBES = "smdp_synthetic_";

  /** There once the first chore has run, ten minutes after the start, or when a type has a rollout. */
  private static final Set<String> LATER = Set.of(
      "smdp_inventory_days_of_cover",
      "smdp_inventory_available",
      "smdp_rollout_stage",
      "smdp_rollout_paused",
      "smdp_gate_samples",
      "smdp_gate_successes",
      "smds_drift_total");

  private static Map<String, Set<String>> shown = Map.of();

  @BeforeAll
  static void download() throws IOException, InterruptedException {
    var house = TestHouse.get();
    double before = authenticated(house);
    var order = house.release(DownloadOrder.ofType(TryOutStock.TYPE));
    house.lpa(house.card(Curve.NIST_P256)).download(order.activationCode(), Optional.empty());
    house.stateBecoming(ProfileState.INSTALLED, order.iccid());
    TestHouse.await(() -> authenticated(house) > before);
    shown = samples(Metrics.of(house).text() + synthetic());
  }

  /** Returns what a process that activates for itself shows after one round. */
  private static String synthetic() throws IOException, InterruptedException {
    var region = SyntheticRegion.parse("europe=probe");
    var free = new InetSocketAddress("127.0.0.1", 0);
    try (var metrics = SyntheticMetrics.start(free, List.of(region))) {
      metrics.ended(
          new SyntheticResult(region, SyntheticOutcome.SUCCESS, "", Duration.ofSeconds(1)));
      var uri = URI.create("http://127.0.0.1:" + metrics.address().getPort() + "/metrics");
      return HttpClient.newHttpClient()
          .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
          .body();
    }
  }

  private static double authenticated(TestHouse house) {
    return Metrics.of(house)
        .text()
        .lines()
        .filter(line -> line.startsWith("smdp_funnel_total{stage=\"installed\""))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** Returns the labels of each series that has samples. */
  private static Map<String, Set<String>> samples(String text) {
    var found = new HashMap<String, Set<String>>();
    text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
      var matcher = SAMPLE.matcher(line);
      if (matcher.matches()) {
        var labels = found.computeIfAbsent(matcher.group(1), name -> new HashSet<>());
        Optional.ofNullable(matcher.group(2))
            .ifPresent(inside ->
                LABEL.matcher(inside).results().forEach(label -> labels.add(label.group(1))));
      }
    });
    return found;
  }

  @Test
  void rulesAndBoardsNameFiguresAndLabelsThatTheServerShows() {
    var expressions = MonitoringFiles.expressions();

    assertThat(expressions).hasSizeGreaterThan(150);
    expressions.forEach((where, expression) -> MonitoringFiles.figures(expression)
        .forEach((figure, labels) -> {
          if (!LATER.contains(figure)) {
            assertThat(shown).as(where).containsKey(figure);
            assertThat(shown.getOrDefault(figure, Set.of())).as(where).containsAll(labels);
          }
        }));
  }

  @Test
  void rulesAndBoardsGroupByLabelsThatTheirFiguresHave() {
    MonitoringFiles.expressions().forEach((where, expression) -> {
      var figures = MonitoringFiles.figures(expression).keySet();
      boolean all = figures.stream().allMatch(shown::containsKey);
      if (all && !figures.isEmpty() && MonitoringFiles.recorded(expression).isEmpty()) {
        var labels = figures.stream()
            .flatMap(figure -> shown.getOrDefault(figure, Set.of()).stream())
            .collect(Collectors.toCollection(HashSet::new));
        labels.add("instance"); // of Prometheus
        assertThat(labels).as(where).containsAll(MonitoringFiles.groupings(expression));
      }
    });
  }

  @Test
  void theManualNamesWhatTheServerShowsAndNothingElse() throws IOException {
    var manual = new TreeSet<String>();
    for (var line : Files.readAllLines(Path.of("..", "docs", "metrics.md"))) {
      var row = ROW.matcher(line);
      if (row.matches() && !row.group(1).startsWith(OF_PROBES)) {
        manual.add(row.group(1));
      }
    }

    assertThat(families())
        .allSatisfy(name -> assertThat(manual).as("docs/metrics.md").contains(name));
    assertThat(manual).allSatisfy(name -> assertThat(families()).contains(name));
  }

  /** What the server declares, be there samples or not; without those of the Java process. */
  private static Set<String> families() {
    return Metrics.of(TestHouse.get())
        .text()
        .lines()
        .filter(line -> line.startsWith("# TYPE "))
        .map(line -> line.split(" ")[2])
        .filter(name -> !name.matches("(jvm|process)_.*|.*_created"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void noFigureCarriesAnIdentity() {
    var labels = shown.values().stream().flatMap(Set::stream).collect(Collectors.toSet());

    assertThat(labels).doesNotContain("iccid", "eid", "imsi", "matching_id", "transaction_id");
    assertThat(Metrics.of(TestHouse.get()).text()).doesNotContainPattern("\"\\d{15,}\"");
  }
}
