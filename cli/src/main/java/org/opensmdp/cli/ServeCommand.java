package org.opensmdp.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.opensmdp.server.ConfigReader;
import org.opensmdp.server.OpensmdpServer;
import org.opensmdp.server.TryOut;
import org.opensmdp.server.TryOutStock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code serve}: runs the server. */
@Command(
    name = "serve",
    description = {
      "Run the server.",
      "With --config, as the file says. With --data alone, a server to try: on first use it makes",
      "test certificates, a configuration, an operator and a stock of made-up profiles there."
    })
final class ServeCommand implements Callable<Integer> {
  @Option(names = "--config", paramLabel = "FILE", description = "The configuration.")
  private Optional<Path> config = Optional.empty();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The directory of a server to try (default: ./data).")
  private Optional<Path> data = Optional.empty();

  @Option(
      names = "--stock",
      paramLabel = "N",
      defaultValue = "100",
      description = "Made-up profiles of each type to have in stock with --data (default: 100).")
  private int stock;

  @Option(
      names = "--free-ports",
      description = "Take any free ports on first use of --data, not 8443, 8444 and 9090.")
  private boolean freePorts;

  @Option(names = "--print-config", description = "Print a sample of every key, and exit.")
  private boolean printConfig;

  @Override
  public Integer call() throws InterruptedException {
    if (printConfig) {
      System.out.print(sample());
      return 0;
    }
    var clock = Clock.systemUTC();
    var reader = new ConfigReader(System.getenv());
    OpensmdpServer server;
    if (config.isPresent()) {
      server = OpensmdpServer.start(reader.read(config.get()), clock);
    } else {
      server = tryOut(data.orElse(Path.of("data")), reader, clock);
    }
    server.es9plusAddresses().forEach(address -> System.out.println("es9plus " + address));
    server.es2plusAddress().ifPresent(address -> System.out.println("es2plus " + address));
    server.adminAddress().ifPresent(address -> System.out.println("admin   " + address));
    System.out.println("ready   " + server.smdpAddress());
    System.out.flush();
    Signals.waitThenClose(server);
    return 0;
  }

  private OpensmdpServer tryOut(Path directory, ConfigReader reader, Clock clock) {
    var random = new SecureRandom();
    var file = new TryOut(directory, clock, random)
        .prepare(freePorts ? TryOut.Ports.free() : TryOut.Ports.USUAL);
    var server = OpensmdpServer.start(reader.read(file), clock);
    new TryOutStock(server.stores().inventory(), server.smdpAddress(), random)
        .fill(TryOut.operatorClient(directory), stock);
    return server;
  }

  private static String sample() {
    try (var in = OpensmdpServer.class.getResourceAsStream("/opensmdp-sample.yaml")) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks opensmdp-sample.yaml");
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
