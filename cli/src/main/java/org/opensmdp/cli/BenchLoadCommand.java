package org.opensmdp.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The load process of {@code bench download}. Before each phase it prints what is next and waits for
 * a line, so that the bench can read the server's clock; after it, one line of figures.
 */
@Command(name = "load", hidden = true, description = "The load process of a bench.")
final class BenchLoadCommand implements Callable<Integer> {
  @Mixin
  private LoadOptions server = new LoadOptions();

  @Option(names = "--orders")
  private int orders = 1000;

  @Option(names = "--warm-up")
  private double warmUp = 5;

  @Option(names = "--seconds")
  private double seconds = 10;

  private final BufferedReader in =
      new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));

  @Override
  public Integer call() throws IOException, InterruptedException {
    await("provision", Map.of());
    var load = server.load().provision(orders);
    await("warmUp", Map.of("orders", load.left()));
    load.closedLoop(warmUp);
    await("full", Map.of("orders", load.left()));
    long cpu = LoadFigures.cpuNanos();
    var full = load.closedLoop(seconds);
    var figures = LoadFigures.of(full);
    figures.put(
        "clientCpuMsPerDownload",
        (LoadFigures.cpuNanos() - cpu) / 1e6 / Math.max(1, full.downloads()));
    await("fullDone", figures);
    if (full.downloads() == 0) {
      throw new IllegalStateException(
          "no download succeeded; the first said: " + full.firstFailure().orElse("nothing"));
    }
    await("half", Map.of("orders", load.left()));
    await("halfDone", LoadFigures.of(load.openLoop(seconds, full.perSecond() / 2)));
    return 0;
  }

  private void await(String phase, Map<String, ?> figures) throws IOException {
    var line = new LinkedHashMap<String, Object>(Map.of("phase", phase));
    line.putAll(figures);
    System.out.println(Json.line(line));
    System.out.flush();
    if (in.readLine() == null) {
      throw new IOException("the bench has gone");
    }
  }
}
