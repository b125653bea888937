package org.opensmdp.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.opensmdp.server.ConfigReader;
import org.opensmdp.server.Doctor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code doctor}: says what a start would stumble over. */
@Command(
    name = "doctor",
    description = "Check certificates, names, clock, database and native code; say what to do.")
final class DoctorCommand implements Callable<Integer> {
  @Option(names = "--config", paramLabel = "FILE", description = "The configuration.")
  private Optional<Path> config = Optional.empty();

  @Option(names = "--data", paramLabel = "DIR", description = "The directory of a server to try.")
  private Optional<Path> data = Optional.empty();

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    var file = config.orElse(data.orElse(Path.of("data")).resolve("opensmdp.yaml"));
    var findings =
        new Doctor(new ConfigReader(System.getenv()).read(file), Clock.systemUTC()).examine();
    if (json) {
      System.out.println(Json.line(
          Map.of("findings", findings.stream().map(FindingLines::member).toList())));
    } else {
      FindingLines.print(findings);
    }
    return FindingLines.anyError(findings) ? 1 : 0;
  }
}
