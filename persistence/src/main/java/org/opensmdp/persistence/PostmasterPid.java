package org.opensmdp.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What PostgreSQL writes into {@code postmaster.pid}: line 1 its process id, line 8 its status. */
record PostmasterPid(long pid, String status) {
  private static final int STATUS_LINE = 7;

  static Optional<PostmasterPid> read(Path file) {
    try {
      var lines = Files.readAllLines(file, UTF_8);
      return lines.isEmpty() ? Optional.empty() : Optional.of(parse(lines));
    } catch (IOException | NumberFormatException e) {
      return Optional.empty(); // not there, or half written by one that was killed
    }
  }

  boolean isReady() {
    return status.equals("ready");
  }

  private static PostmasterPid parse(List<String> lines) {
    var status = lines.size() > STATUS_LINE ? lines.get(STATUS_LINE).strip() : "";
    return new PostmasterPid(Long.parseLong(lines.get(0).strip()), status);
  }
}
