package org.opensmdp.cli;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.opensmdp.simulator.device.DeviceDescription;
import org.opensmdp.simulator.pack.Network;
import org.opensmdp.simulator.pack.PackOperator;
import org.opensmdp.simulator.pack.PackType;
import org.opensmdp.simulator.pack.PopulationPlan.Subscriber;

/**
 * Who comes in a rollout demo: devices of three firmwares, with subscriptions of one operator in Europe and in
 * Southeast Asia. The same number and seed give the same devices. Every ICCID and IMSI is made up.
 */
final class FieldPlan {
  private static final List<String> KINDS = List.of("field-35", "field-4", "field-66");
  private static final int[] SHARES = {40, 35, 25};
  private static final List<String> NETWORKS =
      List.of("262-01", "208-10", "214-07", "510-10", "520-03", "525-01");
  private static final long NUMBERS = 900_000_000L;

  /** Who sells the profiles: one that is at home in both regions, as sellers of travel plans are. */
  static final PackOperator OPERATOR = new PackOperator(
      "two-regions",
      "An operator of two regions",
      "DE",
      NETWORKS.stream().map(Network::parse).toList(),
      "894902",
      "itu-e118",
      "A",
      true,
      "Two Regions",
      "Travel 10 GB",
      1,
      Optional.empty(),
      Optional.empty(),
      Optional.empty(),
      Optional.empty(),
      true,
      Optional.empty());

  static final PackType TYPE = OPERATOR.types().get(0);

  private final List<Visitor> visitors;

  private FieldPlan(List<Visitor> visitors) {
    this.visitors = List.copyOf(visitors);
  }

  /** One device and what its user orders. */
  record Visitor(long cardNumber, DeviceDescription kind) {}

  /** A subscription in stock is not tied to a device: whoever comes gets the next. */
  static List<Subscriber> stock(int devices, long seed) {
    long first = new SplittableRandom(seed).nextLong(NUMBERS);
    var stock = new ArrayList<Subscriber>();
    for (int i = 0; i < devices; i++) {
      var network = OPERATOR.networks().get(i % OPERATOR.networks().size());
      stock.add(new Subscriber(OPERATOR.iccid(first + i), network.imsi(first + i)));
    }
    return stock;
  }

  static FieldPlan of(int devices, long seed) {
    var random = new SplittableRandom(seed);
    long first = random.nextLong(NUMBERS);
    var kinds = KINDS.stream().map(FieldPlan::kind).toList();
    var visitors = new ArrayList<Visitor>();
    for (int i = 0; i < devices; i++) {
      visitors.add(new Visitor(first * 1_000_000L + i, kinds.get(drawn(random.nextInt(100)))));
    }
    return new FieldPlan(visitors);
  }

  private static int drawn(int percent) {
    int kind = 0;
    for (int left = percent; left >= SHARES[kind]; kind++) {
      left -= SHARES[kind];
    }
    return kind;
  }

  private static DeviceDescription kind(String name) {
    var file = "field/" + name + ".yaml";
    try (var octets = FieldPlan.class.getResourceAsStream(file)) {
      if (octets == null) {
        throw new IllegalStateException(file + " is missing in this build");
      }
      return DeviceDescription.read(new InputStreamReader(octets, StandardCharsets.UTF_8), file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Visitor> visitors() {
    return visitors;
  }
}
