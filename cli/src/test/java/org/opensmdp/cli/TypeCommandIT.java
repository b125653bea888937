package org.opensmdp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opensmdp.profile.BundledTemplate;
import org.opensmdp.profile.text.TextForm;
import org.opensmdp.server.TryOut;
import picocli.CommandLine;

/** {@code type} against a server, {@code version text} on a file. */
class TypeCommandIT {
  private final TestHouse house = TestHouse.get();
  private final String name = "type-" + new SecureRandom().nextLong(999_999_999L);

  @TempDir
  private Path folder = Path.of("");

  @Test
  void makesAndShowsAType() {
    var made = Ran.of(
        "type",
        "add",
        name,
        "--admin",
        house.adminUrl(),
        "--token-file",
        house.tokenFile(),
        "--operator",
        TryOut.OPERATOR,
        "--provider",
        "\u0416".repeat(20),
        "--profile-name",
        "Plan",
        "--cut",
        "--class",
        "test",
        "--notify",
        "a.example=enable,delete",
        "--notify",
        "b.example",
        "--rule",
        "PPR2");
    var shown = Ran.of(
        "type",
        "show",
        name,
        "--json",
        "--admin",
        house.adminUrl(),
        "--token-file",
        house.tokenFile());

    assertThat(made.exitCode()).isZero();
    assertThat(shown.json().path("serviceProviderName").asText()).isEqualTo("\u0416".repeat(16));
    assertThat(shown.json().at("/notifications/a.example").toString())
        .isEqualTo("[\"enable\",\"delete\"]");
    assertThat(shown.json().path("policyRules").toString()).isEqualTo("[\"PPR2\"]");
  }

  @Test
  void printsAPackageAsText() throws IOException {
    var file = folder.resolve("template.der");
    Files.write(file, BundledTemplate.load().toArray());

    var plain = CommandLine.populateCommand(new VersionTextCommand(), file.toString());
    var keys = CommandLine.populateCommand(new VersionTextCommand(), "--keys", file.toString());

    assertThat(plain.text()).isEqualTo(TextForm.write(BundledTemplate.load()));
    assertThat(keys.text()).isEqualTo(TextForm.writeWithKeys(BundledTemplate.load()));
  }
}
