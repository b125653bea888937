package org.opensmdp.simulator.pack;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.Imsi;

/**
 * Who will come, drawn from a seed: the same pack, number and seed give the same devices, links,
 * orders and times.
 */
public final class PopulationPlan {
  private static final long NUMBERS = 900_000_000L;
  private static final int MOST_DEVICES = 1_000_000;

  private final RegionPack pack;
  private final long seed;
  private final List<Visit> visits;
  private final long first;

  private PopulationPlan(RegionPack pack, long seed, List<Visit> visits, long first) {
    this.pack = pack;
    this.seed = seed;
    this.visits = visits;
    this.first = first;
  }

  /** A made-up subscriber of the stock; keys are drawn where it is put. */
  public record Subscriber(Iccid iccid, Imsi imsi) {}

  /**
   * Draws a population.
   *
   * @param devices 1 to a million
   */
  public static PopulationPlan of(RegionPack pack, int devices, long seed) {
    Checks.require(
        devices >= 1 && devices <= MOST_DEVICES, "%d devices (expected: 1 to 1,000,000)", devices);
    var random = new SplittableRandom(seed);
    long first = random.nextLong(NUMBERS);
    var times = pack.arrivals().draw(devices, random.split());
    var visits = new ArrayList<Visit>(devices);
    for (int i = 0; i < devices; i++) {
      var operator = drawn(pack.operators(), PackOperator::share, random);
      visits.add(new Visit(
          i,
          times.get(i),
          operator,
          operator.networks().get(random.nextInt(operator.networks().size())),
          drawn(pack.devices(), RegionPack.Kind::share, random).kind(),
          drawn(pack.links(), PackLink::share, random).condition().farther(pack.farther()),
          random.nextDouble() < pack.userHabits().confirmationCode(),
          random.nextDouble() < pack.userHabits().delete(),
          pack.userHabits().tries().orElse(1),
          random.nextLong()));
    }
    return new PopulationPlan(pack, seed, List.copyOf(visits), first);
  }

  private static <T> T drawn(List<T> all, ToDoubleFunction<T> share, SplittableRandom random) {
    double left = random.nextDouble() * all.stream().mapToDouble(share).sum();
    for (var one : all) {
      left -= share.applyAsDouble(one);
      if (left < 0) {
        return one;
      }
    }
    return all.get(all.size() - 1);
  }

  public RegionPack pack() {
    return pack;
  }

  public long seed() {
    return seed;
  }

  /** Returns who comes, the first first. */
  public List<Visit> visits() {
    return visits;
  }

  /** Returns what must be in stock for all of them, by type; no number is there twice. */
  public Map<PackType, List<Subscriber>> stock() {
    var stock = new LinkedHashMap<PackType, List<Subscriber>>();
    for (var visit : visits) {
      long number = first + visit.number();
      stock
          .computeIfAbsent(visit.type(), type -> new ArrayList<>())
          .add(new Subscriber(visit.operator().iccid(number), visit.network().imsi(number)));
    }
    return stock;
  }

  /** Returns the number of a visit's card; another seed has other cards. */
  long cardNumber(Visit visit) {
    return first * 1_000_000L + visit.number();
  }
}
