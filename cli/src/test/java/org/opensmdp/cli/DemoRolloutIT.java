package org.opensmdp.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rollout demo in small, with the same promises as the big one. */
class DemoRolloutIT {
  private static final int DEVICES = 220;

  @Test
  void keepsWhatIsPromised() throws Exception {
    var house = TestHouse.get();
    var said = new ByteArrayOutputStream();
    var nodes = List.of(Visitors.local(house.server().es9plusAddresses().get(0)));

    RolloutPromises promises;
    try (var out = new PrintStream(said, true, UTF_8)) {
      promises = new RolloutDemo(house.server(), house.directory(), nodes, out)
          .run(new RolloutSizes(DEVICES), 1);
    }

    assertThat(promises.all()).as(said.toString(UTF_8)).allMatch(RolloutPromises.Promise::kept);
    assertThat(promises.quarantined()).containsExactly("89049032/66.81.2/2.1.0");
    assertThat(promises.hurtBeforeRollback()).isPositive();
    assertThat(said.toString(UTF_8))
        .contains("QUARANTINED", "EXCEPTED", "ROLLED-BACK", "kept", "version 1 is installed")
        .doesNotContain("NOT KEPT");
  }

  @Test
  void saysWhatCannotBeRun() {
    var few = Ran.of("demo", "rollout", "--devices", "5");
    var help = Ran.of("demo", "rollout", "--help");

    assertThat(few.exitCode()).isEqualTo(2);
    assertThat(few.err()).contains("--devices: 200 to 100,000 expected");
    assertThat(help.out()).contains("--keep", "--seed", "--json");
  }
}
