package org.opensmdp.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opensmdp.activation.ProfileState;
import org.opensmdp.crypto.Curve;
import org.opensmdp.server.TryOutStock;
import org.opensmdp.simulator.DownloadOrder;

/** A real Prometheus, with the rules that are shipped, reads a running server. Skipped where there is none. */
class PrometheusIT {
  private static final Path PROMETHEUS = Path.of("/usr/bin/prometheus");
  private static final String INSTALLED = "sum(smdp_funnel_total{stage=\"installed\"})";
  private static final String COUNT = "select count(*) from rsp_session where result = 'SUCCESS'";
  private static final int PORT_LINE = 3; // of postmaster.pid

  private final TestHouse house = TestHouse.get();
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  static void needsPrometheus() {
    assumeTrue(Files.isExecutable(PROMETHEUS), "prometheus is not installed (package prometheus)");
  }

  @Test
  void answersWhatTheDatabaseSays(@TempDir Path folder) throws Exception {
    double shownBefore = shown();
    long storedBefore = stored();
    int port = freePort();
    var prometheus = start(folder, port);
    try {
      install();
      install();
      double expected = shownBefore + (stored() - storedBefore);

      TestHouse.await(() -> query(port, INSTALLED).orElse(-1) == expected);

      assertThat(stored() - storedBefore).isEqualTo(2);
      assertThat(query(port, INSTALLED)).hasValue(expected);
      assertThat(query(port, "up{job=\"opensmdp\"}")).hasValue(1);
      TestHouse.await(() -> query(port, "smdp:es9:error_ratio:rate5m").isPresent());
      assertThat(query(port, "smdp:es9:error_ratio:rate5m")).isPresent();
      assertThat(query(port, "count(ALERTS{alertname=\"SmdpNodeDown\"})")).isEmpty();
    } finally {
      prometheus.destroy();
      assertThat(prometheus.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  private void install() {
    var order = house.release(DownloadOrder.ofType(TryOutStock.TYPE));
    house.lpa(house.card(Curve.NIST_P256)).download(order.activationCode(), Optional.empty());
    house.stateBecoming(ProfileState.INSTALLED, order.iccid());
  }

  private Process start(Path folder, int port) throws IOException {
    var rules = MonitoringFiles.RULES.toAbsolutePath().normalize();
    var config = folder.resolve("prometheus.yml");
    Files.writeString(config, """
        global: { scrape_interval: 500ms, evaluation_interval: 500ms }
        rule_files: ["%1$s/opensmdp-rules.yml", "%1$s/opensmdp-alerts.yml"]
        scrape_configs:
          - job_name: opensmdp
            static_configs: [{ targets: ["%2$s"] }]
        """.formatted(rules, house.adminUrl().getAuthority()));
    return new ProcessBuilder(
            PROMETHEUS.toString(),
            "--config.file=" + config,
            "--storage.tsdb.path=" + folder.resolve("data"),
            "--web.listen-address=127.0.0.1:" + port)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("log").toFile())
        .start();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** What the server shows once all that it has stored is counted. */
  private double shown() throws Exception {
    return Metrics.of(house)
        .text()
        .lines()
        .filter(line -> line.startsWith("smdp_funnel_total{stage=\"installed\""))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private long stored() throws Exception {
    var postgres = house.directory().resolve("postgres");
    var port = Files.readAllLines(postgres.resolve("data/postmaster.pid"))
        .get(PORT_LINE)
        .strip();
    var password = Files.readString(postgres.resolve("password")).strip();
    var url = "jdbc:postgresql://127.0.0.1:" + port + "/opensmdp";
    try (var connection = DriverManager.getConnection(url, "opensmdp", password);
        var rows = connection.createStatement().executeQuery(COUNT)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** Asks the API of Prometheus; empty while it does not answer, or has no such series. */
  private OptionalDouble query(int port, String expression) {
    var uri = URI.create("http://127.0.0.1:%d/api/v1/query?query=%s"
        .formatted(port, URLEncoder.encode(expression, StandardCharsets.UTF_8)));
    try {
      var answer = http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
      var value = new ObjectMapper().readTree(answer.body()).at("/data/result/0/value/1");
      return value.isMissingNode() ? OptionalDouble.empty() : OptionalDouble.of(value.asDouble());
    } catch (IOException e) {
      return OptionalDouble.empty(); // not up yet
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
