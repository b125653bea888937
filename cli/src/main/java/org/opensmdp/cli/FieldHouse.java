package org.opensmdp.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.opensmdp.server.ConfigReader;
import org.opensmdp.server.OpensmdpServer;
import org.opensmdp.server.TryOut;

/** The servers of a rollout demo: one or two nodes on one PostgreSQL, and the directory they live in. */
final class FieldHouse implements AutoCloseable {
  private static final Path OWN = Path.of("data", "demo-rollout");
  private static final String NODE = "node-%d";

  private final Path directory;
  private final boolean own;
  private final Clock clock = Clock.systemUTC();
  private final List<OpensmdpServer> nodes = new ArrayList<>();

  FieldHouse(Optional<Path> data) {
    this.directory = data.orElse(OWN);
    this.own = data.isEmpty();
  }

  /** Starts the nodes; the second finds the database of the first. */
  void open(int count) {
    if (own) {
      empty();
    }
    var file = new TryOut(directory, clock, new SecureRandom()).prepare(TryOut.Ports.ANY);
    write(file, read(file).replace("brainpool] }", "brainpool], public-port: 443 }"));
    nodes.add(start(file));
    for (int node = 1; node < count; node++) {
      nodes.add(start(further(file, node)));
    }
  }

  private OpensmdpServer start(Path file) {
    return OpensmdpServer.start(new ConfigReader(Map.of()).read(file), clock);
  }

  private Path further(Path first, int number) {
    var postgres = directory.resolve("postgres");
    var port =
        read(postgres.resolve("data").resolve("postmaster.pid")).lines().skip(3).findFirst();
    var database = """
        database:
          url: "jdbc:postgresql://127.0.0.1:%s/opensmdp"
          user: opensmdp
          password-file: postgres/password
          key-file: keys/database.key
        """.formatted(port.orElseThrow().strip());
    var name = NODE.formatted(number + 1);
    var config = read(first).replace("data: .\n", "data: " + name + "\n") + database;
    return write(directory.resolve(name + ".yaml"), config);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }

  private static Path write(Path file, String text) {
    try {
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written", e);
    }
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

  /** Returns the first node, where orders and administrators go. */
  OpensmdpServer server() {
    return nodes.get(0);
  }

  /** Returns where each node answers devices. */
  List<String> devices() {
    return nodes.stream()
        .map(node -> Visitors.local(node.es9plusAddresses().get(0)))
        .toList();
  }

  Path directory() {
    return directory;
  }

  /** Returns the address of the admin API, and of the console. */
  String admin() {
    int port = server().adminAddress().map(InetSocketAddress::getPort).orElseThrow();
    return "http://127.0.0.1:" + port;
  }

  void describe(PrintStream out) {
    out.printf("%nThe server stays up; stop it with Ctrl-C.%n");
    devices().forEach(address -> out.println("  ES9+   https://" + address));
    server().es2plusAddress().ifPresent(address -> out.println("  ES2+   https:/" + address));
    out.println("  admin  " + admin());
    out.println("  data   " + directory.toAbsolutePath());
    out.println("Look around, in another terminal:");
    out.printf("  ./opensmdp rollout list --data %1$s --admin %2$s%n", directory, admin());
    out.printf(
        "  ./opensmdp version diff --type %s 1 3 --data %s --admin %s%n",
        FieldPlan.TYPE.name(), directory, admin());
    out.printf("  curl %s/metrics%n", admin());
    out.flush();
  }

  @Override
  public void close() {
    for (int node = nodes.size() - 1; node >= 0; node--) {
      nodes.get(node).close(); // the database goes with the first, last of all
    }
    nodes.clear();
  }
}
