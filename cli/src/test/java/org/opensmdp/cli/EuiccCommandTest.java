package org.opensmdp.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opensmdp.certs.TestHierarchy;
import org.opensmdp.crypto.Curve;
import org.opensmdp.simulator.EuiccPopulation;

/** What {@code euicc} refuses before a card is driven. */
class EuiccCommandTest {
  @TempDir
  private static Path certs = Path.of("");

  @BeforeAll
  static void issue() throws IOException {
    var plan = TestHierarchy.Plan.of(Curve.NIST_P256, "localhost");
    TestHierarchy.issue(plan, InstantSource.system(), new SecureRandom()).write(certs);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "euicc | specify one of these",
        "euicc --stdio --tcp 0 | mutually exclusive",
        "euicc --tcp x | a port is missing",
        "euicc --tcp 70000 | a port of 0 to 65535",
        "euicc --tcp :1 | HOST:PORT",
        "euicc --tcp localhost:x | a port of 0 to 65535",
        "euicc --stdio --block-mode t1 | expected one of",
        "euicc --stdio --isd-r-aid 0 | is not hex",
        "euicc --stdio --isd-r-aid 00 | expected: 5 to 16",
        "euicc --stdio --eid 8 | --eid"
      })
  void refusesWrongUsage(String line, String message) {
    var ran = Ran.of((Object[]) line.split(" "));

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains(message);
    assertThat(ran.out()).isEmpty();
  }

  @Test
  void saysWhatToDoWithoutCertificates(@TempDir Path empty) {
    var ran = Ran.of("euicc", "--stdio", "--data", empty);

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("--data", "--certs", "opensmdp serve");
    assertThat(ran.out()).isEmpty();
  }

  @Test
  void makesNoCardOnACurveThatIsNotThere() {
    var ran = Ran.of("euicc", "--stdio", "--certs", certs, "--curve", "brainpool");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("no keys of CI and EUM");
  }

  @Test
  void refusesAnEidThatIsNoneOfTheTestEum() {
    var ran =
        Ran.of("euicc", "--stdio", "--certs", certs, "--eid", "89044012345678901234567890123456");

    assertThat(ran.exitCode()).isNotZero();
    assertThat(ran.out()).isEmpty();
  }

  @Test
  void saysWhichTraceCannotBeWritten() {
    var file = certs.resolve("no").resolve("trace.txt");

    var ran = Ran.of("euicc", "--stdio", "--certs", certs, "--trace", file);

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("trace.txt cannot be written");
  }

  @Test
  void saysWhereNoReaderIs() throws IOException {
    int port;
    try (var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }

    var ran = Ran.of("euicc", "--vpcd", "localhost:" + port, "--certs", certs);

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("no vpcd at localhost:" + port);
  }

  @Test
  void leavesAReaderThatGoes() throws Exception {
    try (var vpcd = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var reader = new Thread(() -> {
        try {
          vpcd.accept().close();
        } catch (IOException e) {
          throw new AssertionError(e);
        }
      });
      reader.start();

      var ran = Ran.of("euicc", "--vpcd", "localhost:" + vpcd.getLocalPort(), "--certs", certs);

      reader.join();
      assertThat(ran.exitCode()).isZero();
      assertThat(ran.out()).contains("The card, EID 89049032", "The reader has gone.");
    }
  }

  @Test
  void makesTheCardOfADevice(@TempDir Path directory) throws IOException {
    var device = Files.writeString(directory.resolve("old.yaml"), """
        name: old
        model: an old card
        euicc: { identities: [nist], svn: 2.2, profile-version: 2.1, firmware: 4.6.0 }
        """);
    var trace = directory.resolve("trace.txt");
    var select = "00A4040010A0000005591010FFFFFFFF8900000100";
    var in = """
        {"type":"apdu","payload":{"func":"connect","param":null}}
        {"type":"apdu","payload":{"func":"transmit","param":"%s"}}
        """.formatted(select);

    var ran =
        withInput(in, "euicc", "--stdio", "--certs", certs, "--device", device, "--trace", trace);

    assertThat(ran.err()).startsWith("The card, EID 89");
    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out().lines().toList()).hasSize(2);
    assertThat(ran.out()).contains("e0058203020200"); // SVN 2.2.0
    assertThat(Files.readString(trace)).contains("> " + select);
  }

  private static Ran withInput(String in, Object... arguments) {
    var usual = System.in;
    try {
      System.setIn(new ByteArrayInputStream(in.getBytes(UTF_8)));
      return Ran.of(arguments);
    } finally {
      System.setIn(usual);
    }
  }

  @Test
  void refusesAStateThatIsNone(@TempDir Path directory) throws IOException {
    var file = Files.writeString(directory.resolve("card.json"), "{}");

    var ran = Ran.of("euicc", "--stdio", "--state", file);

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("card.json", "state of a card");
  }

  @Test
  void refusesAnotherEidThanThatOfTheCardInTheFile(@TempDir Path directory) {
    var file = directory.resolve("card.json");
    var made = withInput("", "euicc", "--stdio", "--certs", certs, "--state", file);

    var ran = Ran.of("euicc", "--stdio", "--state", file, "--eid", EuiccPopulation.eid(7));

    assertThat(made.exitCode()).isZero();
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("holds the card with EID");
  }

  @Test
  void explainsItself() {
    var ran = Ran.of("euicc", "--help");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out())
        .contains("--stdio", "--tcp", "--vpcd", "--trace", "--pcap", "docs/euicc.md");
  }
}
