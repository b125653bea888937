package org.opensmdp.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Latencies by function, in microseconds up to a minute, three digits. Any thread. */
final class Latencies {
  private static final long MOST_MICROS = 60_000_000;

  private final Map<String, Histogram> byFunction = new LinkedHashMap<>();

  Latencies(List<String> functions) {
    functions.forEach(name -> byFunction.put(name, new ConcurrentHistogram(MOST_MICROS, 3)));
  }

  void record(String function, long nanos) {
    var histogram = byFunction.get(function);
    if (histogram == null) {
      throw new IllegalArgumentException("no function is called " + function);
    }
    histogram.recordValue(Math.min(MOST_MICROS, Math.max(1, nanos / 1000)));
  }

  /** Returns milliseconds by function. */
  Map<String, Double> percentile(double percentile) {
    var values = new LinkedHashMap<String, Double>();
    byFunction.forEach(
        (name, histogram) -> values.put(name, histogram.getValueAtPercentile(percentile) / 1000.0));
    return values;
  }
}
