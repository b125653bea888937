package org.opensmdp.activation.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Against values worked out by hand from the definitions. */
class StatisticsTest {
  @Test
  void boundsAShare() {
    assertThat(Statistics.lowerBound(0.97, 200)).isCloseTo(0.9503, within(0.001));
    assertThat(Statistics.lowerBound(1, 200)).isCloseTo(0.9919, within(0.001));
    assertThat(Statistics.upperBound(0, 200)).isCloseTo(0.0081, within(0.001));
  }

  @Test
  void knowsWhatIsUnlikely() {
    assertThat(Statistics.isUnlikely(3, 0.18, 0.001)).isTrue(); // 0.00085
    assertThat(Statistics.isUnlikely(3, 0.20, 0.001)).isFalse(); // 0.00115
    assertThat(Statistics.isUnlikely(0, 0.2, 0.001)).isFalse();
  }

  @Test
  void ranksASampleAgainstAnother() {
    double[] low = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    double[] high = {11, 12, 13, 14, 15, 16, 17, 18, 19, 20};

    assertThat(Statistics.above(high, low)).isCloseTo(3.742, within(0.001)); // U = 100
    assertThat(Statistics.above(low, high)).isNegative();
    assertThat(Statistics.above(new double[] {1, 1}, new double[] {1, 1})).isZero();
  }

  @Test
  void correctsForTies() {
    double[] some = {1, 2, 2, 3};
    double[] others = {1, 1, 2, 2};

    assertThat(Statistics.above(some, others)).isCloseTo(0.77, within(0.05)); // U = 11
  }
}
