package org.opensmdp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opensmdp.server.ConfigReader;

/** What the command line says without a server running. */
class MainTest {
  private final Path directory;

  MainTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void namesItsCommands() {
    var ran = Ran.of("--help");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out())
        .contains("demo", "serve", "doctor", "certs", "order", "simulate", "bench");
  }

  @Test
  void refusesACommandItDoesNotKnow() {
    var ran = Ran.of("server");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("'server'");
  }

  @Test
  void printsASampleThatItReads() throws IOException {
    var ran = Ran.of("serve", "--print-config");

    assertThat(ran.exitCode()).isZero();
    var file = Files.writeString(directory.resolve("opensmdp.yaml"), ran.out());
    assertThat(new ConfigReader(Map.of()).read(file).credentials()).containsOnlyKeys("nist");
    assertThat(ran.out()).contains("crl:", "crl-when-stale", "accept-expired", "keystore");
  }

  @Test
  void saysWhichConfigurationCannotBeRead() {
    var missing = directory.resolve("no.yaml");

    assertThat(Ran.of("serve", "--config", missing))
        .returns(1, Ran::exitCode)
        .satisfies(ran ->
            assertThat(ran.err()).contains("no.yaml cannot be read", "serve --print-config"));
    assertThat(Ran.of("doctor", "--config", missing))
        .returns(1, Ran::exitCode)
        .satisfies(ran -> assertThat(ran.err()).contains("no.yaml cannot be read"));
  }

  @Test
  void drawsAnActivationCode() {
    var ran = Ran.of("order", "qr", "LPA:1$smdp.example.com$ABC-123");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out().lines().findFirst()).contains("LPA:1$smdp.example.com$ABC-123");
    assertThat(ran.out().lines().skip(1))
        .hasSizeGreaterThan(10)
        .anyMatch(line -> line.contains("█"));
  }

  @Test
  void drawsNoCodeThatIsNone() {
    var ran = Ran.of("order", "qr", "https://example.com");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).startsWith("opensmdp: ").doesNotContain("Exception");
    assertThat(ran.out()).isEmpty();
  }

  @Test
  void ordersForNoCardWithoutANumber() {
    var ran = Ran.of("order", "--eid", "89");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("--eid");
  }

  @Test
  void saysWhereAServerIsMissing() {
    var ran = Ran.of("order", "--data", directory.resolve("nothing"));

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("es2plus-server.pem: no such file");
  }
}
