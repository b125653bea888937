package org.opensmdp.cli;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.opensmdp.simulator.LoadCard;
import org.opensmdp.simulator.load.Latencies;

/**
 * Downloads at a steady rate from one or more processes: {@code simulate --rate}. Each process has its
 * share of rate and connections; their histograms are added up.
 */
final class LoadRate {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

  private final Latencies latencies = new Latencies(LoadCard.steps());
  private final Terms terms;
  private long downloads;
  private long failures;
  private long missed;
  private long cpuNanos;
  private double took;
  private String firstFailure = "";

  /**
   * What is wanted.
   *
   * @param arguments of the processes: which server, which cards
   * @param perSecond downloads that begin in a second, of all processes together
   * @param connections of all processes together
   */
  record Terms(
      List<String> arguments, double perSecond, double seconds, int connections, int processes) {
    private List<String> worker() {
      var all = new ArrayList<>(List.of("load-worker"));
      all.addAll(arguments);
      all.addAll(List.of("--rate", "" + perSecond / processes, "--seconds", "" + seconds));
      all.addAll(List.of("--connections", "" + Math.max(1, connections / processes)));
      return all;
    }
  }

  private LoadRate(Terms terms) {
    this.terms = terms;
  }

  /** Runs the load; {@code progress} hears what is going on. */
  static LoadRate run(Terms terms, Progress progress) throws IOException {
    var load = new LoadRate(terms);
    var workers = new ArrayList<Child>();
    try {
      for (int i = 0; i < terms.processes; i++) {
        workers.add(Child.start(List.of("-XX:+UseSerialGC", "-Xmx512m"), terms.worker()));
      }
      load.run(workers, progress);
    } finally {
      workers.forEach(Child::close);
    }
    return load;
  }

  private void run(List<Child> workers, Progress progress) throws IOException {
    progress.heading("Ordering " + (long) (terms.perSecond * terms.seconds) + " profiles");
    for (var worker : workers) {
      progress.line(JSON.readTree(worker.readLine()).path("ready") + " ready");
    }
    progress.heading("%.1f downloads a second for %.0f seconds, %d process(es)"
        .formatted(terms.perSecond, terms.seconds, terms.processes));
    workers.forEach(worker -> worker.writeLine("go"));
    for (var worker : workers) {
      add(JSON.readTree(worker.readLine()));
    }
  }

  private void add(JsonNode figures) {
    downloads += figures.path("downloads").asLong();
    failures += figures.path("failures").asLong();
    missed += figures.path("missed").asLong();
    cpuNanos += figures.path("cpuNanos").asLong();
    took = Math.max(took, figures.path("seconds").asDouble());
    firstFailure = firstFailure.isEmpty() ? figures.path("firstFailure").asText() : firstFailure;
    latencies.add(JSON.convertValue(figures.path("histograms"), TEXTS));
  }

  Latencies latencies() {
    return latencies;
  }

  /** Returns whether every download that was due was done. */
  boolean complete() {
    return failures == 0 && missed == 0;
  }

  Map<String, Object> members() {
    var members = new LinkedHashMap<String, Object>();
    members.put("rate", terms.perSecond);
    members.put("processes", terms.processes);
    members.put("downloads", downloads);
    members.put("failures", failures);
    members.put("missed", missed);
    members.put("seconds", took);
    members.put("downloadsPerSecond", downloads / Math.max(1e-9, took));
    members.put("clientCpuMsPerDownload", cpuNanos / 1e6 / Math.max(1, downloads));
    for (double percentile : new double[] {50, 95, 99, 99.9}) {
      var name = "p" + (percentile == 99.9 ? "999" : "" + (int) percentile) + "Ms";
      members.put(name, latencies.percentile(percentile));
    }
    if (!firstFailure.isEmpty()) {
      members.put("firstFailure", firstFailure);
    }
    return members;
  }
}
