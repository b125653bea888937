package org.opensmdp.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How a population by region is to be run; a mixin of {@code simulate}. */
final class PackOptions {
  @Option(
      names = "--pack",
      paramLabel = "NAME|FILE",
      description = {
        "Run a population of devices instead: eu-urban, eu-train, sg-dense, sea-jakarta,",
        "sea-islands, far-server, captive-portal, or a file (docs/simulation.md)."
      })
  private Optional<String> pack = Optional.empty();

  @Option(names = "--devices", description = "How many devices come (default: ${DEFAULT-VALUE}).")
  private int devices = 200;

  @Option(
      names = "--self",
      description = "Start a server of our own on an empty database, and stop it afterwards.")
  private boolean self;

  @Option(
      names = "--time-factor",
      description = "Simulated seconds in a real one (default: ${DEFAULT-VALUE}).")
  private double timeFactor = 100;

  @Option(names = "--seed", description = "The same number draws the same devices (default: 1).")
  private long seed = 1;

  @Option(
      names = "--concurrency",
      description = "Devices on the way at a time (default: ${DEFAULT-VALUE}).")
  private int concurrency = 128;

  @Option(names = "--report", paramLabel = "FILE.html", description = "Write a page for people.")
  private Optional<Path> report = Optional.empty();

  @Option(names = "--figures", paramLabel = "FILE.json", description = "Write all figures.")
  private Optional<Path> figures = Optional.empty();

  @Option(
      names = "--min-success",
      description = "Exit code 1 if a smaller share has its profile (default: ${DEFAULT-VALUE}).")
  private double minSuccess = 0.97;

  Optional<String> pack() {
    return pack;
  }

  int devices() {
    return devices;
  }

  boolean self() {
    return self;
  }

  double timeFactor() {
    return timeFactor;
  }

  long seed() {
    return seed;
  }

  int concurrency() {
    return concurrency;
  }

  Optional<Path> report() {
    return report;
  }

  Optional<Path> figures() {
    return figures;
  }

  double minSuccess() {
    return minSuccess;
  }

  /** Says what cannot be run, before anything is started. */
  void check() {
    require(timeFactor >= 1 && timeFactor <= 10_000, "--time-factor: 1 to 10,000");
    require(concurrency >= 1 && concurrency <= 1024, "--concurrency: 1 to 1024");
    require(minSuccess >= 0 && minSuccess <= 1, "--min-success: a share, 0 to 1");
    require(devices >= 1 && devices <= 1_000_000, "--devices: 1 to 1,000,000");
  }

  private static void require(boolean holds, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(expected + " expected");
    }
  }
}
