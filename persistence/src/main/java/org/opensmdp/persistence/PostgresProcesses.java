package org.opensmdp.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The processes that serve one data directory, found in {@code /proc}. A killed one that nobody has
 * reaped (a zombie) has no working directory and no command line there, so it does not count.
 */
final class PostgresProcesses {
  private static final long POLL_MILLIS = 10;

  private final Path data;
  private final String clusterName;

  /**
   * @param clusterName what they carry in their titles, which can be read where their working
   *     directory cannot: a container's root may not look into processes of nobody
   */
  PostgresProcesses(Path data, String clusterName) {
    this.data = data;
    this.clusterName = clusterName;
  }

  List<Long> alive() {
    var found = new ArrayList<Long>();
    try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        if (servesThis(process)) {
          found.add(Long.valueOf(String.valueOf(process.getFileName())));
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      throw new StorageException("cannot look for running PostgreSQL processes: " + e, e);
    }
    return found;
  }

  /** Returns whether all have ended within the time. */
  boolean awaitNone(Duration patience) {
    return await(patience, () -> alive().isEmpty());
  }

  static boolean await(Duration patience, BooleanSupplier condition) {
    long end = System.nanoTime() + patience.toNanos();
    try {
      while (!condition.getAsBoolean()) {
        if (System.nanoTime() > end) {
          return false;
        }
        Thread.sleep(POLL_MILLIS);
      }
      return true;
    } catch (InterruptedException e) {
      throw Program.interrupted(e);
    }
  }

  private boolean servesThis(Path process) {
    return workingDirectory(process).filter(data::equals).isPresent()
        || commandLine(process).contains("cluster_name=" + clusterName)
        || commandLine(process).startsWith("postgres: " + clusterName + ":");
  }

  private static Optional<Path> workingDirectory(Path process) {
    try {
      return Optional.of(Files.readSymbolicLink(process.resolve("cwd")));
    } catch (IOException e) {
      return Optional.empty(); // gone meanwhile, or not ours to see
    }
  }

  private static String commandLine(Path process) {
    try {
      return new String(Files.readAllBytes(process.resolve("cmdline")), UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
