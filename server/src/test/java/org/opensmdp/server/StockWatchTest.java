package org.opensmdp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.opensmdp.activation.HandoffChecks;
import org.opensmdp.activation.InMemoryStore;
import org.opensmdp.activation.Stock.Level;
import org.opensmdp.activation.StockVerdict;

class StockWatchTest {
  private final ServerMetrics metrics = new ServerMetrics();
  private Instant now = Instant.parse("2026-03-01T12:00:00Z");
  private List<Level> levels = List.of();
  private final StockWatch watch = new StockWatch((since, until) -> levels, metrics, () -> now);

  @Test
  void showsWhatIsLeftAndForHowLong() {
    levels = List.of(new Level("Operator", "Plan", 100, 4), new Level("Operator", "Idle", 5, 0));

    watch.look();

    assertThat(metrics.text())
        .contains("smdp_inventory_available{operator=\"Operator\",type=\"Plan\",} 100.0")
        .contains("smdp_inventory_days_of_cover{operator=\"Operator\",type=\"Plan\",} 25.0")
        .contains("smdp_inventory_days_of_cover{operator=\"Operator\",type=\"Idle\",} +Inf");

    levels = List.of();
    watch.look();

    assertThat(metrics.text()).doesNotContain("type=\"Plan\"");
  }

  @Test
  void warnsWhenATypeBecomesLowAndThenDaily() {
    levels = List.of(new Level("Operator", "Plan", 27, 4));
    assertThat(watch.look()).isEqualTo(1);
    assertThat(watch.look()).isZero();

    now = now.plus(Duration.ofDays(1));
    assertThat(watch.look()).isEqualTo(1);

    levels = List.of(new Level("Operator", "Plan", 28, 4));
    assertThat(watch.look()).isZero();

    levels = List.of(new Level("Operator", "Plan", 0, 4));
    assertThat(watch.look()).isEqualTo(1);
  }

  @Test
  void startsEveryVerdictAtZero() {
    var checks = new HandoffChecks(new InMemoryStore().timeline(), metrics.handoffs(), () -> now);
    var figures = new StockLineFigures(metrics, checks);
    figures.judged(StockVerdict.ICCID_TAKEN, 3);
    figures.judged(StockVerdict.KI_LENGTH, 2);

    assertThat(metrics.text())
        .contains("smdp_stock_lines_total{verdict=\"ACCEPTED\",} 0.0")
        .contains("smdp_stock_lines_total{verdict=\"ICCID_TAKEN\",} 3.0")
        .contains("smdp_handoff_checks_total{handoff=\"H1_IMPORT\",result=\"mismatch\",} 3.0");
  }
}
