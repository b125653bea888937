package org.opensmdp.simulator.pack;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.opensmdp.simulator.Pace;

/** What a run has counted so far. Any thread. */
public final class Tally {
  private final PopulationPlan plan;
  private final Pace pace;
  private final Group all = new Group("all");
  private final Map<Dimension, Map<String, Group>> groups = new EnumMap<>(Dimension.class);
  private final Map<FunnelStep, Long> funnel = new EnumMap<>(FunnelStep.class);
  private final Map<String, Cause> causes = new LinkedHashMap<>();
  private final Map<String, Timings> calls = new TreeMap<>();
  private final List<Duration> arrivals = new ArrayList<>();
  private final List<Duration> successes = new ArrayList<>();
  private final Timings late = new Timings();
  private long byUser;
  private long reportedSuccesses;
  private long deleted;
  private long mistaken;
  private long unordered;
  private Duration real = Duration.ZERO;

  Tally(PopulationPlan plan, Pace pace) {
    this.plan = plan;
    this.pace = pace;
    for (var step : FunnelStep.values()) {
      funnel.put(step, 0L);
    }
    for (var dimension : Dimension.values()) {
      groups.put(dimension, new TreeMap<>());
    }
  }

  /** By what devices are told apart. */
  public enum Dimension {
    COUNTRY("country"),
    OPERATOR("operator"),
    DEVICE("kind of device"),
    FIRMWARE("firmware of the chip"),
    LINK("link");

    private final String words;

    Dimension(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }

    String of(DeviceResult result) {
      var visit = result.visit();
      return switch (this) {
        case COUNTRY -> visit.operator().country();
        case OPERATOR -> visit.operator().title();
        case DEVICE -> visit.kind();
        case FIRMWARE -> result.firmware();
        case LINK -> visit.link().name();
      };
    }
  }

  /**
   * Why devices have no profile.
   *
   * @param at the step that failed, of the first of them
   */
  public record Cause(String cause, String at, long count) {
    Cause more() {
      return new Cause(cause, at, count + 1);
    }
  }

  synchronized void add(DeviceResult result) {
    all.add(result);
    groups.forEach((dimension, byName) ->
        byName.computeIfAbsent(dimension.of(result), Group::new).add(result));
    result.steps().forEach(step -> funnel.merge(step, 1L, Long::sum));
    late.add(result.late());
    var visit = result.visit();
    arrivals.add(visit.at());
    byUser += result.byUser() ? 1 : 0;
    deleted += result.deleted() ? 1 : 0;
    unordered += result.steps().contains(FunnelStep.ORDERED) ? 0 : 1;
    if (result.installed()) {
      reportedSuccesses += result.steps().contains(FunnelStep.REPORTED) ? 1 : 0;
      mistaken += result.found().equals(result.ordered()) ? 0 : 1;
      successes.add(visit.at().plus(result.session().orElse(Duration.ZERO)));
    } else {
      causes.merge(
          result.cause(),
          new Cause(result.cause(), result.at(), 1),
          (before, one) -> before.more());
    }
  }

  /** Hears of an answer of ES9+; what the link took is left out. */
  synchronized void answered(URI uri, Duration took, Duration onLink) {
    var path = uri.getPath();
    calls
        .computeIfAbsent(path.substring(path.lastIndexOf('/') + 1), name -> new Timings())
        .add(took.minus(onLink));
  }

  synchronized void took(Duration time) {
    real = time;
  }

  PopulationPlan plan() {
    return plan;
  }

  Pace pace() {
    return pace;
  }

  Duration real() {
    return real;
  }

  Group all() {
    return all;
  }

  public long devices() {
    return all.devices();
  }

  public long installed() {
    return all.installed();
  }

  public long failed() {
    return all.devices() - all.installed();
  }

  /** Returns the share of devices that have their profile, 0 to 1. */
  public double successRate() {
    return all.rate();
  }

  /** Returns seconds from the package to the report that 95 of 100 devices stayed within. */
  public double p95InstallSeconds() {
    return all.installation().seconds(95);
  }

  /** Returns the causes, the most frequent first. */
  public synchronized List<Cause> causes() {
    return causes.values().stream()
        .sorted((one, other) -> Long.compare(other.count(), one.count()))
        .toList();
  }

  long reached(FunnelStep step) {
    return funnel.getOrDefault(step, 0L);
  }

  Collection<Group> groups(Dimension dimension) {
    return groups.getOrDefault(dimension, Map.of()).values();
  }

  Map<String, Timings> calls() {
    return calls;
  }

  List<Duration> arrivals() {
    return arrivals;
  }

  List<Duration> successes() {
    return successes;
  }

  Timings late() {
    return late;
  }

  long byUser() {
    return byUser;
  }

  long reportedSuccesses() {
    return reportedSuccesses;
  }

  long deletions() {
    return deleted;
  }

  long mistaken() {
    return mistaken;
  }

  long unordered() {
    return unordered;
  }
}
