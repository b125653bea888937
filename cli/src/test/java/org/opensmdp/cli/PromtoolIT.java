package org.opensmdp.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What promtool thinks of the rules: skipped where Debian's package prometheus is not installed. */
class PromtoolIT {
  private static final Path PROMTOOL = Path.of("/usr/bin/promtool");

  @BeforeAll
  static void needsPromtool() {
    assumeTrue(Files.isExecutable(PROMTOOL), "promtool is not installed (package prometheus)");
  }

  @Test
  void readsRulesAndConfiguration() {
    assertThat(promtool("check", "config", "prometheus.yml")).contains("SUCCESS: 2 rule files");
    assertThat(promtool("check", "rules", "opensmdp-rules.yml", "opensmdp-alerts.yml"))
        .contains("SUCCESS");
  }

  @Test
  void findsEveryRuleFiringAndSilentAsItsCasesSay() {
    var files = MonitoringFiles.files(MonitoringFiles.RULES.resolve("tests"));

    assertThat(files).isNotEmpty();
    files.parallelStream()
        .forEach(file -> assertThat(promtool("test", "rules", "tests/" + file.getFileName()))
            .contains("SUCCESS"));
  }

  /** Returns what it says; fails with it if promtool does. */
  private static String promtool(String... arguments) {
    var command = new ArrayList<>(List.of(PROMTOOL.toString()));
    command.addAll(List.of(arguments));
    try {
      var process = new ProcessBuilder(command)
          .directory(MonitoringFiles.RULES.toFile())
          .redirectErrorStream(true)
          .start();
      var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.onExit().join().exitValue()).as(said).isZero();
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
