package org.opensmdp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opensmdp.certs.TestHierarchy;
import org.opensmdp.crypto.Curve;

/** {@code certs new}, {@code show}, {@code check} and {@code import}, as somebody types them. */
class CertsCommandTest {
  private final Path directory;

  CertsCommandTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private Ran issued() {
    return Ran.of("certs", "new", directory, "--host", "smdp.example.com");
  }

  @Test
  void issuesAHierarchyOnTheCurveThatIsNamed() {
    var ran = Ran.of(
        "certs",
        "new",
        directory,
        "--host",
        "a.example.com",
        "--curve",
        "brainpool",
        "--oid",
        "2.999.77");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).contains("Issued a hierarchy in " + directory, "Next:");
    var set = TestHierarchy.load(directory).credentials("a");
    assertThat(set.curve()).isEqualTo(Curve.BRAINPOOL_P256R1);
    assertThat(set.oid().dotted()).isEqualTo("2.999.77");
    assertThat(set.tls().dnsNames()).containsExactly("a.example.com");
  }

  @Test
  void overwritesNoHierarchy() {
    issued();

    var ran = issued();

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("holds a hierarchy already; name another directory");
  }

  @Test
  void saysOfAWrongCallHowItGoes() {
    var noHost = Ran.of("certs", "new", directory);
    var noOid = Ran.of("certs", "new", directory, "--host", "a.example.com", "--oid", "many");
    var noCommand = Ran.of("certs", "renew");

    assertThat(List.of(noHost.exitCode(), noOid.exitCode(), noCommand.exitCode()))
        .containsOnly(2);
    assertThat(noHost.err()).contains("--host", "Usage: opensmdp certs new");
    assertThat(noOid.err()).contains("--oid", "many");
    assertThat(noCommand.err()).contains("renew", "Did you mean: certs new?");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void showsWhatACertificateSays() {
    issued();

    var ran = Ran.of("certs", "show", directory.resolve("tls.pem"));

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).contains("role       SM-DP+ TLS", "hosts      smdp.example.com");
  }

  @Test
  void checksACertificateAgainstItsRoleAndAnother() {
    issued();

    var own = Ran.of("certs", "check", directory.resolve("dp-pb.pem"));
    var other = Ran.of("certs", "check", directory.resolve("dp-pb.pem"), "--role", "eum");

    assertThat(own.exitCode()).isZero();
    assertThat(own.out()).startsWith("OK").contains("SM-DP+ profile binding");
    assertThat(other.exitCode()).isEqualTo(1);
    assertThat(other.out()).contains("ERROR", "not marked as a CA", "-> have it issued again");
  }

  @Test
  void saysWhichFileIsMissing() {
    var ran = Ran.of("certs", "show", directory.resolve("nothing.pem"));

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).startsWith("opensmdp: ").contains("nothing.pem: no such file");
    assertThat(ran.out()).isEmpty();
  }

  @Test
  void makesAServerOfADirectoryOfSgp26() throws IOException {
    var given = Sgp26Directory.write(directory.resolve("SGP.26"));
    var data = directory.resolve("server");

    var ran = Ran.of("certs", "import", given, "--data", data, "--json");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.json().at("/written").asBoolean()).isTrue();
    assertThat(ran.json().at("/hosts/0").asText()).isEqualTo(Sgp26Directory.HOST);
    assertThat(ran.json().at("/sets").findValuesAsText("name"))
        .containsExactly("brainpool", "nist");
    assertThat(ran.json().at("/found").findValuesAsText("fate"))
        .contains("nist: dp-auth", "brainpool: dp-pb", "brainpool: tls, nist: tls");
    assertThat(ran.json().at("/findings")).isEmpty();
    assertThat(Files.readString(data.resolve("opensmdp.yaml")))
        .contains("127.0.0.1:8443", "hosts: [" + Sgp26Directory.HOST + ", localhost]")
        .doesNotContain("accept-expired");
    assertThat(data.resolve("pki/nist/ci.key")).doesNotExist();
  }

  @Test
  void tellsWhatItFoundAndWhatToDoNext() throws IOException {
    var given = Sgp26Directory.write(directory.resolve("SGP.26"));
    Files.delete(given.resolve("SM-DP+/SM_DPauth/SK_S_SM_DPauth_ECDSA_BRP.pem"));
    var data = directory.resolve("server");

    var ran = Ran.of("certs", "import", given, "--data", data);

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out())
        .contains("USED FOR, OR WHY NOT", "nist: dp-auth", "no private key fits")
        .contains("ERROR    CERT.DPauth brainpool")
        .contains("-> put SK_S_SM_DPauth_ECDSA_BRP.pem beside it")
        .contains("Next: doctor --data " + data + ", then serve --data " + data);
  }

  @Test
  void writesNothingWhenNoSetIsWhole() throws IOException {
    issued();
    Files.delete(directory.resolve("dp-pb.key"));
    var data = directory.resolve("server");

    var ran = Ran.of("certs", "import", directory, "--out", data);

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.out()).contains("put dp-pb.key beside it", "Nothing was written");
    assertThat(data).doesNotExist();
  }

  @Test
  void overwritesNoServer() throws IOException {
    var given = Sgp26Directory.write(directory.resolve("SGP.26"));
    var data = directory.resolve("server");
    Ran.of("certs", "import", given, "--data", data);
    var before = Files.readString(data.resolve("opensmdp.yaml"));

    var ran = Ran.of("certs", "import", given, "--data", data);

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("holds a server already; name another directory");
    assertThat(Files.readString(data.resolve("opensmdp.yaml"))).isEqualTo(before);
  }

  @Test
  void refusesADirectoryThatIsNotThere() {
    var ran = Ran.of(
        "certs", "import", directory.resolve("nowhere"), "--data", directory.resolve("server"));

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("nowhere: no such directory");
  }
}
