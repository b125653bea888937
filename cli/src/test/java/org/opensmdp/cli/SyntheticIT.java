package org.opensmdp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.opensmdp.activation.Intake;
import org.opensmdp.profile.BundledTemplate;
import org.opensmdp.profile.SubscriberData;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.Imsi;
import org.opensmdp.rsp.Secret;
import org.opensmdp.server.TryOut;

/** {@code synthetic} against a server, with one profile in stock for each region. */
class SyntheticIT {
  private static final TestHouse HOUSE = TestHouse.get();
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String NAME = "probe-" + RANDOM.nextLong(999_999_999L);
  private static final String EAST = NAME + "-east";
  private static final String WEST = NAME + "-west";

  @BeforeAll
  static void stock() {
    var inventory = HOUSE.server().stores().inventory();
    for (var type : List.of(EAST, WEST)) {
      if (inventory.findType(type).isPresent()) {
        return; // the class is run again
      }
      var made = Ran.of(
          "type",
          "add",
          type,
          "--admin",
          HOUSE.adminUrl(),
          "--token-file",
          HOUSE.tokenFile(),
          "--operator",
          TryOut.OPERATOR,
          "--provider",
          "Probe",
          "--profile-name",
          "Probe",
          "--class",
          "test",
          "--synthetic");
      assertThat(made.exitCode()).as(made.err()).isZero();
      var stored = inventory.findType(type).orElseThrow();
      new Intake(inventory).version(stored, BundledTemplate.load(12_000));
      inventory.addStock(stored, List.of(subscriber()));
    }
  }

  private static SubscriberData subscriber() {
    long number = RANDOM.nextLong(9_000_000_000L);
    return SubscriberData.of(
        Iccid.withCheckDigit("8900199%011d".formatted(number)),
        new Imsi("00101%010d".formatted(number)),
        Secret.of(RANDOM.generateSeed(16)),
        Secret.of(RANDOM.generateSeed(16)));
  }

  @Test
  void activatesAgainAndAgainWithTheSameProfileAndIsCountedNowhere() {
    var before = HOUSE.admin().get("/admin/v1/slo");
    double counted = installed();

    var first = run(EAST, WEST);
    assertThat(first.exitCode()).as(first.out() + first.err()).isZero();
    var second = run(EAST, WEST);
    var third = run(EAST, EAST + "-none");

    assertThat(second.exitCode()).as(second.out() + second.err()).isZero();
    assertThat(third.exitCode()).isEqualTo(1);
    assertThat(third.json().path("outcome").asText()).isEqualTo("order");
    assertThat(HOUSE
            .admin()
            .get("/admin/v1/slo?type=" + EAST)
            .path("attempts")
            .path("delivered")
            .asLong())
        .isZero();
    assertThat(HOUSE.admin().get("/admin/v1/slo").path("attempts").path("delivered"))
        .isEqualTo(before.path("attempts").path("delivered"));
    assertThat(installed()).isEqualTo(counted);
  }

  private static double installed() {
    return Metrics.of(HOUSE)
        .text()
        .lines()
        .filter(line -> line.startsWith("smdp_funnel_total{stage=\"installed\""))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private static Ran run(String first, String second) {
    return Ran.of(
        "synthetic",
        "--once",
        "--json",
        "--data",
        HOUSE.directory(),
        "--admin",
        HOUSE.adminUrl(),
        "--token-file",
        HOUSE.tokenFile(),
        "--region",
        "east=" + first,
        "--region",
        "west=" + second);
  }

  @Test
  void showsARoundThatFailsWithItsStep() throws Exception {
    var region = SyntheticRegion.parse("north=" + NAME + "-north");
    var regions = List.of(region);
    try (var metrics = SyntheticMetrics.start(new InetSocketAddress("127.0.0.1", 0), regions)) {
      var probe = new SyntheticProbe(
          region,
          () -> new SyntheticRound(
              new SyntheticOrders(AdminClient.of(URI.create("http://127.0.0.1:1"), "none")),
              HOUSE.visitors(),
              Optional.empty()),
          Duration.ofSeconds(5));

      metrics.ended(
          new SyntheticResult(region, SyntheticOutcome.SUCCESS, "", Duration.ofMillis(1)));
      var well = text(metrics);
      var failed = probe.run();
      metrics.ended(failed);

      assertThat(failed.outcome()).isEqualTo(SyntheticOutcome.ORDER);
      assertThat(failed.said()).contains("no server answers");
      assertThat(well).contains("smdp_synthetic_activation_success{region=\"north\",} 1.0");
      assertThat(text(metrics))
          .contains("smdp_synthetic_activation_success{region=\"north\",} 0.0")
          .contains("smdp_synthetic_activation_total{region=\"north\",outcome=\"order\",} 1.0")
          .contains("smdp_synthetic_activation_total{region=\"north\",outcome=\"card\",} 0.0")
          .contains("smdp_synthetic_activation_seconds_count{region=\"north\",} 2.0");
    }
  }

  private static String text(SyntheticMetrics metrics) throws Exception {
    var uri = URI.create("http://127.0.0.1:" + metrics.address().getPort() + "/metrics");
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
        .body();
  }
}
