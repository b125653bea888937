package org.opensmdp.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code demo rollout}: versions of a profile go out in stages, and one that hurts is taken back. */
@Command(
    name = "rollout",
    description = {
      "Give three versions of a profile to 2,000 simulated devices: one that is good, one that",
      "breaks one kind of card, one that breaks all. Nobody steers it. Ends with what was promised."
    })
final class DemoRolloutCommand implements Callable<Integer> {
  @Spec
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--devices",
      defaultValue = "2000",
      description = "How many devices come, 200 or more (default: 2000).")
  private int devices = 2000;

  @Option(names = "--seed", defaultValue = "1", description = "The same seed, the same devices.")
  private long seed = 1;

  @Option(
      names = "--nodes",
      defaultValue = "2",
      description = "Servers on the one database, 1 to 4 (default: 2).")
  private int nodes = 2;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Keep everything in this directory (default: ./data/demo-rollout, emptied at each start).")
  private Optional<Path> data = Optional.empty();

  @Option(names = "--keep", description = "Leave the servers running afterwards.")
  private boolean keep;

  @Option(names = "--json", description = "End with one JSON object on standard output.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    if (devices < RolloutSizes.FEWEST || devices > RolloutSizes.MOST) {
      throw new ParameterException(
          spec.commandLine(),
          "--devices: %d to %,d expected".formatted(RolloutSizes.FEWEST, RolloutSizes.MOST));
    }
    if (nodes < 1 || nodes > 4) {
      throw new ParameterException(spec.commandLine(), "--nodes: 1 to 4 expected");
    }
    if (System.getProperty("opensmdp.log") == null) {
      System.setProperty("opensmdp.log", "ERROR"); // the steps are the story here
    }
    var out = json ? System.err : System.out;
    out.printf(
        "opensmdp demo rollout: three versions of a profile, %,d devices; two people agree, a gate decides%n",
        devices);
    try (var house = new FieldHouse(data)) {
      return run(house, out);
    }
  }

  private int run(FieldHouse house, PrintStream out) throws InterruptedException {
    var progress = new Progress(out);
    progress.heading("The house, in " + house.directory());
    progress.step("%d server(s) on one PostgreSQL started".formatted(nodes), () -> {
      house.open(nodes);
      return true;
    });
    var promises = new RolloutDemo(house.server(), house.directory(), house.devices(), out)
        .run(new RolloutSizes(devices), seed);
    if (json) {
      System.out.println(Json.line(promises.members()));
      System.out.flush();
    }
    if (keep) {
      house.describe(out);
      Signals.waitThenClose(house);
    }
    return promises.kept() ? 0 : 1;
  }
}
