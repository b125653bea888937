package org.opensmdp.simulator.pack;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * When devices come: at random at a rate, and in bursts many at once. They come whatever became of
 * those before (an open loop).
 *
 * @param perHour devices in an hour of simulated time without bursts
 * @param bursts times of a higher rate
 */
public record Arrivals(
    @JsonProperty(required = true) double perHour, Optional<List<Burst>> bursts) {
  private static final double SECONDS = 3600;
  private static final double STEP_SECONDS = 1;

  public Arrivals {
    bursts = bursts.map(List::copyOf);
    Checks.require(
        perHour > 0 && perHour <= 1e6, "per-hour: %s (expected: 1 to 1,000,000)", perHour);
  }

  /**
   * A time of a higher rate, once or again and again.
   *
   * @param from when it first begins
   * @param lasts how long
   * @param times how many times the usual rate
   * @param every from one to the next; absent: there is one
   */
  public record Burst(
      @JsonProperty(required = true) Duration from,
      @JsonProperty(required = true) Duration lasts,
      @JsonProperty(required = true) double times,
      Optional<Duration> every) {
    public Burst {
      Checks.require(times > 0 && times <= 1000, "times: %s (expected: up to 1000)", times);
      Checks.require(!lasts.isZero() && !lasts.isNegative(), "lasts: %s (expected: > 0)", lasts);
      Checks.require(
          every.map(span -> span.compareTo(lasts) > 0).orElse(true),
          "every: %s (expected: more than lasts)",
          every);
    }

    boolean at(double second) {
      double since = second - from.toMillis() / 1000.0;
      double into =
          every.isPresent() && since >= 0 ? since % (every.get().toMillis() / 1000.0) : since;
      return into >= 0 && into < lasts.toMillis() / 1000.0;
    }
  }

  /** Returns the rate at a moment, devices a second. */
  double rate(double second) {
    double times = bursts.orElse(List.of()).stream()
        .filter(burst -> burst.at(second))
        .mapToDouble(Burst::times)
        .max()
        .orElse(1);
    return perHour / SECONDS * times;
  }

  /** Draws when so many devices come, in their order; simulated time since the start. */
  List<Duration> draw(int devices, SplittableRandom random) {
    var times = new ArrayList<Duration>(devices);
    double second = 0;
    double wanted = exponential(random);
    while (times.size() < devices) {
      double rate = rate(second);
      double end = Math.floor(second) + STEP_SECONDS;
      double expected = rate * (end - second);
      if (expected >= wanted) {
        second += wanted / rate;
        times.add(Duration.ofNanos((long) (second * 1e9)));
        wanted = exponential(random);
      } else {
        wanted -= expected;
        second = end;
      }
    }
    return times;
  }

  private static double exponential(SplittableRandom random) {
    return -Math.log(1 - random.nextDouble());
  }
}
