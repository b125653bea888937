package org.opensmdp.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensmdp.certs.CertificateFiles;
import org.opensmdp.certs.CertificateRole;
import org.opensmdp.certs.TestHierarchy;
import org.opensmdp.certs.Validity;
import org.opensmdp.certs.Variation;
import org.opensmdp.rsp.ActivationCode;
import org.opensmdp.simulator.EuiccPopulation;
import org.opensmdp.simulator.InstallOutcome;
import org.opensmdp.simulator.LpaListener;

/** Certificates in the layout of SGP.26, imported, served by a process, and asked by curl. */
class ImportedServerIT {
  private static final Path SCRIPT = Path.of("../docs/curl/initiate-authentication.sh");
  private static final Map<String, String> LISTENERS = new LinkedHashMap<>();
  private static Path data = Path.of("");
  private static Optional<TestHierarchy> revoked = Optional.empty();
  private static Optional<Child> server = Optional.empty();

  @BeforeAll
  static void importsAndServes(@TempDir Path directory) throws IOException {
    var given = Sgp26Directory.write(directory.resolve("SGP.26"));
    data = directory.resolve("server");
    var imported = Ran.of(
        "certs",
        "import",
        given,
        "--data",
        data,
        "--host",
        "localhost",
        "--with-cards",
        "--free-ports",
        "--json");
    assertThat(imported.exitCode()).as(imported.out() + imported.err()).isZero();
    revokeOneOfTwoManufacturers();
    var child = Child.start(
        List.of("-Xmx256m"), List.of("serve", "--data", data.toString(), "--stock", "8"));
    server = Optional.of(child);
    while (!LISTENERS.containsKey("ready")) {
      var words = child.readLine().split(" +", 2);
      LISTENERS.put(words[0], words[1].substring(words[1].lastIndexOf(':') + 1));
    }
  }

  /** The one whose cards the other tests use stays; the second, of the same CI, is on the list. */
  private static void revokeOneOfTwoManufacturers() throws IOException {
    var nist = TestHierarchy.load(data.resolve("pki/nist"));
    revoked = Optional.of(nist.with(CertificateRole.EUM, Variation.NONE));
    var list = nist.revocationList(
        Validity.days(Instant.now().truncatedTo(ChronoUnit.SECONDS), 30),
        revoked.orElseThrow().eum());
    Files.write(data.resolve("ci.crl"), list.toArray());
    var config = data.resolve("opensmdp.yaml");
    var yaml = Files.readString(config);
    Files.writeString(config, yaml.replace("  nist:\n", "  nist:\n    crl: [ci.crl]\n"));
  }

  @AfterAll
  static void stops() {
    server.ifPresent(Child::close);
  }

  private static String port(String listener) {
    return LISTENERS.getOrDefault(listener, "0");
  }

  private static String pkid(String set) {
    return CertificateFiles.readFirst(data.resolve("pki").resolve(set).resolve("ci.pem"))
        .subjectKeyId()
        .orElseThrow()
        .toString();
  }

  @Test
  void answersTheScriptOnBothCurves() throws Exception {
    for (String set : List.of("nist", "brainpool")) {
      var ran =
          curl("-c", data.resolve("pki/nist/ci.pem").toString(), "-v", pkid(set), "-s", pkid(set));

      assertThat(ran.exitCode()).as(ran.out()).isZero();
      assertThat(ran.out())
          .contains("pass  initiateAuthentication at " + Sgp26Directory.HOST)
          .contains("0414" + pkid(set))
          .contains("pass  serverSigned1 repeats the challenge")
          .containsPattern("smdpAddress of another server +8\\.8\\.1/3\\.8")
          .containsPattern("SVN 1\\.0\\.0 +8\\.8\\.3/3\\.1")
          .containsPattern("SVN 3\\.0\\.0 +8\\.8\\.3/3\\.1")
          .containsPattern("no CI for signing that the server knows +8\\.8\\.2/3\\.1")
          .containsPattern("no CI for verification that the server has +8\\.8\\.4/3\\.7")
          .doesNotContain("FAIL")
          .endsWith("all as expected\n");
      if (isThere("openssl")) {
        assertThat(ran.out()).contains("serverSignature1 under the key of serverCertificate  good");
      }
    }
  }

  @Test
  void failsTheScriptForACardOfAnotherCi() throws Exception {
    var ran = curl();

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.out()).contains("FAIL  initiateAuthentication", "8.8.2");
  }

  @Test
  void tellsAWrongCallOfTheScriptHowItGoes() throws Exception {
    assertThat(curl("-v", "F541"))
        .returns(2, Ran::exitCode)
        .satisfies(ran -> assertThat(ran.err()).contains("'F541' is no PKID"));
    assertThat(curl("-n", "2")).returns(2, Ran::exitCode);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nist", "brainpool"})
  void deliversToCardsOfTheImportedHierarchy(String curve) {
    var ordered =
        Ran.of("order", "--data", data, "--es2plus", "localhost:" + port("es2plus"), "--json");
    var code = ordered.json().at("/activationCode").asText();

    var ran = Ran.of("simulate", "--data", data, "--curve", curve, "--json", code);

    assertThat(code).startsWith("LPA:1$localhost:" + port("es9plus") + "$");
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.json().at("/state").asText()).isEqualTo("Installed");
    assertThat(ran.json().at("/profiles/0").asText())
        .isEqualTo(ordered.json().at("/iccid").asText());
  }

  @Test
  void refusesACardOfAManufacturerThatIsRevoked() {
    var ordered =
        Ran.of("order", "--data", data, "--es2plus", "localhost:" + port("es2plus"), "--json");
    var code = ActivationCode.parse(ordered.json().at("/activationCode").asText());
    var cards =
        new EuiccPopulation(List.of(revoked.orElseThrow()), new SecureRandom(), Clock.systemUTC());
    var lpa = new Visitors(data).lpa(cards.euicc(4711), LpaListener.NONE);

    var outcome = lpa.download(code, Optional.empty());

    assertThat(outcome).isInstanceOfSatisfying(InstallOutcome.Refused.class, refused -> {
      assertThat(refused.refusal().pair()).isEqualTo("8.1.2/6.1");
      assertThat(refused.refusal().message()).isEqualTo("EUM certificate: revoked by its CI");
    });
  }

  @Test
  void printsTheCodeOfAnOrderWithItsQrCode() {
    var ran = Ran.of(
        "order",
        "--data",
        data,
        "--es2plus",
        "localhost:" + port("es2plus"),
        "--confirmation-code",
        "4711");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).contains("ICCID 89", "LPA:1$localhost:", "$$1\n", "█");
  }

  @Test
  void saysWhyAnOrderIsRefused() {
    var ran = Ran.of(
        "order", "--data", data, "--es2plus", "localhost:" + port("es2plus"), "--type", "no-such");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).startsWith("opensmdp: ").contains("8.2.5/3.9");
  }

  @Test
  void satisfiesTheDoctor() {
    var ran = Ran.of("doctor", "--data", data, "--json");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.json().at("/findings").findValuesAsText("severity")).doesNotContain("ERROR");
    assertThat(ran.json().at("/findings").findValuesAsText("what"))
        .anyMatch(what -> what.startsWith(Sgp26Directory.HOST + " at ")
            && what.endsWith("are shown the TLS certificate of the set nist"))
        .anyMatch(what -> what.contains("es2plus.client-ca"))
        .anyMatch(what -> what.contains("ci.crl): 1 revoked, valid until"))
        .anyMatch(what -> what.contains("brainpool: no crl is named"))
        .anyMatch(what -> what.contains("a server is running on the database"));
  }

  @Test
  void hearsFromTheDoctorWhatAStartWouldStumbleOver() throws IOException {
    var yaml = Files.readString(data.resolve("opensmdp.yaml"))
        .replace("hosts: [localhost,", "hosts: [smdp.example.org, localhost,")
        .replace("key: pki/nist/dp-pb.key", "key: pki/nist/dp-auth.key")
        .replace("pki/operators/es2plus-ca.pem", "pki/operators/nothing.pem")
        .replace("crl: [ci.crl]", "crl: [old.crl]");
    var config = Files.writeString(data.resolve("broken.yaml"), yaml);

    var ran = Ran.of("doctor", "--config", config);

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.out())
        .containsPattern("ERROR +no TLS certificate names smdp.example.org at ")
        .contains("they name " + Sgp26Directory.HOST + ", localhost")
        .containsPattern("ERROR .*the key in .*dp-auth.key belongs to another certificate")
        .contains("-> give the key the certificate was issued for")
        .containsPattern("ERROR .*old.crl: no such file")
        .containsPattern("ERROR +es2plus: .*nothing.pem")
        .containsPattern("OK +the clock says");
  }

  private static Ran curl(String... options) throws IOException, InterruptedException {
    assumeTrue(isThere("bash") && isThere("curl"), "no bash or no curl on this machine");
    var command = new ArrayList<>(List.of("bash", SCRIPT.toString(), "-h", Sgp26Directory.HOST));
    command.addAll(List.of("-p", port("es9plus"), "-a", "127.0.0.1"));
    command.addAll(List.of(options));
    var err = Files.createTempFile("script", ".err");
    var process = new ProcessBuilder(command).redirectError(err.toFile()).start();
    var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Ran(process.exitValue(), out, Files.readString(err));
  }

  private static boolean isThere(String program) {
    for (String directory : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
      if (Files.isExecutable(Path.of(directory, program))) {
        return true;
      }
    }
    return false;
  }
}
