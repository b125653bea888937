package org.opensmdp.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script in the guide for operators, as it stands there, against a server. */
class OperatorGuideIT {
  private static final Path GUIDE = Path.of("../docs/es2plus.md");
  private static final Pattern SCRIPT = Pattern.compile("(?s)```bash\n(.*?)\n```\n");

  private final TestHouse house = TestHouse.get();

  @Test
  void runsAsItStandsInTheGuide(@TempDir Path folder) throws Exception {
    var ran = run(folder, house.directory());

    assertThat(ran.err()).isEmpty();
    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out())
        .contains("pass  the same call again is the same order\n")
        .containsPattern(
            "ICCID 89[0-9]{17}F, activation code LPA:1\\$localhost:[0-9]+\\$[0-9A-Z-]{34}\\$\\$1")
        .contains("pass  cancelOrder again is answered as before\n")
        .endsWith("all as expected\n");
  }

  @Test
  void failsWhereTheCertificateIsMissing(@TempDir Path folder) throws Exception {
    assertThat(run(folder, folder).exitCode()).isNotZero();
  }

  private Ran run(Path folder, Path data) throws IOException, InterruptedException {
    assumeTrue(
        Stream.of("bash", "curl", "grep", "sed").allMatch(OperatorGuideIT::isThere),
        "no bash, curl, grep or sed on this machine");
    var found = SCRIPT.matcher(Files.readString(GUIDE));
    assertThat(found.find()).as("a script in the guide").isTrue();
    var script = Files.writeString(folder.resolve("es2plus.sh"), found.group(1) + "\n");
    var port = house.server().es2plusAddress().orElseThrow().getPort();
    var err = folder.resolve("err");
    var process = new ProcessBuilder(List.of(
            "bash",
            script.toString(),
            data.toAbsolutePath().toString(),
            "https://localhost:" + port))
        .redirectError(err.toFile())
        .start();
    var out = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Ran(process.exitValue(), out, Files.readString(err));
  }

  private static boolean isThere(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }
}
