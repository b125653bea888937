package org.opensmdp.server;

import io.prometheus.client.Counter;
import org.opensmdp.activation.StockImport.StockObserver;
import org.opensmdp.activation.StockVerdict;

/** Counts the lines of imports by what became of them. */
final class StockLineFigures implements StockObserver {
  private final Counter lines;

  StockLineFigures(ServerMetrics metrics) {
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
  }
}
