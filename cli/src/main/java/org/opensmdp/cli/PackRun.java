package org.opensmdp.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.opensmdp.simulator.Pace;
import org.opensmdp.simulator.pack.DeviceResult;
import org.opensmdp.simulator.pack.PackReader;
import org.opensmdp.simulator.pack.Population;
import org.opensmdp.simulator.pack.PopulationPlan;
import org.opensmdp.simulator.pack.PopulationReport;
import org.opensmdp.simulator.pack.Tally;

/** {@code simulate --pack}: provisions a server for a pack, lets its devices come, and tells of it. */
final class PackRun {
  private static final int CAUSES = 8;

  private final PackOptions options;
  private final Path data;
  private final boolean json;
  private final Consumer<DeviceResult> heard;

  /** @param heard is told of every device, too */
  PackRun(PackOptions options, Path data, boolean json, Consumer<DeviceResult> heard) {
    this.options = options;
    this.data = data;
    this.json = json;
    this.heard = heard;
  }

  int run(String pack) throws IOException, InterruptedException {
    options.check();
    if (System.getProperty("opensmdp.log") == null) {
      System.setProperty("opensmdp.log", "WARN"); // the bar and the figures are the story here
    }
    var out = json ? System.err : System.out;
    var plan = PopulationPlan.of(PackReader.named(pack), options.devices(), options.seed());
    try (var server = server(out)) {
      return run(plan, server, out);
    }
  }

  private PackServer server(PrintStream out) {
    var progress = new Progress(out);
    return options.self()
        ? progress.step("a server on an empty database started", PackServer::self)
        : PackServer.running(data);
  }

  /** Lets the devices of a plan come to a server, tells of it, and returns the exit code. */
  int run(PopulationPlan plan, PackServer server, PrintStream out)
      throws IOException, InterruptedException {
    return tell(counted(plan, server, out), out);
  }

  private Tally counted(PopulationPlan plan, PackServer server, PrintStream out)
      throws InterruptedException {
    var progress = new Progress(out);
    progress.heading(plan.pack().title());
    var site = progress.step(
        "operators, types and %d subscribers made".formatted(options.devices()),
        () -> new PackStock(server).ready(plan));
    var bar = new ProgressBar(out, "devices");
    var done = new AtomicLong();
    var population =
        new Population(plan, site, new Pace(options.timeFactor()), options.concurrency());
    var tally = population.run(result -> {
      heard.accept(result);
      long count = done.incrementAndGet();
      bar.show(count / (double) options.devices(), count);
    });
    bar.end(done.get());
    return tally;
  }

  private int tell(Tally tally, PrintStream out) throws IOException {
    var report = new PopulationReport(tally);
    if (options.report().isPresent()) {
      Files.writeString(options.report().get(), report.html());
    }
    if (options.figures().isPresent()) {
      Files.writeString(options.figures().get(), report.json());
    }
    out.printf(
        Locale.ROOT,
        "  %d of %d devices have their profile (%.1f %%); package to report within %.1f s for 95"
            + " of 100%n",
        tally.installed(),
        tally.devices(),
        100 * tally.successRate(),
        tally.p95InstallSeconds());
    tally.causes().stream()
        .limit(CAUSES)
        .forEach(cause -> out.printf("  %6d  %s (%s)%n", cause.count(), cause.cause(), cause.at()));
    options.report().ifPresent(file -> out.println("  report: " + file));
    if (json) {
      System.out.println(Json.line(report.summary()));
    }
    return tally.successRate() >= options.minSuccess() ? 0 : 1;
  }
}
