package org.opensmdp.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * One of the processes of {@code simulate --rate}: orders its share, says that it is ready, waits for a
 * line, downloads at its share of the rate, and prints one line of figures.
 */
@Command(name = "load-worker", hidden = true, description = "One process of simulate --rate.")
final class LoadWorkerCommand implements Callable<Integer> {
  @Mixin
  private LoadOptions server = new LoadOptions();

  @Option(names = "--rate", required = true)
  private double rate;

  @Option(names = "--seconds", required = true)
  private double seconds;

  @Override
  public Integer call() throws IOException, InterruptedException {
    int count = (int) Math.ceil(rate * seconds);
    var load = server.load().provision(count);
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    print(Map.of("ready", load.left()));
    if (in.readLine() == null) {
      throw new IOException("who has started this process has gone");
    }
    long cpu = LoadFigures.cpuNanos();
    var phase = load.openLoop(seconds, rate);
    var figures = LoadFigures.of(phase);
    figures.put("cpuNanos", LoadFigures.cpuNanos() - cpu);
    figures.put("histograms", phase.latencies().encoded());
    print(figures);
    return 0;
  }

  private static void print(Map<String, ?> members) {
    System.out.println(Json.line(members));
    System.out.flush();
  }
}
