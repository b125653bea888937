package org.opensmdp.simulator.conformance.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.opensmdp.simulator.conformance.Outcome;
import org.opensmdp.simulator.conformance.Target;

/**
 * A whole run, to be told of.
 *
 * @param seconds how long it took
 */
public record Report(Target target, Instant started, double seconds, List<Outcome> outcomes) {
  public Report {
    outcomes = List.copyOf(outcomes);
  }

  public Summary summary() {
    return Summary.of(outcomes);
  }

  /** Writes {@code conformance.html} and {@code conformance.json} into this directory, made if absent. */
  public void write(Path directory) {
    try {
      Files.createDirectories(directory);
      Files.writeString(directory.resolve("conformance.html"), HtmlReport.of(this));
      Files.writeString(directory.resolve("conformance.json"), JsonReport.of(this));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the report cannot be written to " + directory + "; may you write there?", e);
    }
  }
}
