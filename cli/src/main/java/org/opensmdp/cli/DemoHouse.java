package org.opensmdp.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import org.opensmdp.server.ConfigReader;
import org.opensmdp.server.OpensmdpServer;
import org.opensmdp.server.TryOut;
import org.opensmdp.server.TryOutStock;

/** The server of a demo, and the directory it lives in. */
final class DemoHouse implements AutoCloseable {
  private static final Path OWN = Path.of("data", "demo");
  private static final int STOCK = 5;

  private final Progress progress;
  private final Path directory;
  private final boolean own;
  private final Clock clock = Clock.systemUTC();
  private final SecureRandom random = new SecureRandom();
  private Optional<OpensmdpServer> server = Optional.empty();

  DemoHouse(Progress progress, Optional<Path> data) {
    this.progress = progress;
    this.directory = data.orElse(OWN);
    this.own = data.isEmpty();
  }

  void open() {
    progress.heading("The house, in " + directory);
    if (own) {
      empty();
    }
    var file = progress.step(
        "test certificates issued, NIST and brainpool",
        () -> new TryOut(directory, clock, random).prepare(TryOut.Ports.ANY));
    var config = new ConfigReader(Map.of()).read(file);
    var started =
        progress.step("PostgreSQL and server started", () -> OpensmdpServer.start(config, clock));
    server = Optional.of(started);
    progress.step("operator, profile types and stock made", () -> {
      stock().fill(TryOut.operatorClient(directory), STOCK);
      return true;
    });
  }

  /** Removes what the last demo left, but for the unpacked programs of PostgreSQL. */
  private void empty() {
    var programs = directory.resolve("postgres").resolve("pg");
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (var files = Files.walk(directory)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        boolean kept = file.startsWith(programs) || programs.startsWith(file);
        if (!kept) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          directory + " cannot be emptied; is another demo running? Name another one with --data",
          e);
    }
  }

  OpensmdpServer server() {
    return server.orElseThrow();
  }

  Visitors visitors() {
    return new Visitors(directory);
  }

  TryOutStock stock() {
    return new TryOutStock(server().stores().inventory(), server().smdpAddress(), random);
  }

  void describe(PrintStream out) {
    out.printf("%nThe server stays up; stop it with Ctrl-C.%n");
    server().es9plusAddresses().forEach(address -> out.println("  ES9+   https:/" + address));
    server().es2plusAddress().ifPresent(address -> out.println("  ES2+   https:/" + address));
    server()
        .adminAddress()
        .ifPresent(address -> out.println("  admin  http:/" + address + "/metrics"));
    out.println("  data   " + directory.toAbsolutePath());
    out.flush();
  }

  @Override
  public void close() {
    server.ifPresent(OpensmdpServer::close);
    server = Optional.empty();
  }
}
