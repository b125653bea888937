package org.opensmdp.server;

import io.prometheus.client.Counter;
import java.util.EnumSet;
import java.util.Set;
import org.opensmdp.activation.HandoffChecks;
import org.opensmdp.activation.StockImport.StockObserver;
import org.opensmdp.activation.StockVerdict;

/** Counts the lines of imports by what became of them; those judged by their numbers are handoff H1. */
final class StockLineFigures implements StockObserver {
  private static final Set<StockVerdict> MATCHING =
      EnumSet.of(StockVerdict.ACCEPTED, StockVerdict.ALREADY_THERE);
  private static final Set<StockVerdict> DIFFERING =
      EnumSet.range(StockVerdict.ICCID_LENGTH, StockVerdict.OTHER_TYPE);

  private final Counter lines;
  private final HandoffChecks checks;

  StockLineFigures(ServerMetrics metrics, HandoffChecks checks) {
    this.checks = checks;
    this.lines = metrics.with(
        Counter.build("smdp_stock_lines_total", "Lines of imports of stock by verdict.")
            .labelNames("verdict")
            .create());
    for (var verdict : StockVerdict.values()) {
      var unused = lines.labels(verdict.name()); // there from the start, at 0
    }
  }

  @Override
  public void judged(StockVerdict verdict, int count) {
    lines.labels(verdict.name()).inc(count);
    checks.imported(
        MATCHING.contains(verdict) ? count : 0, DIFFERING.contains(verdict) ? count : 0);
  }
}
