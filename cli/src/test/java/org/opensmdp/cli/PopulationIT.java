package org.opensmdp.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opensmdp.activation.ProfileState;
import org.opensmdp.simulator.pack.DeviceResult;
import org.opensmdp.simulator.pack.FunnelStep;
import org.opensmdp.simulator.pack.PackReader;
import org.opensmdp.simulator.pack.PopulationPlan;
import picocli.CommandLine;

/** Small populations of regions against a server, over real sockets. */
class PopulationIT {
  private static final int DEVICES = 60;

  private final List<DeviceResult> heard = Collections.synchronizedList(new ArrayList<>());
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void countsWhatTheServerCounts(@TempDir Path folder) throws Exception {
    var page = folder.resolve("report.html");
    var figures = folder.resolve("figures.json");

    int exitCode = run("sg-dense", DEVICES, 0.5, page, figures);

    assertThat(exitCode).as(out.toString(UTF_8)).isZero();
    var json = new ObjectMapper().readTree(Files.readString(figures));
    assertThat(json.path("devices").asInt()).isEqualTo(DEVICES).isEqualTo(heard.size());
    assertThat(json.path("installed").asInt() + json.path("failed").asInt()).isEqualTo(DEVICES);
    int causes = 0;
    for (var count : json.path("causes")) {
      causes += count.asInt();
    }
    assertThat(causes).isEqualTo(json.path("failed").asInt());
    assertThat(json.path("p95InstallSeconds").asDouble()).isBetween(1.0, 600.0);
    assertThat(json.path("byFirmware")).isNotEmpty();
    offline(Files.readString(page));
    agreed();
  }

  private static void offline(String page) {
    var found = Stream.of("<title>Singapore", "uPlot", "wi-fi").filter(page::contains);
    assertThat(found).hasSize(3);
    assertThat(page.length()).isLessThan(150_000);
    var code = page.replace("https://github.com/leeoniya/uPlot", ""); // its name, in a comment
    assertThat(Stream.of("http://", "https://", "<link", "src=", "@import", "url(")
            .filter(code::contains))
        .isEmpty();
  }

  /** Whom the server has heard of as installed is installed there, by the profile it ordered. */
  private void agreed() {
    assertThat(heard).noneMatch(result -> result.cause().contains("simulator"));
    var told = heard.stream()
        .filter(result -> result.installed() && result.steps().contains(FunnelStep.REPORTED))
        .toList();
    assertThat(told).hasSizeGreaterThan(DEVICES / 2);
    for (var result : told) {
      assertThat(result.found()).isEqualTo(result.ordered());
      TestHouse.await(() -> state(result) == ProfileState.INSTALLED);
      assertThat(state(result)).isEqualTo(ProfileState.INSTALLED);
    }
    assertThat(heard.stream().filter(result -> !result.installed()))
        .noneMatch(
            result -> result.ordered().isPresent() && state(result) == ProfileState.INSTALLED);
  }

  private static ProfileState state(DeviceResult result) {
    var profiles = TestHouse.get().server().stores().profiles();
    return profiles.find(result.ordered().orElseThrow()).orElseThrow().profile().state();
  }

  @Test
  void endsWithOneUnderTheThreshold(@TempDir Path folder) throws Exception {
    var pack = folder.resolve("mine.yaml"); // of chips that trust another root
    Files.writeString(
        pack,
        bundled("eu-train")
            .replaceAll(
                "(?s)\ndevices:.*?\nlinks:",
                "\ndevices: [{ kind: private-ci, share: 1 }]\nlinks:"));

    int exitCode =
        run(pack.toString(), 4, 0.97, folder.resolve("r.html"), folder.resolve("f.json"));

    assertThat(exitCode).isEqualTo(1);
    assertThat(heard).hasSize(4).noneMatch(DeviceResult::installed);
    assertThat(out.toString(UTF_8)).contains("0 of 4 devices have their profile");
  }

  @Test
  void saysWhatCannotBeRun() {
    var none = Ran.of("simulate", "--pack", "atlantis", "--self");
    var backwards = Ran.of("simulate", "--pack", "eu-urban", "--self", "--time-factor", "0.5");

    assertThat(none.exitCode()).isNotZero();
    assertThat(none.err()).contains("there is no pack 'atlantis'").contains("sea-jakarta");
    assertThat(backwards.exitCode()).isNotZero();
    assertThat(backwards.err()).contains("--time-factor: 1 to 10,000 expected");
  }

  private int run(String pack, int devices, double least, Path page, Path figures)
      throws Exception {
    var options = CommandLine.populateCommand(
        new PackOptions(),
        "--devices=" + devices,
        "--time-factor=1000",
        "--concurrency=32",
        "--min-success=" + least,
        "--report=" + page,
        "--figures=" + figures);
    var house = TestHouse.get();
    var plan = PopulationPlan.of(PackReader.named(pack), devices, System.nanoTime());
    try (var server = PackServer.of(house.directory(), house.server());
        var lines = new PrintStream(out, true, UTF_8)) {
      return new PackRun(options, house.directory(), false, heard::add).run(plan, server, lines);
    }
  }

  private static String bundled(String name) throws Exception {
    try (var in = PackReader.class.getResourceAsStream("/packs/" + name + ".yaml")) {
      return in == null ? "" : new String(in.readAllBytes(), UTF_8);
    }
  }
}
