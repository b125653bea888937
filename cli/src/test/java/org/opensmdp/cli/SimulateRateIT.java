package org.opensmdp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Load by the command line on the server of the tests, from two processes. */
class SimulateRateIT {
  private final TestHouse house = TestHouse.get();

  @TempDir
  private Path directory = Path.of("");

  @Test
  void downloadsAtTheRateFromTwoProcesses() throws IOException {
    var hdr = directory.resolve("latencies.hgrm");

    var ran = ran(
        "--rate",
        "10",
        "--seconds",
        "2",
        "--processes",
        "2",
        "--connections",
        "4",
        "--hdr",
        hdr.toString());

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    var figures = ran.json();
    assertThat(figures.path("downloads").asInt()).isEqualTo(20);
    assertThat(figures.path("failures").asInt()).isZero();
    assertThat(figures.path("missed").asInt()).isZero();
    assertThat(figures.path("p99Ms").path("handleNotification").asDouble()).isPositive();
    assertThat(figures.path("clientCpuMsPerDownload").asDouble()).isPositive();
    assertThat(Files.readString(hdr)).contains("# getBoundProfilePackage");
  }

  @Test
  void refusesARateOfNothing() {
    assertThat(ran("--rate", "0").exitCode()).isEqualTo(1);
  }

  private Ran ran(String... arguments) {
    var server = house.server();
    var all = new ArrayList<String>();
    all.add("simulate");
    all.add("--json");
    all.add("--data=" + house.directory());
    all.add("--es9plus=" + server.smdpAddress());
    all.add("--es2plus=" + Visitors.local(server.es2plusAddress().orElseThrow()));
    all.addAll(List.of(arguments));
    return Ran.of(all.toArray(String[]::new));
  }
}
