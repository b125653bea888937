package org.opensmdp.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.opensmdp.certs.Finding.Severity;
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

  @Override
  public Integer call() {
    var file = config.orElse(data.orElse(Path.of("data")).resolve("opensmdp.yaml"));
    var findings =
        new Doctor(new ConfigReader(System.getenv()).read(file), Clock.systemUTC()).examine();
    for (var finding : findings) {
      System.out.printf("%-8s %s%n", finding.severity(), finding.what());
      if (!finding.remedy().isEmpty()) {
        System.out.printf("%-8s   -> %s%n", "", finding.remedy());
      }
    }
    return findings.stream().anyMatch(f -> f.severity() == Severity.ERROR) ? 1 : 0;
  }
}
