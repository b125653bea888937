package org.opensmdp.server;

import io.prometheus.client.Gauge;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.opensmdp.activation.Stock;
import org.opensmdp.activation.Stock.Level;
import org.opensmdp.server.Housekeeping.Chore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks now and then how long the stock of each type will do, and warns while there is time to get
 * more. Who reads the figures costs the database nothing. One thread.
 */
final class StockWatch {
  private static final Logger LOG = LoggerFactory.getLogger(StockWatch.class);
  private static final Duration EVERY = Duration.ofMinutes(10);
  private static final Duration WINDOW = Duration.ofDays(14);
  private static final Duration KEPT = Duration.ofDays(90);
  private static final Duration WARN_AGAIN = Duration.ofDays(1);
  private static final double LOW_DAYS = 7;

  private final Levels stock;
  private final InstantSource clock;
  private final Gauge available;
  private final Gauge cover;
  private final Map<List<String>, Instant> warned = new HashMap<>();
  private Set<List<String>> shown = Set.of();

  /** What there is of each type, and at what pace it went in a time, as {@link Stock#levels}. */
  interface Levels {
    List<Level> levels(Instant since, Instant until);
  }

  StockWatch(Levels stock, ServerMetrics metrics, InstantSource clock) {
    this.stock = stock;
    this.clock = clock;
    this.available =
        metrics.with(Gauge.build("smdp_inventory_available", "Profiles that can be ordered.")
            .labelNames("operator", "type")
            .create());
    this.cover = metrics.with(Gauge.build(
            "smdp_inventory_days_of_cover",
            "Days until the stock is gone, at the pace of the last 14; +Inf if nothing is ordered.")
        .labelNames("operator", "type")
        .create());
  }

  static List<Chore> chores(Stock stock, ServerMetrics metrics, InstantSource clock) {
    return List.of(
        new Chore("count the stock", EVERY, new StockWatch(stock::levels, metrics, clock)::look),
        new Chore(
            "forget old imports",
            Duration.ofHours(1),
            () -> stock.forgetImports(clock.instant().minus(KEPT))));
  }

  /** Counts, shows and warns; returns how many types are low and had not been warned of. */
  long look() {
    var now = clock.instant();
    var levels = stock.levels(now.minus(WINDOW), now);
    show(levels);
    return levels.stream().filter(level -> warn(level, now)).count();
  }

  private void show(List<Level> levels) {
    var there = new HashSet<List<String>>();
    for (var level : levels) {
      there.add(List.of(level.operator(), level.type()));
      available.labels(level.operator(), level.type()).set((double) level.available());
      cover.labels(level.operator(), level.type()).set(level.daysOfCover());
    }
    shown.stream().filter(gone -> !there.contains(gone)).forEach(gone -> {
      available.remove(gone.get(0), gone.get(1));
      cover.remove(gone.get(0), gone.get(1));
    });
    shown = there;
  }

  /** Once when it becomes low, and daily as long as it is. */
  private boolean warn(Level level, Instant now) {
    var key = List.of(level.operator(), level.type());
    if (level.daysOfCover() >= LOW_DAYS) {
      warned.remove(key);
      return false;
    }
    var last = warned.get(key);
    if (last != null && now.isBefore(last.plus(WARN_AGAIN))) {
      return false;
    }
    warned.put(key, now);
    LOG.atWarn()
        .addKeyValue("operator", level.operator())
        .addKeyValue("profileType", level.type())
        .addKeyValue("available", level.available())
        .log(
            "The stock will do for {} days; import more, or orders will be refused (8.2.5/3.7)",
            Math.round(level.daysOfCover() * 10) / 10.0);
    return true;
  }
}
