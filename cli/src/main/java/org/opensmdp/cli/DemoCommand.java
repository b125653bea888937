package org.opensmdp.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.opensmdp.simulator.InstallOutcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code demo}: the main job on real input, on an empty machine. */
@Command(
    name = "demo",
    subcommands = DemoRolloutCommand.class,
    description = {
      "Start everything, order a profile over ES2+, download and install it over ES9+.",
      "Real PostgreSQL, real TLS, a virtual eUICC that checks all a card checks."
    })
final class DemoCommand implements Callable<Integer> {
  @Option(names = "--curve", defaultValue = "nist", description = "nist (default) or brainpool.")
  private CertsCommand.CurveName curve = CertsCommand.CurveName.NIST;

  @Option(names = "--ppk", description = "Protect the profile with keys of its own, made ahead.")
  private boolean ppk;

  @Option(
      names = "--profile",
      paramLabel = "FILE",
      description = "Deliver this profile package (SAIP, DER) instead of a made-up one.")
  private Optional<Path> profile = Optional.empty();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Keep everything in this directory (default: ./data/demo, emptied at each start).")
  private Optional<Path> data = Optional.empty();

  @Option(names = "--keep", description = "Leave the server running afterwards.")
  private boolean keep;

  @Option(names = "--json", description = "End with one JSON object on standard output.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    if (System.getProperty("opensmdp.log") == null) {
      System.setProperty("opensmdp.log", "WARN"); // the steps are the story here
    }
    PrintStream out = json ? System.err : System.out;
    var progress = new Progress(out);
    out.println("opensmdp demo: one profile, from an operator's order to a card's signed report");
    var house = new DemoHouse(progress, data);
    try {
      house.open();
      var run = new DemoRun(house, progress, out);
      var result = run.run(curve.curve(), ppk, profile);
      double seconds = progress.seconds();
      out.printf("%n  Done in %.1f s.%n", seconds);
      if (json) {
        System.out.println(Json.line(members(result, seconds)));
        System.out.flush();
      }
      if (keep) {
        house.describe(out);
        Signals.waitThenClose(house);
      }
      return result.outcome() instanceof InstallOutcome.Installed ? 0 : 1;
    } finally {
      house.close();
    }
  }

  private static Map<String, Object> members(DemoRun.Result result, double seconds) {
    var members = new LinkedHashMap<String, Object>();
    members.put("state", result.state());
    members.put("iccid", result.iccid().digits());
    members.put("eid", result.eid().digits());
    members.put("activationCode", result.activationCode().toUri());
    members.put("seconds", Math.round(seconds * 1000) / 1000.0);
    result.identical().ifPresent(same -> members.put("packageIdentical", same));
    return members;
  }
}
