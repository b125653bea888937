package org.opensmdp.simulator.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Packs as files. */
class PackReaderTest {
  static Iterable<String> bundled() {
    return PackReader.BUNDLED;
  }

  @ParameterizedTest
  @MethodSource("bundled")
  void readsWhatComesWithTheProgram(String name) {
    var pack = PackReader.named(name);

    assertThat(pack.name()).isEqualTo(name);
    assertThat(pack.operators()).allSatisfy(operator -> {
      assertThat(operator.synthetic()).isTrue();
      assertThat(operator.iinSource()).isIn("itu-e118", "made-up");
      assertThat(operator.iinSource().equals("made-up"))
          .isEqualTo(operator.confidence().equals("B"));
    });
  }

  @ParameterizedTest
  @MethodSource("bundled")
  void holdsTheCasesThatApplyAndNamesThem(String name) {
    var pack = PackReader.named(name);

    var held = Arrays.stream(RegionCase.values()).filter(each -> each.in(pack)).toList();

    assertThat(pack.cases()).isEqualTo(held.stream().map(RegionCase::number).toList());
    assertThat(held)
        .contains(
            RegionCase.VIRTUAL_OPERATOR,
            RegionCase.TRAVEL_PLAN,
            RegionCase.BOTH_ICCID_LENGTHS,
            RegionCase.MERGED_OPERATOR,
            RegionCase.UTF_8_NAMES,
            RegionCase.LOCAL_TIME,
            RegionCase.ACTIVATION_RULES);
  }

  @Test
  void hasThreeDigitCodesWhereMalaysiaIs() {
    assertThat(PackReader.BUNDLED.stream()
            .map(PackReader::named)
            .filter(RegionCase.MIXED_NETWORK_CODES::in)
            .map(RegionPack::name))
        .containsExactly("sg-dense", "sea-islands");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{ confirmation-code|{ confirm: 1, confirmation-code|'habits.confirm' is no key here",
        "synthetic: true|synthetic: false|synthetic: false (expected: true",
        "  per-hour: 600|  per-hour: -1|per-hour: -1",
        "confidence: B|confidence: D|confidence: 'D' (expected: A, B or C)",
        "iin: \"896210\"|iin: \"44\"|iin: '44' (expected: 89",
        "networks: [\"510-10\"]|networks: [\"51010\"]|'51010' (expected: a country code",
        "round-trip: 20ms|round-trip: 20|'20' (expected: a time, as 45ms",
        "round-trip: 20ms|round-trip: 2h|round trip PT2H (expected: 0 to PT1M)",
        "loss: 0.001|loss: 1.5|loss 1.5 (expected: 0 to 0.9)",
        "time-zone: Asia/Jakarta|time-zone: Jakarta|'Jakarta' (expected: a time zone",
        "mvno-of: indosat-id|mvno-of: nobody|mvno-of: an operator of the pack expected",
        "tells: spn|tells: gid1|tells: 'gid1' (expected: gid1 with a gid1, or spn)",
        "title: \"Jakarta\"|title: }|not YAML",
        "title: \"Jakarta\"|name: twice|Duplicate"
      })
  void namesFileLineAndKeyOfWhatIsWrong(String right, String wrong, String said)
      throws IOException {
    var text = resource("sea-jakarta");
    int line = (int) text.substring(0, text.indexOf(right)).lines().count();

    assertThat(text).contains(right);
    assertThatExceptionOfType(PackException.class)
        .isThrownBy(
            () -> PackReader.parse(text.replaceFirst(Pattern.quote(right), wrong), "mine.yaml"))
        .withMessageContaining(said)
        .withMessageContaining("mine.yaml, line ")
        .satisfies(
            e -> assertThat(lineIn(String.valueOf(e.getMessage()))).isGreaterThanOrEqualTo(1))
        .satisfies(e -> {
          if (said.contains("is no key here")) {
            assertThat(lineIn(String.valueOf(e.getMessage()))).isBetween(line, line + 1);
          }
        });
  }

  private static int lineIn(String message) {
    return Integer.parseInt(message.replaceFirst("(?s).*, line ([0-9]+):.*", "$1"));
  }

  @Test
  void namesAMissingKey() throws IOException {
    var text = resource("sea-jakarta").replace("time-zone: Asia/Jakarta\n", "");

    assertThatExceptionOfType(PackException.class)
        .isThrownBy(() -> PackReader.parse(text, "mine.yaml"))
        .withMessageContaining("the key 'time-zone' is missing; add it");
  }

  @Test
  void readsAFileOfOnesOwn(@TempDir Path folder) throws IOException {
    var file = Files.writeString(folder.resolve("mine.yaml"), resource("eu-train"));

    assertThat(PackReader.named(file.toString()).name()).isEqualTo("eu-train");
  }

  @Test
  void refusesAHugeFileAndNoneAtAll(@TempDir Path folder) throws IOException {
    var huge = Files.write(folder.resolve("huge.yaml"), new byte[1_000_001]);

    assertThatExceptionOfType(PackException.class)
        .isThrownBy(() -> PackReader.named(huge.toString()))
        .withMessageContaining("that is no pack");
    assertThatExceptionOfType(PackException.class)
        .isThrownBy(() -> PackReader.named("atlantis"))
        .withMessageContaining("Packs: eu-urban, ");
    assertThatExceptionOfType(PackException.class)
        .isThrownBy(() -> PackReader.parse("", "mine.yaml"));
  }

  @Test
  void makesNumbersThatAreMadeUp() {
    var celcom = operator("sea-islands", "celcom-my");
    var yes = operator("sea-islands", "yes-my");

    assertThat(celcom.iccid(1).digits())
        .isEqualTo("8960199000000000016"); // as the ITU row shows it
    assertThat(celcom.networks().get(0).imsi(7).digits()).isEqualTo("502139999000007");
    assertThat(yes.networks().get(0).imsi(1_234_567).digits()).isEqualTo("502152999934567");
    assertThat(yes.types()).extracting(PackType::name).containsExactly("yes-my-mnc3");
    assertThat(operator("sea-islands", "digi-my").types())
        .extracting(PackType::name)
        .containsExactly("digi-my-mnc2", "digi-my-mnc3");
  }

  @Test
  void makesIccidsOfBothLengthsInTurn() {
    var m1 = operator("sg-dense", "m1-sg");

    assertThat(m1.iccid(0).digits()).hasSize(19);
    assertThat(m1.iccid(1).digits()).hasSize(20);
    assertThat(m1.iccid(0).padded()).endsWith("F");
  }

  @Test
  void putsAFarServerFarther() {
    var pack = PackReader.named("far-server");

    assertThat(pack.farther()).isEqualTo(Duration.ofMillis(180));
    assertThat(PackReader.named("eu-urban").server()).isEqualTo(Optional.empty());
  }

  private static PackOperator operator(String pack, String name) {
    return PackReader.named(pack).operators().stream()
        .filter(operator -> operator.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static String resource(String name) throws IOException {
    try (var in = PackReader.class.getResourceAsStream("/packs/" + name + ".yaml")) {
      return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
