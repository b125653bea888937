package org.opensmdp.activation.gate;

import static java.util.function.Predicate.not;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * What the gate does to good and to broken versions, as docs/gate.md has it. To write the tables there
 * again: {@code -Dopensmdp.gate.write=true}.
 */
class GateSimulationTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "gate.md");
  private static final String BEGIN = "<!-- figures -->\n";
  private static final String END = "<!-- end of figures -->\n";

  private final GateFigures figures = new GateFigures();

  @Test
  void hardlyEverTouchesAGoodVersionAndFindsEveryBrokenOne() throws IOException {
    var good = figures.goodVersion();
    var broken = figures.brokenVersions();
    var alike = figures.speeds(true);
    var mixed = figures.speeds(false);
    writeIfWanted(GateFigures.tables(good, broken, alike, mixed));

    assertThat(good.touched()).isLessThanOrEqualTo(15 * GateFigures.AA_RUNS / 1000);
    assertThat(broken).allSatisfy(version -> {
      assertThat(version.asItShould()).isGreaterThanOrEqualTo(version.runs() * 9L / 10);
      assertThat(version.untouched()).isZero();
    });
    assertThat(broken)
        .filteredOn(version -> version.version().startsWith("fails always,"))
        .hasSize(3)
        .allSatisfy(version -> assertThat(version.mostInstalls()).isLessThanOrEqualTo(10));
    assertThat(alike)
        .extracting(GateFigures.Speed::median)
        .satisfiesExactly(
            none -> assertThat(none).isLessThanOrEqualTo(5),
            half -> assertThat(half).isLessThanOrEqualTo(8),
            most -> assertThat(most).isLessThanOrEqualTo(25),
            nearly -> assertThat(nearly).isLessThanOrEqualTo(78));
    assertThat(Files.readString(DOCUMENT))
        .as("docs/gate.md; to write it again, run this with -Dopensmdp.gate.write=true")
        .contains(BEGIN + GateFigures.tables(good, broken, alike, mixed) + END);
  }

  @Test
  void decidesTheSameOfTheSameSamples() {
    var version = SimulatedField.Version.everywhere(SimulatedField.Behaviour.USUAL.failing(0.2));

    assertThat(new SimulatedField(4711).run(version))
        .isEqualTo(new SimulatedField(4711).run(version))
        .matches(not(end -> end.last() instanceof Decision.Wait));
  }

  private static void writeIfWanted(String tables) throws IOException {
    if (Boolean.getBoolean("opensmdp.gate.write")) {
      var text = Files.readString(DOCUMENT);
      var before = text.substring(0, text.indexOf(BEGIN) + BEGIN.length());
      Files.writeString(DOCUMENT, before + tables + text.substring(text.indexOf(END)));
    }
  }
}
