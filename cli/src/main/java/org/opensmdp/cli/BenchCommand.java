package org.opensmdp.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.opensmdp.crypto.CryptoProviders;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench}: figures that can be compared, as ratios inside one run. */
@Command(
    name = "bench",
    description = "Measure the server.",
    subcommands = {
      BenchCommand.Download.class,
      BenchImportCommand.class,
      BenchRenderCommand.class,
      BenchLogCommand.class,
      BenchLoadCommand.class
    })
final class BenchCommand {
  /** {@code bench download}: complete downloads, by a server process and a load process. */
  @Command(
      name = "download",
      description = {
        "Complete, durable downloads: server CPU each, rate, latencies, ratio to the bare crypto.",
        "The server, its PostgreSQL and the load run here, in processes of their own."
      })
  static final class Download implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FLOOR_ROUND = 400;
    private static final int PROFILE_OCTETS = 12_000;

    @Option(names = "--seconds", description = "Length of each measured phase (default: 15).")
    private double seconds = 15;

    @Option(names = "--warm-up", description = "Seconds to warm up (default: 60).")
    private double warmUp = 60;

    @Option(names = "--connections", description = "Devices at a time (default: 16).")
    private int connections = 16;

    @Option(names = "--orders", description = "Orders to have ready (default: enough for 450/s).")
    private int orders;

    @Option(names = "--curve", description = "nist (default) or brainpool.")
    private CertsCommand.CurveName curve = CertsCommand.CurveName.NIST;

    @Option(names = "--json", description = "End with one JSON object on standard output.")
    private boolean json;

    private PrintStream out = System.out;

    @Override
    public Integer call() throws Exception {
      out = json ? System.err : System.out;
      int wanted = orders > 0 ? orders : (int) ((warmUp + 1.6 * seconds) * 450);
      out.println("bench download: the bare crypto first, alone");
      double floor = new CryptoFloor(curve.curve(), PROFILE_OCTETS).measure(FLOOR_ROUND);
      out.printf(Locale.ROOT, "  %.3f ms CPU a download, by %s%n", floor, provider());
      try (var temporary = BenchDirectory.create();
          var server = server(temporary.path(), wanted)) {
        var addresses = addresses(server);
        try (var load = load(temporary.path(), addresses, wanted)) {
          report(measure(server, load, floor));
        }
      }
      return 0;
    }

    private Child server(Path directory, int stock) throws IOException {
      out.println("starting the server, with a stock of " + stock + " profiles");
      var options = List.of("-XX:+UseSerialGC", "-Xmx160m");
      return Child.start(
          options,
          List.of("serve", "--data", directory.toString(), "--free-ports", "--stock", "" + stock));
    }

    private static Map<String, String> addresses(Child server) throws IOException {
      var addresses = new LinkedHashMap<String, String>();
      while (!addresses.containsKey("ready")) {
        var words = server.readLine().split(" +", 2);
        if (words.length == 2) {
          addresses.put(words[0], "localhost" + words[1].substring(words[1].lastIndexOf(':')));
        }
      }
      return addresses;
    }

    private Child load(Path directory, Map<String, String> addresses, int wanted)
        throws IOException {
      return Child.start(
          List.of("-XX:+UseSerialGC", "-Xmx1g"),
          List.of(
              "bench",
              "load",
              "--data",
              directory.toString(),
              "--es9plus",
              addresses.getOrDefault("es9plus", ""),
              "--es2plus",
              addresses.getOrDefault("es2plus", ""),
              "--curve",
              curve.name(),
              "--connections",
              "" + connections,
              "--orders",
              "" + wanted,
              "--warm-up",
              "" + warmUp,
              "--seconds",
              "" + seconds));
    }

    private Map<String, Object> measure(Child server, Child load, double floor) throws IOException {
      reach(load, "provision", "ordering over ES2+");
      load.writeLine("go");
      reach(load, "warmUp", "warming up");
      load.writeLine("go");
      reach(load, "full", "full load");
      Duration before = server.cpu(); // the load waits: nothing but the measured phase counts
      load.writeLine("go");
      var full = JSON.readTree(load.readLine());
      double cpu = server.cpu().minus(before).toNanos() / 1e6;
      double resident = server.residentMegabytes();
      load.writeLine("go");
      reach(load, "half", "half of that load, at a steady rate");
      load.writeLine("go");
      var half = JSON.readTree(load.readLine());
      load.writeLine("go");
      return figures(full, half, cpu, floor, resident);
    }

    private void reach(Child load, String phase, String text) throws IOException {
      var line = JSON.readTree(load.readLine());
      if (!line.path("phase").asText().equals(phase)) {
        throw new IOException("the load said " + line + " (expected: " + phase + ")");
      }
      out.println(text + (line.has("orders") ? ", " + line.path("orders") + " orders left" : ""));
    }

    private static Map<String, Object> figures(
        JsonNode full, JsonNode half, double cpu, double floor, double resident) {
      double each = cpu / Math.max(1, full.path("downloads").asLong());
      var figures = new LinkedHashMap<String, Object>();
      figures.put("downloads", full.path("downloads").asLong());
      figures.put(
          "failures", full.path("failures").asLong() + half.path("failures").asLong());
      figures.put("downloadsPerSecond", rounded(full.path("downloadsPerSecond").asDouble()));
      figures.put("serverCpuMsPerDownload", rounded(each));
      figures.put("cryptoFloorMsPerDownload", rounded(floor));
      figures.put("ratio", rounded(each / floor));
      figures.put(
          "clientCpuMsPerDownload", rounded(full.path("clientCpuMsPerDownload").asDouble()));
      figures.put("halfLoadPerSecond", rounded(half.path("downloadsPerSecond").asDouble()));
      figures.put("p50Ms", half.path("p50Ms"));
      figures.put("p99Ms", half.path("p99Ms"));
      figures.put("fullLoadP50Ms", full.path("p50Ms"));
      figures.put("fullLoadP99Ms", full.path("p99Ms"));
      figures.put("provider", provider());
      figures.put("rssMb", rounded(resident));
      return figures;
    }

    private void report(Map<String, Object> figures) {
      out.println();
      figures.forEach((name, value) -> out.printf("  %-26s %s%n", name, value));
      if (json) {
        System.out.println(Json.line(figures));
        System.out.flush();
      }
    }

    private static String provider() {
      return CryptoProviders.description();
    }

    private static double rounded(double value) {
      return Math.round(value * 1000) / 1000.0;
    }
  }
}
