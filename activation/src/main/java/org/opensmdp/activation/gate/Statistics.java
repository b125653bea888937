package org.opensmdp.activation.gate;

import java.util.Arrays;
import java.util.Collection;
import java.util.stream.DoubleStream;

/** The three tests of statistics that a gate needs, each a few lines (decision 0042). */
final class Statistics {
  /** A normal deviate above this has a chance under 0.001. */
  static final double ONE_IN_A_THOUSAND = 3.0902;

  private static final double NINETY_PERCENT = 1.2816;

  private Statistics() {}

  /** Returns the lower one-sided 90 % bound of a share (Wilson's score). */
  static double lowerBound(double share, double n) {
    return bound(share, n, -NINETY_PERCENT);
  }

  /** Returns the upper one-sided 90 % bound of a share. */
  static double upperBound(double share, double n) {
    return bound(share, n, NINETY_PERCENT);
  }

  private static double bound(double share, double n, double z) {
    double square = z * z / n;
    double half = z * Math.sqrt(share * (1 - share) / n + square / (4 * n));
    return (share + square / 2 + half) / (1 + square);
  }

  /** Whether so many events or more, where so many were expected, have a chance under that (Poisson). */
  static boolean isUnlikely(int seen, double expected, double chance) {
    double term = Math.exp(-expected);
    double fewer = 0;
    for (int k = 0; k < seen; k++) {
      fewer += term;
      term *= expected / (k + 1);
    }
    return 1 - fewer < chance;
  }

  /**
   * Returns how much the values of a sample are above those of another, as a normal deviate (Mann and
   * Whitney's U, corrected for ties). Both are sorted.
   */
  static double above(double[] sample, double[] other) {
    double n = sample.length;
    double m = other.length;
    double[] all = DoubleStream.concat(DoubleStream.of(sample), DoubleStream.of(other))
        .sorted()
        .toArray();
    double u = rankSum(sample, all) - n * (n + 1) / 2;
    double ties = tieTerm(all) / ((n + m) * (n + m - 1));
    double deviation = Math.sqrt(n * m / 12 * (n + m + 1 - ties));
    return deviation == 0 ? 0 : (u - n * m / 2 - 0.5) / deviation;
  }

  private static double rankSum(double[] values, double[] all) {
    double sum = 0;
    int from = 0;
    for (double value : values) {
      while (all[from] < value) {
        from++;
      }
      sum += from + (equalFrom(all, from) + 1) / 2.0;
    }
    return sum;
  }

  private static double tieTerm(double[] all) {
    double sum = 0;
    for (int from = 0; from < all.length; ) {
      double equal = equalFrom(all, from);
      sum += equal * equal * equal - equal;
      from += (int) equal;
    }
    return sum;
  }

  private static int equalFrom(double[] all, int from) {
    int to = from;
    while (to < all.length && all[to] == all[from]) {
      to++;
    }
    return to - from;
  }

  /** Returns the value below which that share of the values is; of none, 0. */
  static double quantile(double[] sorted, double share) {
    return sorted.length == 0
        ? 0
        : sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  }

  static double[] sorted(Collection<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return sorted;
  }
}
