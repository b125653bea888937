package org.opensmdp.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** A directory for what is measured; it goes with all that is in it. */
record BenchDirectory(Path path) implements AutoCloseable {
  static BenchDirectory create() throws IOException {
    return new BenchDirectory(Files.createTempDirectory("opensmdp-bench"));
  }

  @Override
  public void close() {
    try (var files = Files.walk(path)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + path, e);
    }
  }
}
