package org.opensmdp.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.opensmdp.simulator.Pace;
import org.opensmdp.simulator.pack.PackReader;
import org.opensmdp.simulator.pack.Population;
import org.opensmdp.simulator.pack.PopulationPlan;
import org.opensmdp.simulator.pack.Tally;

/** Runs region packs one after the other against a version, on one server of our own. */
final class PreflightRun {
  private static final int THREADS = 32;
  private static final int CAUSES = 20;
  private static final int LONGEST_CAUSE = 200;

  private final int devices;
  private final double timeFactor;
  private final long seed;
  private final PrintStream out;

  PreflightRun(int devices, double timeFactor, long seed, PrintStream out) {
    this.devices = devices;
    this.timeFactor = timeFactor;
    this.seed = seed;
    this.out = out;
  }

  /** Returns what each pack counted, as the admin API takes it. */
  List<Map<String, Object>> of(List<String> packs, PackContent content)
      throws InterruptedException {
    var plans = packs.stream()
        .map(pack -> PopulationPlan.of(PackReader.named(pack), devices, seed))
        .toList(); // what cannot be read is told before a server is started
    var figures = new ArrayList<Map<String, Object>>();
    var progress = new Progress(out);
    try (var server = progress.step("a server on an empty database started", PackServer::self)) {
      for (int i = 0; i < plans.size(); i++) {
        figures.add(told(packs.get(i), counted(plans.get(i), server, content)));
      }
    }
    return figures;
  }

  private Tally counted(PopulationPlan plan, PackServer server, PackContent content)
      throws InterruptedException {
    var site = new PackStock(server, content).ready(plan);
    return new Population(plan, site, new Pace(timeFactor), THREADS).run(result -> {});
  }

  private Map<String, Object> told(String pack, Tally tally) {
    out.printf(
        Locale.ROOT,
        "  %-16s %d of %d devices have their profile (%.1f %%), within %.1f s for 95 of 100%n",
        pack,
        tally.installed(),
        tally.devices(),
        100 * tally.successRate(),
        tally.p95InstallSeconds());
    tally
        .causes()
        .forEach(
            cause -> out.printf("    %4d  %s (%s)%n", cause.count(), cause.cause(), cause.at()));
    var members = new LinkedHashMap<String, Object>();
    members.put("pack", pack);
    members.put("devices", tally.devices());
    members.put("installed", tally.installed());
    members.put(
        "p95InstallSeconds",
        Double.isFinite(tally.p95InstallSeconds()) ? tally.p95InstallSeconds() : 0.0);
    members.put(
        "causes", tally.causes().stream().limit(CAUSES).map(PreflightRun::of).toList());
    return members;
  }

  private static Map<String, Object> of(Tally.Cause cause) {
    return Map.of("cause", cut(cause.cause()), "at", cut(cause.at()), "count", cause.count());
  }

  private static String cut(String text) {
    return text.substring(0, Math.min(LONGEST_CAUSE, text.length()));
  }
}
