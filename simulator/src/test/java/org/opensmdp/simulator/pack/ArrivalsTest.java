package org.opensmdp.simulator.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** When devices come. */
class ArrivalsTest {
  private static final Arrivals STEADY = new Arrivals(3600, Optional.empty());

  @Test
  void comeAtTheRateInTheMean() {
    var times = STEADY.draw(2000, new SplittableRandom(1));

    assertThat(times).isSorted().hasSize(2000);
    assertThat(times.get(1999)).isBetween(Duration.ofSeconds(1850), Duration.ofSeconds(2150));
  }

  @Test
  void areTheSameForTheSameSeed() {
    assertThat(STEADY.draw(100, new SplittableRandom(5)))
        .isEqualTo(STEADY.draw(100, new SplittableRandom(5)))
        .isNotEqualTo(STEADY.draw(100, new SplittableRandom(6)));
  }

  @Test
  void burst() {
    var burst = new Arrivals.Burst(
        Duration.ofMinutes(2), Duration.ofMinutes(2), 20, Optional.of(Duration.ofMinutes(20)));
    var times = new Arrivals(240, Optional.of(List.of(burst))).draw(400, new SplittableRandom(3));

    assertThat(within(times, 0, 2)).isBetween(2L, 18L);
    assertThat(within(times, 2, 4)).isBetween(120L, 200L);
    assertThat(within(times, 22, 24)).isBetween(100L, 200L); // again after twenty minutes
  }

  private static long within(List<Duration> times, int from, int to) {
    return times.stream()
        .filter(time -> time.toMillis() >= from * 60_000L && time.toMillis() < to * 60_000L)
        .count();
  }
}
