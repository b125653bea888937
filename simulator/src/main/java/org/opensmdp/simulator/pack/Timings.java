package org.opensmdp.simulator.pack;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/** Durations of up to ten hours in milliseconds, three digits. Whoever holds it locks. */
final class Timings {
  private static final long MOST_MILLIS = Duration.ofHours(10).toMillis();
  private static final int DIGITS = 3;

  private final Histogram histogram = new Histogram(MOST_MILLIS, DIGITS);

  Timings() {
    histogram.setAutoResize(false);
  }

  void add(Duration duration) {
    histogram.recordValue(Math.min(MOST_MILLIS, Math.max(0, duration.toMillis())));
  }

  long count() {
    return histogram.getTotalCount();
  }

  /** Returns seconds; 0 if nothing was added. */
  double seconds(double percentile) {
    return histogram.getTotalCount() == 0 ? 0 : histogram.getValueAtPercentile(percentile) / 1e3;
  }

  /** Returns the share that took no longer; 1 if nothing was added. */
  double within(Duration limit) {
    return histogram.getTotalCount() == 0
        ? 1
        : histogram.getPercentileAtOrBelowValue(limit.toMillis()) / 100;
  }

  /** Returns how many took from {@code from} to less than {@code to}, in milliseconds. */
  long between(long from, long to) {
    return to > from ? histogram.getCountBetweenValues(from, to - 1) : 0;
  }
}
