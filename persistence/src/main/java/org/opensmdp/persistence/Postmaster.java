package org.opensmdp.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running PostgreSQL, kept running on its port: one that ends by itself is started again until
 * {@link #stop()}. Its thread starts the process and lives as long as it, because the kernel ends
 * the process with the thread that started it.
 */
final class Postmaster {
  private static final Logger LOG = LoggerFactory.getLogger(Postmaster.class);
  private static final Duration SHUTDOWN = Duration.ofSeconds(60);
  private static final long LOG_OCTETS_KEPT = 16 << 20;
  private static final int LOG_OCTETS_SHOWN = 2000;
  private static final long MAX_PAUSE_SECONDS = 30;

  private final PostgresCluster cluster;
  private final int port;
  private final Map<String, String> settings;
  private final Thread keeper;
  private final CountDownLatch launched = new CountDownLatch(1);
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile @Nullable Process process;
  private volatile long logStart;
  private volatile String failure = "";

  Postmaster(PostgresCluster cluster, int port, Map<String, String> settings) {
    this.cluster = cluster;
    this.port = port;
    this.settings = settings;
    this.keeper = new Thread(this::keep, "postgres-keeper");
    keeper.setDaemon(true);
  }

  void start() {
    keeper.start();
    try {
      launched.await();
    } catch (InterruptedException e) {
      throw Program.interrupted(e);
    }
  }

  int port() {
    return port;
  }

  boolean isReady() {
    var current = process;
    return current != null
        && cluster
            .postmaster()
            .filter(p -> p.pid() == current.pid() && p.isReady())
            .isPresent();
  }

  boolean isAlive() {
    var current = process;
    return current != null && current.isAlive();
  }

  /** Returns why it could not be started, or the end of what it has logged since. */
  String complaint() {
    if (!failure.isEmpty()) {
      return failure;
    }
    try (var log = new RandomAccessFile(cluster.log().toFile(), "r")) {
      log.seek(Math.max(logStart, log.length() - LOG_OCTETS_SHOWN));
      var octets = new byte[(int) (log.length() - log.getFilePointer())];
      log.readFully(octets);
      return new String(octets, UTF_8).strip();
    } catch (IOException e) {
      return "nothing in its log: " + e;
    }
  }

  /** Shuts down in the fast way: transactions under way are rolled back, the cluster is left clean. */
  void stop() {
    stopping.countDown();
    var current = process;
    if (current == null || !current.isAlive()) {
      return;
    }
    try {
      cluster.signal("INT", current.pid());
      if (!current.waitFor(SHUTDOWN.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("PostgreSQL does not stop; it will recover from its log at the next start");
        cluster.signal("QUIT", current.pid());
      }
      keeper.join(SHUTDOWN.toMillis());
    } catch (InterruptedException e) {
      throw Program.interrupted(e);
    }
  }

  private void keep() {
    long pauseSeconds = 0;
    try {
      while (!stopping.await(pauseSeconds, TimeUnit.SECONDS)) {
        var started = System.nanoTime();
        int exit = runOnce();
        if (stopping.getCount() == 0) {
          return;
        }
        LOG.error("PostgreSQL ended by itself (exit {}): {}", exit, complaint());
        boolean lasted =
            Duration.ofNanos(System.nanoTime() - started).toSeconds() > MAX_PAUSE_SECONDS;
        pauseSeconds = lasted ? 0 : Math.min(MAX_PAUSE_SECONDS, 2 * pauseSeconds + 1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      launched.countDown();
    }
  }

  private int runOnce() throws InterruptedException {
    try {
      failure = "";
      cluster.clearLeftovers();
      var current = launch();
      process = current;
      launched.countDown();
      return current.waitFor();
    } catch (IOException | StorageException e) {
      failure = e.toString();
      launched.countDown();
      return -1;
    }
  }

  private Process launch() throws IOException {
    rotateLog();
    var command = cluster.account().companion(command());
    var builder = Program.prepare(Optional.of(cluster.data().resolveSibling("")), command);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(cluster.log().toFile()));
    builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    return builder.start();
  }

  private List<String> command() {
    var command = new ArrayList<>(List.of(
        cluster.program("postgres"),
        "-D",
        cluster.data().toString(),
        "-p",
        Integer.toString(port)));
    settings.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
    return command;
  }

  private void rotateLog() throws IOException {
    var log = cluster.log();
    long size = Files.exists(log) ? Files.size(log) : 0;
    if (size > LOG_OCTETS_KEPT) {
      Files.move(log, log.resolveSibling("log.1"), StandardCopyOption.REPLACE_EXISTING);
      size = 0;
    }
    logStart = size;
  }
}
