package org.opensmdp.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.opensmdp.persistence.Database;
import org.opensmdp.persistence.DatabaseConfig;
import org.opensmdp.persistence.LogCost;
import org.opensmdp.server.MetricsCost;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench log}: what events and metrics cost a download, beside the server's CPU for all of it. */
@Command(
    name = "log",
    description = {
      "What the log of events and the metrics cost a download, in CPU.",
      "Statements that commit anyway with and without what they write down, on a PostgreSQL of its own,",
      "and the counting of one download, again and again."
    })
final class BenchLogCommand implements Callable<Integer> {
  private static final int WARM_UP = 10_000;
  private static final int EVENTS = 4; // initiated, authenticated, delivered, reported
  private static final int STEPS = 3; // the counters read the attempt after each but the first
  private static final double MICROS = 1e3;

  @Option(names = "--rounds", description = "How often each is done (default: 20000).")
  private int rounds = 20_000;

  @Option(
      names = "--server-cpu",
      required = true,
      paramLabel = "MS",
      description = "serverCpuMsPerDownload of bench download on this machine.")
  private double serverCpu;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    try (var temporary = BenchDirectory.create();
        var database = Database.open(config(temporary.path()))) {
      print(measure(new LogCost(database)));
    }
    return 0;
  }

  private static DatabaseConfig config(Path directory) {
    return new DatabaseConfig.Embedded(directory, 1, false, Map.of());
  }

  private Map<String, Double> measure(LogCost cost) {
    progress("warming up");
    cost.event(WARM_UP);
    cost.attempt(WARM_UP);
    progress("events");
    var event = cost.event(rounds);
    progress("what is known of attempts");
    var attempt = cost.attempt(rounds);
    var lookup = cost.lookup(rounds);
    progress("metrics");
    return figures(event, attempt, lookup, counting());
  }

  private void progress(String what) {
    System.err.println("bench log: " + what);
  }

  private Map<String, Double> figures(
      LogCost.Cost event, LogCost.Cost attempt, LogCost.Cost lookup, double counting) {
    double own = EVENTS * event.client() + attempt.client() + STEPS * lookup.client() + counting;
    var figures = new LinkedHashMap<String, Double>();
    figures.put("eventUs", event.client());
    figures.put("attemptUs", attempt.client());
    figures.put("attemptLookupUs", lookup.client());
    figures.put("metricsUsPerDownload", counting);
    figures.put("serverUsPerDownload", own);
    figures.put("shareOfServerCpuPercent", own / (serverCpu * MICROS) * 100);
    figures.put(
        "postgresUsPerDownload",
        EVENTS * event.server() + attempt.server() + STEPS * lookup.server());
    return figures;
  }

  private double counting() {
    var metrics = new MetricsCost();
    micros(metrics);
    return micros(metrics);
  }

  private double micros(MetricsCost metrics) {
    long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    for (int i = 0; i < rounds; i++) {
      metrics.download();
    }
    long spent = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
    return spent / MICROS / rounds;
  }

  private void print(Map<String, Double> figures) {
    figures.replaceAll((name, value) -> Math.round(value * 100) / 100.0);
    if (json) {
      System.out.println(Json.line(figures));
    } else {
      figures.forEach(
          (name, value) -> System.out.printf(Locale.ROOT, "  %-26s %.2f%n", name, value));
    }
  }
}
