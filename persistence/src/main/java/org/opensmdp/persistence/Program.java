package org.opensmdp.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A program of the operating system, run to its end with a plain environment. */
final class Program {
  /** How it ended and all it wrote. */
  record Outcome(int exit, String output) {
    boolean succeeded() {
      return exit == 0;
    }
  }

  private Program() {}

  /** Runs the command; one that does not exist has the outcome of a shell, 127. */
  static Outcome run(Optional<Path> directory, List<String> command) {
    try {
      var process = prepare(directory, command).start();
      process.getOutputStream().close();
      var output = new String(process.getInputStream().readAllBytes(), UTF_8);
      return new Outcome(process.waitFor(), output.strip());
    } catch (IOException e) {
      return new Outcome(127, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  static ProcessBuilder prepare(Optional<Path> directory, List<String> command) {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    directory.ifPresent(d -> builder.directory(d.toFile()));
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder
        .environment()
        .put("LC_ALL", "C"); // one locale everywhere, messages that can be searched
    return builder;
  }

  static StorageException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new StorageException("interrupted while waiting for PostgreSQL", e);
  }
}
