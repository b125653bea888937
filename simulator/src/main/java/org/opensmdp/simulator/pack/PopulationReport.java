package org.opensmdp.simulator.pack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a run has shown, as figures for machines and as one page for people. */
public final class PopulationReport {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int BINS = 40;

  private final Tally tally;

  public PopulationReport(Tally tally) {
    this.tally = tally;
  }

  /** Returns the figures: the short ones first, then all of it. */
  public Map<String, Object> members() {
    var members = summary();
    var pack = tally.plan().pack();
    members.put("seed", tally.plan().seed());
    members.put("timeFactor", tally.pace().factor());
    members.put("simulatedSeconds", simulatedSeconds());
    members.put("realSeconds", rounded(tally.real().toMillis() / 1e3));
    members.put("p95LateSeconds", rounded(tally.late().seconds(95)));
    members.put("timeZone", pack.timeZone().getId());
    members.put("installSeconds", percentiles(tally.all().installation()));
    members.put("sessionSeconds", percentiles(tally.all().session()));
    members.put("funnel", funnel());
    members.put("causesInDetail", tally.causes());
    members.put("objectives", objectives());
    for (var dimension : Tally.Dimension.values()) {
      members.put("by" + dimension.name().charAt(0) + lower(dimension), groups(dimension));
    }
    var calls = new LinkedHashMap<String, Object>();
    tally.calls().forEach((name, timings) -> calls.put(name, percentiles(timings)));
    members.put("es9plusSecondsWithoutLink", calls);
    return members;
  }

  /** Returns what a machine asks first. */
  public Map<String, Object> summary() {
    var members = new LinkedHashMap<String, Object>();
    members.put("pack", tally.plan().pack().name());
    members.put("devices", tally.devices());
    members.put("installed", tally.installed());
    members.put("failed", tally.failed());
    members.put("successRate", Math.round(tally.successRate() * 1e4) / 1e4);
    members.put("p95InstallSeconds", rounded(tally.p95InstallSeconds()));
    var causes = new LinkedHashMap<String, Long>();
    tally.causes().forEach(cause -> causes.put(cause.cause(), cause.count()));
    members.put("causes", causes);
    return members;
  }

  /** Returns the figures as JSON, several lines. */
  public String json() {
    return text(JSON, members());
  }

  /** Returns the page. */
  public String html() {
    return new ReportPage(tally).html();
  }

  static String text(ObjectMapper mapper, Object value) {
    try {
      return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("plain values can be written", e);
    }
  }

  private static String lower(Enum<?> constant) {
    return constant.name().substring(1).toLowerCase(Locale.ROOT);
  }

  private List<Map<String, Object>> funnel() {
    return Arrays.stream(FunnelStep.values())
        .map(step -> {
          var row = new LinkedHashMap<String, Object>();
          row.put("step", step.words());
          row.put("devices", tally.reached(step));
          return (Map<String, Object>) row;
        })
        .toList();
  }

  private List<Map<String, Object>> objectives() {
    return Objective.of(tally).stream()
        .map(objective -> {
          var row = new LinkedHashMap<String, Object>();
          row.put("id", objective.id());
          row.put("what", objective.what());
          row.put("found", Math.round(objective.found() * 1e4) / 1e4);
          row.put("target", objective.target());
          row.put("of", objective.of());
          row.put("met", objective.met());
          return (Map<String, Object>) row;
        })
        .toList();
  }

  private List<Map<String, Object>> groups(Tally.Dimension dimension) {
    var rows = new ArrayList<Map<String, Object>>();
    for (var group : tally.groups(dimension)) {
      var row = new LinkedHashMap<String, Object>();
      row.put("name", group.name());
      row.put("devices", group.devices());
      row.put("installed", group.installed());
      row.put("successRate", Math.round(group.rate() * 1e4) / 1e4);
      row.put("installSeconds", percentiles(group.installation()));
      rows.add(row);
    }
    return rows;
  }

  private static Map<String, Object> percentiles(Timings timings) {
    var row = new LinkedHashMap<String, Object>();
    for (double percentile : new double[] {50, 95, 99}) {
      row.put("p%.0f".formatted(percentile), rounded(timings.seconds(percentile)));
    }
    row.put("count", timings.count());
    return row;
  }

  static double rounded(double seconds) {
    return Math.round(seconds * 1e3) / 1e3;
  }

  private double simulatedSeconds() {
    return tally.arrivals().stream().mapToLong(Duration::toMillis).max().orElse(0) / 1e3;
  }

  /** Returns upper ends of bins in seconds and how many installations fell into each. */
  static List<List<Number>> distribution(Timings timings) {
    long width = Math.max(1, (long) Math.ceil(timings.seconds(99.5) * 1000 / BINS));
    var ends = new ArrayList<Number>();
    var counts = new ArrayList<Number>();
    for (int i = 0; i < BINS; i++) {
      ends.add((i + 1) * width / 1e3);
      counts.add(timings.between(i * width, (i + 1) * width));
    }
    return List.of(ends, counts);
  }

  /** Returns minutes since the start, and how many came and how many succeeded in each bin. */
  static List<List<Number>> course(List<Duration> arrivals, List<Duration> successes) {
    long last = Math.max(latest(arrivals), latest(successes));
    int wanted = Math.max(6, Math.min(BINS, arrivals.size() / 10)); // a few devices in each
    long width = Math.max(1000, last / wanted + 1);
    int bins = (int) (last / width) + 1;
    var minutes = new ArrayList<Number>();
    var came = new ArrayList<Number>();
    var done = new ArrayList<Number>();
    for (int i = 0; i < bins; i++) {
      minutes.add(i * width / 60e3);
      came.add(within(arrivals, i * width, width));
      done.add(within(successes, i * width, width));
    }
    return List.of(minutes, came, done);
  }

  private static long latest(List<Duration> times) {
    return times.stream().mapToLong(Duration::toMillis).max().orElse(0);
  }

  private static long within(List<Duration> times, long from, long width) {
    return times.stream()
        .mapToLong(Duration::toMillis)
        .filter(time -> time >= from && time < from + width)
        .count();
  }
}
