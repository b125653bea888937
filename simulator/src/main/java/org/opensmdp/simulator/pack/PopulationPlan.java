package org.opensmdp.simulator.pack;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
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
    var random = new SplittableRandom(seed ^ ((long) pack.name().hashCode() << Integer.SIZE));
    long first = random.nextLong(NUMBERS);
    var times = pack.arrivals().draw(devices, random.split());
    var operators = dealt(pack.operators(), PackOperator::share, devices, random);
    var kinds = dealt(pack.devices(), RegionPack.Kind::share, devices, random);
    var links = dealt(pack.links(), PackLink::share, devices, random);
    var visits = new ArrayList<Visit>(devices);
    for (int i = 0; i < devices; i++) {
      var operator = operators.get(i);
      visits.add(new Visit(
          i,
          times.get(i),
          operator,
          operator.networks().get(random.nextInt(operator.networks().size())),
          kinds.get(i).kind(),
          links.get(i).condition().farther(pack.farther()),
          random.nextDouble() < pack.userHabits().confirmationCode(),
          random.nextDouble() < pack.userHabits().delete(),
          pack.userHabits().tries().orElse(1),
          random.nextLong()));
    }
    return new PopulationPlan(pack, seed, List.copyOf(visits), first);
  }

  /** Gives each its share of the places, to one place, in an order that is drawn. */
  private static <T> List<T> dealt(
      List<T> all, ToDoubleFunction<T> share, int places, SplittableRandom random) {
    double sum = all.stream().mapToDouble(share).sum();
    double offset = random.nextDouble();
    var dealt = new ArrayList<T>(places);
    double reached = 0;
    for (var one : all) {
      reached += share.applyAsDouble(one) / sum * places;
      while (dealt.size() + offset < reached && dealt.size() < places) {
        dealt.add(one);
      }
    }
    while (dealt.size() < places) {
      dealt.add(all.get(all.size() - 1)); // what rounding has left
    }
    Collections.shuffle(dealt, new Random(random.nextLong()));
    return dealt;
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
