package org.opensmdp.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code simulate --rate}: downloads at a steady rate, whatever the server does; a mixin. */
final class SimulateRate {
  @Option(
      names = "--rate",
      paramLabel = "N",
      description = {
        "Load: begin N downloads a second (orders them first), whatever the server does.",
        "Latencies count from when a download was due."
      })
  private Optional<Double> rate = Optional.empty();

  @Option(names = "--seconds", description = "How long the load lasts (default: 30).")
  private double seconds = 30;

  @Option(names = "--connections", description = "Connections of the load (default: 32).")
  private int connections = 32;

  @Option(names = "--processes", description = "Processes that share the load (default: 1).")
  private int processes = 1;

  @Option(
      names = "--es9plus",
      paramLabel = "HOST:PORT",
      description = "Where the load finds devices' listener (default: localhost:8443).")
  private String es9plus = "localhost:8443";

  @Option(
      names = "--es2plus",
      paramLabel = "HOST:PORT",
      description = "Where the load finds operators' listener (default: localhost:8444).")
  private String es2plus = "localhost:8444";

  @Option(
      names = "--hdr",
      paramLabel = "FILE",
      description = "Write the distributions, as the plotters of HdrHistogram read them.")
  private Optional<Path> hdr = Optional.empty();

  boolean wanted() {
    return rate.isPresent();
  }

  /** Runs the load; the exit code is 0 if every download that was due was done. */
  int run(Path data, Optional<CertsCommand.CurveName> curve, boolean json) throws IOException {
    var arguments = List.of(
        "--data",
        data.toString(),
        "--es9plus",
        es9plus,
        "--es2plus",
        es2plus,
        "--curve",
        curve.orElse(CertsCommand.CurveName.NIST).name());
    var out = json ? System.err : System.out;
    var terms = new LoadRate.Terms(arguments, positive(), seconds, connections, processes);
    var load = LoadRate.run(terms, new Progress(out));
    load.members().forEach((name, value) -> print(out, name, value));
    if (hdr.isPresent()) {
      try (var file =
          new PrintStream(Files.newOutputStream(hdr.get()), true, StandardCharsets.UTF_8)) {
        load.latencies().print(file);
      }
    }
    if (json) {
      System.out.println(Json.line(load.members()));
    }
    return load.complete() ? 0 : 1;
  }

  private double positive() {
    double wanted = rate.orElseThrow();
    if (!(wanted > 0 && seconds > 0 && connections > 0 && processes > 0)) {
      throw new IllegalArgumentException(
          "--rate, --seconds, --connections and --processes must be more than 0");
    }
    return wanted;
  }

  private static void print(PrintStream out, String name, Object value) {
    if (value instanceof Map<?, ?> byFunction) {
      byFunction.forEach((function, figure) ->
          out.printf(Locale.ROOT, "  %-8s %-26s %s%n", name, function, figure));
    } else {
      out.printf(Locale.ROOT, "  %-35s %s%n", name, value);
    }
  }
}
