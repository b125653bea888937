package org.opensmdp.simulator.load;

import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Latencies by function, in microseconds up to a minute, three digits. Any thread. */
public final class Latencies {
  private static final long MOST_MICROS = 60_000_000;
  private static final int DIGITS = 3;
  private static final double MICROS_IN_MILLI = 1000.0;

  private final Map<String, Histogram> byFunction = new LinkedHashMap<>();

  public Latencies(List<String> functions) {
    functions.forEach(name -> byFunction.put(name, new ConcurrentHistogram(MOST_MICROS, DIGITS)));
  }

  /** Records a call; one that took over a minute counts as a minute. */
  public void record(String function, long nanos) {
    histogram(function).recordValue(Math.min(MOST_MICROS, Math.max(1, nanos / 1000)));
  }

  private Histogram histogram(String function) {
    var histogram = byFunction.get(function);
    if (histogram == null) {
      throw new IllegalArgumentException("no function is called " + function);
    }
    return histogram;
  }

  /** Returns milliseconds by function. */
  public Map<String, Double> percentile(double percentile) {
    var values = new LinkedHashMap<String, Double>();
    byFunction.forEach((name, histogram) ->
        values.put(name, histogram.getValueAtPercentile(percentile) / MICROS_IN_MILLI));
    return values;
  }

  /** Returns how many calls of the function were recorded. */
  public long count(String function) {
    return histogram(function).getTotalCount();
  }

  /** Adds what another process has recorded, as {@link #encoded} gave it. */
  public void add(Map<String, String> encoded) {
    encoded.forEach((function, text) -> histogram(function).add(decoded(text)));
  }

  private static Histogram decoded(String text) {
    try {
      var octets = ByteBuffer.wrap(Base64.getDecoder().decode(text));
      return Histogram.decodeFromCompressedByteBuffer(octets, 0);
    } catch (DataFormatException e) {
      throw new IllegalArgumentException("not an encoded histogram: " + e.getMessage(), e);
    }
  }

  /** Returns the histograms by function, compressed as HdrHistogram does it, in Base64. */
  public Map<String, String> encoded() {
    var texts = new LinkedHashMap<String, String>();
    byFunction.forEach((name, histogram) -> {
      var buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
      int size = histogram.encodeIntoCompressedByteBuffer(buffer, Deflater.BEST_COMPRESSION);
      texts.put(name, Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), size)));
    });
    return texts;
  }

  /** Prints each function's distribution as HdrHistogram's plotters read it, in milliseconds. */
  public void print(PrintStream out) {
    byFunction.forEach((name, histogram) -> {
      out.println("# " + name);
      histogram.outputPercentileDistribution(out, MICROS_IN_MILLI);
    });
  }
}
