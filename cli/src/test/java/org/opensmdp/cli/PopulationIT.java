package org.opensmdp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opensmdp.simulator.pack.DeviceResult;

/** A small population of a region against a server, over real sockets. */
class PopulationIT {
  private static final int DEVICES = 60;

  private final Queue<DeviceResult> heard = new ConcurrentLinkedQueue<>();

  @Test
  void countsWhatTheServerCounts(@TempDir Path folder) throws Exception {
    var page = folder.resolve("report.html");
    var house = TestHouse.get();
    var ran = run(house.directory(), page, "0.5");

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    var json = ran.json();
    assertThat(json.path("devices").asInt()).isEqualTo(DEVICES);
    assertThat(json.path("installed").asInt() + json.path("failed").asInt()).isEqualTo(DEVICES);
    int causes = 0;
    for (var count : json.path("causes")) {
      causes += count.asInt();
    }
    assertThat(causes).isEqualTo(json.path("failed").asInt());
    assertThat(json.path("successRate").asDouble()).isGreaterThan(0.5);
    assertThat(json.path("p95InstallSeconds").asDouble()).isBetween(1.0, 600.0);
    assertThat(Files.readString(page)).contains("Jakarta").doesNotContain("<link ", "src=");
  }

  private static Ran run(Path data, Path page, String least) {
    return Ran.of(
        "simulate",
        "--pack",
        "sea-jakarta",
        "--devices",
        DEVICES,
        "--data",
        data,
        "--time-factor",
        "1000",
        "--json",
        "--report",
        page,
        "--min-success",
        least);
  }
}
