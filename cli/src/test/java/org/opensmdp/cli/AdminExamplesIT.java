package org.opensmdp.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of docs/admin-api.md, run as they stand there, but for the address and the token. */
class AdminExamplesIT {
  private static final Path DOCUMENT = Path.of("..", "docs", "admin-api.md");
  private static final Path CURL = Path.of("/usr/bin/curl");

  @Test
  void workAsTheyStand(@TempDir Path directory) throws Exception {
    assumeThat(CURL).as("curl").exists();
    var house = TestHouse.get();
    var script = "set -eu\n"
        + examples()
            .replace("data/admin.token", house.tokenFile().toAbsolutePath().toString())
            .replace("http://127.0.0.1:9090", house.adminUrl().toString());
    var output = directory.resolve("output");

    var shell = new ProcessBuilder("sh", "-c", script)
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();

    assertThat(shell.waitFor()).as(Files.readString(output)).isZero();
    assertThat(Files.readString(output))
        .contains("\"types\"", "ES2+.DownloadOrder", "\"Available\"", "1$smdp.example.com$A-1");
    assertThat(new String(Files.readAllBytes(directory.resolve("code.png")), UTF_8))
        .contains("PNG");
  }

  private static String examples() throws IOException {
    var text = Files.readString(DOCUMENT);
    int start = text.indexOf("```sh", text.indexOf("## Examples")) + "```sh".length();
    return text.substring(start, text.indexOf("```", start));
  }
}
