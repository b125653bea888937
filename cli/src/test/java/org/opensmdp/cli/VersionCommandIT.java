package org.opensmdp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opensmdp.profile.BundledTemplate;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.server.TryOutStock;

/** {@code version}: files checked and compared, versions imported and shown. */
class VersionCommandIT {
  private final TestHouse house = TestHouse.get();

  private Path good = Path.of("");
  private Path other = Path.of("");
  private Path torn = Path.of("");
  private Path holes = Path.of("");

  @BeforeEach
  void files(@TempDir Path directory) throws IOException {
    var template = BundledTemplate.load();
    good = file(directory, "good.der", template);
    other = file(directory, "other.der", BundledTemplate.load(4_000));
    torn = file(directory, "torn.der", template.slice(0, template.size() - 9));
    holes = Files.writeString(directory.resolve("holes.yaml"), """
        holes:
          - { name: SPN, place: usim.ef-spn, offset: 1, length: 16, coding: text }
        """);
  }

  private static Path file(Path directory, String name, Bytes octets) throws IOException {
    return Files.write(directory.resolve(name), octets.toArray());
  }

  private Ran version(String... words) {
    var all = new ArrayList<>(List.of("version"));
    all.addAll(List.of(words));
    all.addAll(List.of(
        "--admin",
        house.adminUrl().toString(),
        "--token-file",
        house.tokenFile().toString()));
    return Ran.of(all.toArray());
  }

  @Test
  void checksFilesWithoutAServer() {
    var clean = Ran.of("version", "lint", good.toString(), "--holes", holes.toString());
    var broken = Ran.of("version", "lint", torn.toString(), "--json");

    assertThat(clean.exitCode()).isZero();
    assertThat(clean.out()).contains("warning", "-> ", "segments", "of a card's memory");
    assertThat(broken.exitCode()).isEqualTo(1);
    assertThat(broken.out()).contains("\"rule\":\"end-last\"", "\"element\":\"securityDomain[8]\"");
  }

  @Test
  void comparesFilesWithoutAServer() {
    var same = Ran.of("version", "diff", good.toString(), good.toString());
    var different = Ran.of("version", "diff", good.toString(), other.toString());
    var missing = Ran.of("version", "diff", good.toString(), "nowhere.der");

    assertThat(same.out()).isBlank();
    assertThat(different.out()).contains("added    genericFileManagement[8]");
    assertThat(missing.exitCode()).isEqualTo(1);
    assertThat(missing.err()).contains("--type");
  }

  @Test
  void importsAndShowsVersions() {
    var type = TryOutStock.TYPE;
    var made = version("import", type, other.toString(), "--note", "larger");
    var refused = version("import", type, torn.toString());
    var listed = version("list", type);

    assertThat(made.exitCode()).isZero();
    assertThat(made.out()).contains("of " + type + " is candidate");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("end as the last");
    assertThat(listed.out()).contains("larger", "candidate", "stable");
    var number = listed.out().strip().split(" +", 2)[0];
    assertThat(version("show", type, number).out()).contains("4000 octets", "SHA-256");
    assertThat(version("diff", "--type", type, "1", number).out())
        .contains("genericFileManagement");
  }
}
