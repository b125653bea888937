package org.opensmdp.simulator.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.opensmdp.simulator.Pace;

/** What is drawn, counted and told, without a server. */
class PopulationReportTest {
  private static final RegionPack PACK = PackReader.named("sg-dense");
  private static final PopulationPlan PLAN = PopulationPlan.of(PACK, 40, 3);

  @Test
  void drawsTheSameFromTheSameSeed() {
    assertThat(PopulationPlan.of(PACK, 40, 3).visits()).isEqualTo(PLAN.visits());
    assertThat(PopulationPlan.of(PACK, 40, 3).stock()).isEqualTo(PLAN.stock());
    assertThat(PopulationPlan.of(PACK, 40, 4).visits()).isNotEqualTo(PLAN.visits());
  }

  @Test
  void stocksOneSubscriberForEachVisitAndNoNumberTwice() {
    var all = PopulationPlan.of(PACK, 2000, 9).stock();

    var subscribers = all.values().stream().flatMap(List::stream).toList();
    assertThat(subscribers).hasSize(2000);
    assertThat(subscribers.stream().map(PopulationPlan.Subscriber::iccid)).doesNotHaveDuplicates();
    assertThat(subscribers.stream().map(PopulationPlan.Subscriber::imsi)).doesNotHaveDuplicates();
    assertThat(all.keySet()).extracting(PackType::mncLength).contains(2, 3);
  }

  @Test
  void comesToTheSharesOfThePack() {
    var visits = PopulationPlan.of(PACK, 5000, 2).visits();

    long wifi =
        visits.stream().filter(visit -> visit.link().name().equals("wi-fi")).count();

    assertThat(wifi / 5000.0).isBetween(0.37, 0.43);
  }

  @Test
  void sumsUp() {
    var tally = tally("no room <b>& no way</b>");
    var summary = new PopulationReport(tally).summary();

    assertThat(summary)
        .containsEntry("devices", 40L)
        .containsEntry("installed", 30L)
        .containsEntry("failed", 10L)
        .containsEntry("successRate", 0.75)
        .containsEntry("causes", Map.of("no room <b>& no way</b>", 10L));
    assertThat(tally.p95InstallSeconds()).isBetween(20.0, 40.1);
    assertThat(Objective.of(tally))
        .anySatisfy(objective -> {
          assertThat(objective.id()).isEqualTo("S4");
          assertThat(objective.found()).isEqualTo(0.75);
          assertThat(objective.met()).isFalse();
        })
        .anySatisfy(objective -> {
          assertThat(objective.what()).startsWith("authenticateClient within 300 ms");
          assertThat(objective.found()).isEqualTo(1);
        });
  }

  @Test
  void escapesWhatIsText() {
    var page = new PopulationReport(tally("no room <b>& no way</b>")).html();

    assertThat(page).contains("no room &lt;b&gt;&amp; no way").doesNotContain("no room <b>");
  }

  @Test
  void tellsOfAnEmptyRunToo() {
    var report = new PopulationReport(new Tally(PLAN, Pace.REAL));

    assertThat(report.summary()).containsEntry("devices", 0L).containsEntry("successRate", 0.0);
    assertThat(report.html()).contains("All have one.");
    assertThat(report.json()).contains("\"devices\" : 0");
  }

  @Test
  void warnsOfAMachineThatCannotKeepUp() {
    assertThat(new PopulationReport(tally("none")).html()).doesNotContain("too busy");

    var slow = new Tally(PLAN, Pace.REAL);
    slow.add(result(PLAN.visits().get(0), "installed", Duration.ofSeconds(30)));
    assertThat(new PopulationReport(slow).html()).contains("too busy");
  }

  private static Tally tally(String cause) {
    var tally = new Tally(PLAN, Pace.REAL);
    for (var visit : PLAN.visits()) {
      boolean fails = visit.number() % 4 == 0;
      tally.add(result(visit, fails ? cause : "installed", Duration.ZERO));
    }
    tally.answered(
        URI.create("https://localhost/gsma/rsp2/es9plus/authenticateClient"),
        Duration.ofMillis(900),
        Duration.ofMillis(700));
    return tally;
  }

  private static DeviceResult result(Visit visit, String cause, Duration late) {
    boolean done = cause.equals("installed");
    var iccid = visit.operator().iccid(visit.number());
    Set<FunnelStep> steps = done
        ? EnumSet.allOf(FunnelStep.class)
        : EnumSet.of(FunnelStep.ORDERED, FunnelStep.CONTACTED);
    return new DeviceResult(
        visit,
        "1.2.3",
        Optional.of(iccid),
        done ? Optional.of(iccid) : Optional.empty(),
        steps,
        cause,
        done ? "" : "authenticate client",
        false,
        false,
        done ? Optional.of(Duration.ofSeconds(visit.number() + 1)) : Optional.empty(),
        done ? Optional.of(Duration.ofSeconds(visit.number() + 9)) : Optional.empty(),
        late);
  }
}
