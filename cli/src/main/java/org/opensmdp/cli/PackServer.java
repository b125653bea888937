package org.opensmdp.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.opensmdp.server.ConfigReader;
import org.opensmdp.server.OpensmdpServer;
import org.opensmdp.server.TryOut;

/** The server a population comes to: one of its own on an empty database, or a running try-out. */
final class PackServer implements AutoCloseable {
  private final Path directory;
  private final URI admin;
  private final String es2plus;
  private final Optional<OpensmdpServer> own;
  private final AtomicBoolean closed = new AtomicBoolean();

  private PackServer(Path directory, URI admin, String es2plus, Optional<OpensmdpServer> own) {
    this.directory = directory;
    this.admin = admin;
    this.es2plus = es2plus;
    this.own = own;
  }

  /** Starts a server in a directory that goes with it. */
  static PackServer self() {
    try {
      var directory = Files.createTempDirectory("opensmdp-simulate");
      var clock = Clock.systemUTC();
      var file = new TryOut(directory, clock, new SecureRandom()).prepare(TryOut.Ports.ANY);
      var server = OpensmdpServer.start(new ConfigReader(Map.of()).read(file), clock);
      var found = of(directory, server);
      var self = new PackServer(directory, found.admin, found.es2plus, Optional.of(server));
      Runtime.getRuntime().addShutdownHook(new Thread(self::close)); // Ctrl-C leaves nothing behind
      return self;
    } catch (IOException e) {
      throw new UncheckedIOException("no temporary directory can be made", e);
    }
  }

  /** Takes a try-out server of this process, which somebody else stops. */
  static PackServer of(Path directory, OpensmdpServer server) {
    return new PackServer(
        directory,
        admin(server.adminAddress()),
        Visitors.local(server.es2plusAddress().orElseThrow()),
        Optional.empty());
  }

  /** Finds the try-out server of a directory, which must be running. */
  static PackServer running(Path directory) {
    var file = directory.resolve("opensmdp.yaml");
    var config = new ConfigReader(Map.of()).read(file);
    var es2plus = config
        .es2plus()
        .orElseThrow(() -> new IllegalStateException(file + " has no es2plus listener"))
        .listen();
    return new PackServer(
        directory,
        admin(config.adminAddress()),
        TryOut.HOST + ":" + es2plus.port(),
        Optional.empty());
  }

  private static URI admin(Optional<InetSocketAddress> address) {
    int port = address
        .orElseThrow(() -> new IllegalStateException("the server has no admin listener"))
        .getPort();
    return URI.create("http://127.0.0.1:" + port);
  }

  Path directory() {
    return directory;
  }

  /** Returns host and port of ES2+. */
  String es2plus() {
    return es2plus;
  }

  AdminClient admin() {
    try {
      return admin(Files.readString(directory.resolve("admin.token")).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(
          directory + " holds no admin.token; is it the directory of a try-out server?", e);
    }
  }

  /** Returns the way of whoever has this token. */
  AdminClient admin(String token) {
    return AdminClient.of(admin, token).because(Optional.of("simulated population"));
  }

  @Override
  public void close() {
    own.filter(server -> !closed.getAndSet(true)).ifPresent(server -> {
      server.close();
      removeAll(directory);
    });
  }

  private static void removeAll(Path directory) {
    try (var files = Files.walk(directory)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      System.err.println("left behind: " + directory + " (" + e + ")");
    }
  }
}
