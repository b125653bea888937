package org.opensmdp.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opensmdp.activation.ProfileState;
import org.opensmdp.crypto.Curve;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.server.TryOut;
import org.opensmdp.server.TryOutStock;
import org.opensmdp.simulator.DownloadOrder;

/** A virtual eUICC in a process of its own, driven through its doors against a real server. */
class EuiccCommandIT {
  private static final Path LPA = Path.of("..", "simulator", "src", "test", "python", "lpa.py");

  private final TestHouse house = TestHouse.get();
  private final TestHouse.Released order = house.release(DownloadOrder.ofType(TryOutStock.TYPE));
  private final Path directory;

  EuiccCommandIT(@TempDir Path directory) {
    this.directory = directory;
  }

  @ParameterizedTest
  @CsvSource({"stdio, 120, whole", "stdio, 255, t0", "tcp, 120, t0", "tcp, 255, whole"})
  void holdsAConversationTypedInByHand(String door, int blockSize, String mode) throws IOException {
    var options = List.of("--data=" + house.directory(), "--block-mode=" + mode);
    var server = new ConversationServer(es9plus(), order.activationCode());

    try (var card = door.equals("tcp") ? CardProcess.tcp(options) : CardProcess.stdio(options)) {
      var conversation = new Conversation(card, server, blockSize, mode.equals("t0"));
      conversation.hold();

      assertThat(conversation.sent())
          .anySatisfy(command -> assertThat(command.size()).isEqualTo(5 + blockSize));
      assertThat(conversation.sent().size()).isGreaterThan(80);
    }
    assertThat(house.stateBecoming(ProfileState.INSTALLED, order.iccid()))
        .isEqualTo(ProfileState.INSTALLED);
  }

  private RawEs9Plus es9plus() {
    int port = house.server().es9plusAddresses().get(0).getPort();
    return new RawEs9Plus(RawHttp.device(house.directory()), port, LpaManner.LPAC);
  }

  @ParameterizedTest
  @CsvSource({"whole", "t0"})
  void servesAnLpaWrittenFromItsDescriptionAlone(String mode)
      throws IOException, InterruptedException {
    var steps = runPython(mode);

    assertThat(steps.get(0).path("eid").asText()).startsWith("89049032");
    assertThat(steps.get(0).at("/info/BF22").asText()).isEqualTo("BF22");
    assertThat(steps.get(1).path("refused").asText()).isEqualTo("8.2.6/3.8");
    assertThat(steps.get(1).path("cancelled").asText()).isEqualTo("A0");
    assertThat(steps.get(2).path("installed").asText()).isEqualTo("BF37");
    assertThat(steps.get(2).path("notifications").asInt()).isEqualTo(1);
    assertThat(steps.get(2).path("profiles")).hasSize(1);
    assertThat(steps.get(3).path("result").asInt(-1)).isZero();
    assertThat(steps.get(3).path("state").asText()).isEqualTo("01");
    assertThat(steps.get(4).path("state").asText()).isEqualTo("00");
    assertThat(steps.get(5).path("result").asInt(-1)).isZero();
    assertThat(steps.get(5).path("profiles")).isEmpty();
    assertThat(steps.get(6).path("exit").asInt(-1)).isZero();
    assertThat(house.stateBecoming(ProfileState.INSTALLED, order.iccid()))
        .isEqualTo(ProfileState.INSTALLED);
    assertThat(Files.readString(directory.resolve("trace.txt")))
        .contains("# ES10b.LoadBoundProfilePackage: LoadProfileElements", "# -> BF37{BF27{80 ");
    assertThat(directory.resolve("card.pcap")).isNotEmptyFile();
  }

  private List<JsonNode> runPython(String mode) throws IOException, InterruptedException {
    var python = python();
    var trusted = TryOut.pki(house.directory(), Curve.NIST_P256).resolve("tls-ci.pem");
    var command = new ArrayList<>(List.of(python, LPA.toString(), trusted.toString()));
    command.add(order.activationCode().toString());
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(CardProcess.JVM);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("euicc", "--stdio", "--block-mode", mode));
    command.addAll(List.of("--data", house.directory().toString()));
    command.addAll(List.of("--trace", directory.resolve("trace.txt").toString()));
    command.addAll(List.of("--pcap", directory.resolve("card.pcap").toString()));
    var err = directory.resolve("err.txt");

    var process = new ProcessBuilder(command).redirectError(err.toFile()).start();
    var out = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(out + Files.readString(err)).isZero();
    var steps = new ArrayList<JsonNode>();
    for (var line : out.lines().toList()) {
      steps.add(new ObjectMapper().readTree(line));
    }
    return steps;
  }

  private static String python() {
    for (String path : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
      if (Files.isExecutable(Path.of(path, "python3"))) {
        return Path.of(path, "python3").toString();
      }
    }
    assumeTrue(false, "no python3 on this machine (Debian: apt-get install python3)");
    return "";
  }

  @Test
  void keepsTheCardInItsFileThoughItIsKilled() throws IOException {
    var file = directory.resolve("card.json");
    var options = List.of("--data=" + house.directory(), "--state=" + file);
    String eid;
    try (var card = CardProcess.stdio(options)) {
      selectIsdr(card);
      eid = card.transmit(Bytes.fromHex("81E2910006BF3E035C015A")).toString();
      card.transmit(Bytes.fromHex("81E2910009BF3F06800461626364"));
      card.kill();
    }

    try (var card = CardProcess.tcp(List.of("--state=" + file))) {
      selectIsdr(card);

      assertThat(card.transmit(Bytes.fromHex("81E2910006BF3E035C015A"))).hasToString(eid);
      assertThat(card.transmit(Bytes.fromHex("81E2910003BF3C00")).toString())
          .contains("800461626364");
    }
    assertThat(Files.getPosixFilePermissions(file))
        .containsExactlyInAnyOrder(OWNER_READ, OWNER_WRITE);
  }

  private static void selectIsdr(CardProcess card) {
    card.transmit(Bytes.fromHex("0070000001"));
    card.transmit(Bytes.fromHex("01A4040010A0000005591010FFFFFFFF8900000100"));
  }

  @Test
  void endsWhenItsLpaDoes() throws IOException, InterruptedException {
    var child = Child.start(
        CardProcess.JVM, List.of("euicc", "--stdio", "--data", house.directory().toString()));

    child.process().getOutputStream().close();

    assertThat(child.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(child.process().exitValue()).isZero();
  }
}
