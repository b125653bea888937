package org.opensmdp.cli;

import java.io.PrintStream;
import java.util.Locale;

/** One line that is written over, of a long piece of work. Any thread. */
final class ProgressBar {
  private static final int CELLS = 30;
  private static final long EVERY_NANOS = 200_000_000;

  private final PrintStream out;
  private final String unit;
  private final long started = System.nanoTime();
  private long last;

  ProgressBar(PrintStream out, String unit) {
    this.out = out;
    this.unit = unit;
  }

  /** @param share of the work that is done, 0 to 1 */
  synchronized void show(double share, long count) {
    long now = System.nanoTime();
    if (now - last >= EVERY_NANOS) {
      last = now;
      draw(share, count);
    }
  }

  synchronized void end(long count) {
    stop(1, count);
  }

  /** Ends the line before all is done. */
  synchronized void stop(double share, long count) {
    draw(share, count);
    out.println();
  }

  private void draw(double share, long count) {
    int full = (int) Math.round(Math.min(1, share) * CELLS);
    double seconds = (System.nanoTime() - started) / 1e9;
    out.printf(
        Locale.ROOT,
        "\r  [%s%s] %3.0f %%  %,d %s  %,.0f/s ",
        "#".repeat(full),
        ".".repeat(CELLS - full),
        100 * Math.min(1, share),
        count,
        unit,
        count / Math.max(0.001, seconds));
    out.flush();
  }
}
