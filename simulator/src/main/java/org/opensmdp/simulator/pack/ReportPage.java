package org.opensmdp.simulator.pack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.mustachejava.DefaultMustacheFactory;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The page of a run: one file without any request to elsewhere, for a screen and for A4. Texts are
 * escaped by the template engine.
 */
final class ReportPage {
  private static final String TEMPLATE = "org/opensmdp/simulator/pack/population.mustache";
  private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double PERCENT = 100;

  private final Tally tally;
  private final RegionPack pack;

  ReportPage(Tally tally) {
    this.tally = tally;
    this.pack = tally.plan().pack();
  }

  String html() {
    var out = new StringWriter();
    new DefaultMustacheFactory().compile(TEMPLATE).execute(out, model());
    return out.toString();
  }

  private Map<String, Object> model() {
    var model = new LinkedHashMap<String, Object>();
    model.put("title", pack.title());
    model.put("name", pack.name());
    figures(model);
    model.put("funnel", funnel());
    model.put("causes", causes());
    model.put("anyCause", !tally.causes().isEmpty());
    model.put("objectives", objectives());
    model.put("groups", dimensions());
    model.put("calls", calls());
    model.put("links", links());
    model.put("rules", rules());
    model.put("anyRule", !pack.rules().orElse(List.of()).isEmpty());
    model.put("sources", pack.sources());
    model.put("uplotScript", resource(UPLOT + "uPlot.iife.min.js"));
    model.put("uplotStyle", resource(UPLOT + "uPlot.min.css"));
    model.put("data", data());
    return model;
  }

  private void figures(Map<String, Object> model) {
    model.put("devices", number(tally.devices()));
    model.put("installed", number(tally.installed()));
    model.put("failed", number(tally.failed()));
    model.put("rate", percent(tally.successRate()));
    model.put("good", tally.successRate() >= 0.97);
    model.put("p50", seconds(tally.all().installation().seconds(50)));
    model.put("p95", seconds(tally.all().installation().seconds(95)));
    model.put("p99", seconds(tally.all().installation().seconds(99)));
    model.put("session50", seconds(tally.all().session().seconds(50)));
    model.put("session95", seconds(tally.all().session().seconds(95)));
    model.put("deleted", number(tally.deletions()));
    model.put("zone", pack.timeZone().getId());
    model.put("from", pack.busyHours().get(0).substring(0, 5));
    model.put("busy", String.join(", ", pack.busyHours()));
    model.put(
        "server",
        pack.server()
            .map(far -> "%s, %d ms more on every round trip"
                .formatted(far.where(), far.roundTrip().toMillis()))
            .orElse("near"));
    model.put("factor", "%.0f".formatted(tally.pace().factor()));
    model.put("seed", tally.plan().seed());
    model.put("real", "%.1f s".formatted(tally.real().toMillis() / 1e3));
    model.put("late", seconds(tally.late().seconds(95)));
    model.put("busyMachine", tally.late().seconds(95) > 10);
  }

  private List<Map<String, Object>> funnel() {
    return Arrays.stream(FunnelStep.values())
        .map(step -> row(
            "step", step.words(),
            "devices", number(tally.reached(step)),
            "rate", percent(share(tally.reached(step), tally.devices())),
            "width", width(share(tally.reached(step), tally.devices()))))
        .toList();
  }

  private List<Map<String, Object>> causes() {
    return tally.causes().stream()
        .map(cause -> row(
            "cause", cause.cause(),
            "at", cause.at(),
            "count", number(cause.count()),
            "rate", percent(share(cause.count(), tally.devices())),
            "width", width(share(cause.count(), Math.max(1, tally.failed())))))
        .toList();
  }

  private List<Map<String, Object>> objectives() {
    return Objective.of(tally).stream()
        .map(objective -> row(
            "id", objective.id(),
            "what", objective.what(),
            "found", percent(objective.found()),
            "target", objective.target() == 0 ? "–" : percent(objective.target()),
            "of", number(objective.of()),
            "met", objective.target() == 0 ? "watched" : objective.met() ? "met" : "missed",
            "missed", !objective.met()))
        .toList();
  }

  private List<Map<String, Object>> dimensions() {
    var all = new ArrayList<Map<String, Object>>();
    for (var dimension : Tally.Dimension.values()) {
      var rows = tally.groups(dimension).stream()
          .sorted((one, other) -> Long.compare(other.devices(), one.devices()))
          .map(group -> row(
              "name", group.name(),
              "devices", number(group.devices()),
              "rate", percent(group.rate()),
              "width", width(group.rate()),
              "low", group.rate() < 0.9,
              "p50", percentile(group.installation(), 50),
              "p95", percentile(group.installation(), 95)))
          .toList();
      all.add(row("words", dimension.words(), "rows", rows));
    }
    return all;
  }

  private List<Map<String, Object>> calls() {
    return tally.calls().entrySet().stream()
        .map(entry -> row(
            "name", entry.getKey(),
            "count", number(entry.getValue().count()),
            "p50", millis(entry.getValue().seconds(50)),
            "p95", millis(entry.getValue().seconds(95)),
            "p99", millis(entry.getValue().seconds(99))))
        .toList();
  }

  private List<Map<String, Object>> links() {
    return pack.links().stream()
        .map(link -> {
          var condition = link.condition().farther(pack.farther());
          return row(
              "name", condition.name(),
              "roundTrip", condition.roundTrip().toMillis() + " ms",
              "jitter", condition.jitter().toMillis() + " ms",
              "loss", "%.1f %%".formatted(PERCENT * condition.loss()),
              "rate", "%s / %s".formatted(rate(condition.downKbit()), rate(condition.upKbit())),
              "cuts",
                  condition
                      .cuts()
                      .map(cuts -> "every %d s, %.1f to %.1f s"
                          .formatted(
                              cuts.every().toSeconds(),
                              cuts.shortest().toMillis() / 1e3,
                              cuts.longest().toMillis() / 1e3))
                      .orElse(condition.captivePortal() ? "log-in page at first" : "–"));
        })
        .toList();
  }

  private List<Map<String, Object>> rules() {
    return pack.rules().orElse(List.of()).stream()
        .map(rule -> row("country", rule.country(), "what", rule.what(), "source", rule.source()))
        .toList();
  }

  /** What the charts draw. No text of the pack is in it: only numbers. */
  private String data() {
    var data = new LinkedHashMap<String, Object>();
    data.put("install", PopulationReport.distribution(tally.all().installation()));
    data.put("course", PopulationReport.course(tally.arrivals(), tally.successes()));
    try {
      return JSON.writeValueAsString(data);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("numbers can be written", e);
    }
  }

  private static Map<String, Object> row(Object... namesAndValues) {
    var row = new LinkedHashMap<String, Object>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      row.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return row;
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : part / (double) whole;
  }

  private static String width(double share) {
    return String.format(Locale.ROOT, "%.1f", PERCENT * share);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", PERCENT * share);
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static String percentile(Timings timings, double percentile) {
    return timings.count() == 0 ? "–" : seconds(timings.seconds(percentile));
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.1f s", seconds);
  }

  private static String millis(double seconds) {
    return String.format(Locale.ROOT, "%.0f ms", 1000 * seconds);
  }

  private static String rate(int kbit) {
    return kbit >= 1000 ? String.format(Locale.ROOT, "%.1f Mbit/s", kbit / 1e3) : kbit + " kbit/s";
  }

  private static String resource(String name) {
    try (var in = ReportPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not in the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read", e);
    }
  }
}
