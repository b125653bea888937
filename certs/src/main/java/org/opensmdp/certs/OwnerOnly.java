package org.opensmdp.certs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/** Writes files that nobody but the owner may read, and never half of one. */
final class OwnerOnly {
  private OwnerOnly() {}

  static void write(Path file, String text) throws IOException {
    var directory = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file, not a root");
    var unfinished = Files.createTempFile(directory, ".key", ".pem"); // made with mode 0600
    try {
      Files.writeString(unfinished, text);
      Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }
}
