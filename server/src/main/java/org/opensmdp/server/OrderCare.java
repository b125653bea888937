package org.opensmdp.server;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Gauge;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.opensmdp.activation.Care;
import org.opensmdp.activation.CrossedIdentities;
import org.opensmdp.activation.HandoffChecks;
import org.opensmdp.activation.LiftQuarantine;
import org.opensmdp.activation.OrderAge;
import org.opensmdp.activation.ReArm;
import org.opensmdp.activation.Releases;
import org.opensmdp.activation.StuckOrders;
import org.opensmdp.console.Access;
import org.opensmdp.console.CareResource;
import org.opensmdp.console.Resource;
import org.opensmdp.persistence.Stores;
import org.opensmdp.server.Housekeeping.Chore;

/** Care for orders by the clock: old ones are seen to, the whole stock is looked through, both counted. */
final class OrderCare {
  private static final int ORDERS = 100;

  private final Care care;
  private final Stores stores;
  private final Releases releases;
  private final StuckOrders stuckOrders;
  private final CrossedIdentities crossedIdentities;
  private final Clock clock;
  private final Gauge overAge;
  private final Gauge crossed;

  OrderCare(
      Stores stores,
      Releases releases,
      HandoffChecks checks,
      CollectorRegistry registry,
      Clock clock) {
    this.care = stores.care();
    this.stores = stores;
    this.releases = releases;
    this.stuckOrders = new StuckOrders(care, stores.profiles(), clock);
    this.crossedIdentities = new CrossedIdentities(care, checks);
    this.clock = clock;
    this.overAge = Gauge.build("smdp_orders_over_age", "Orders older than they may be, by state.")
        .labelNames("state")
        .register(registry);
    this.crossed = Gauge.build(
            "smdp_crossed_identities", "Contradictions that the last look through the stock found.")
        .register(registry);
    OrderAge.USUAL.forEach(age -> overAge.labels(word(age)).set(0));
  }

  Resource resource(Access access) {
    var reArm = new ReArm(care, releases, clock);
    return new CareResource(
        access, care, stores.profiles(), reArm, new LiftQuarantine(care, clock), clock);
  }

  List<Chore> chores() {
    return List.of(
        new Chore("see to old orders", Duration.ofMinutes(10), this::seeToOldOrders),
        new Chore("look for crossed identities", Duration.ofDays(1), this::lookForCrossed));
  }

  private long seeToOldOrders() {
    long all = 0;
    int round;
    do {
      round = stuckOrders.run(ORDERS);
      all += round;
    } while (round == ORDERS);
    var counts = care.countOverAge(clock.instant());
    OrderAge.USUAL.forEach(
        age -> overAge.labels(word(age)).set(counts.getOrDefault(age.state(), 0L)));
    return all;
  }

  private long lookForCrossed() {
    int found = crossedIdentities.run().size();
    crossed.set(found);
    return found;
  }

  private static String word(OrderAge age) {
    return age.state().name().toLowerCase(Locale.ROOT);
  }
}
