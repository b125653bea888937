package org.opensmdp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opensmdp.activation.rollout.RolloutEvidence.Preflight;
import org.opensmdp.simulator.Pace;
import org.opensmdp.simulator.pack.PackReader;
import org.opensmdp.simulator.pack.Population;
import org.opensmdp.simulator.pack.PopulationPlan;

/** {@code rollout} and {@code version} in the hands of two people, against a running server. */
class RolloutCommandIT {
  private static final String PACK = "sea-jakarta";
  private static final int DEVICES = 12;
  private static final String PLAN = """
      stages:
        - { percent: 1, verdicts: 1 }
        - { percent: 100, verdicts: 1 }
        - { bake: PT0S }
      gate: { verdicts: 1 }
      """;

  private final TestHouse house = TestHouse.get();

  @TempDir
  private Path folder = Path.of("");

  private Ran as(Path token, String... words) {
    var all = new ArrayList<Object>(List.of(words));
    all.addAll(List.of("--admin", house.adminUrl(), "--token-file", token));
    return Ran.of(all.toArray());
  }

  private Ran anna(String... words) {
    return as(house.tokenFile(), words);
  }

  private static void done(Ran ran) {
    assertThat(ran.exitCode()).as(ran.err() + ran.out()).isZero();
  }

  private static void refused(Ran ran, String saying) {
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains(saying);
  }

  private Path ben() throws IOException {
    var made = anna("token", "new", "ben", "--role", "operations", "--json").json();
    return Files.writeString(folder.resolve("ben.token"), made.path("token").asText());
  }

  /** Returns the name of a type whose stable version devices of a pack have had, and a candidate. */
  private String type(Path candidate) throws Exception {
    var plan = PopulationPlan.of(PackReader.named(PACK), DEVICES, System.nanoTime());
    var of = plan.stock().keySet().iterator().next();
    Files.write(candidate, PackTemplate.of(of).toArray());
    try (var server = PackServer.of(house.directory(), house.server())) {
      var site = new PackStock(server).ready(plan);
      new Population(plan, site, new Pace(1000), 8).run(result -> {});
    }
    return of.name();
  }

  @Test
  void leadsAVersionToAllCardsAndRefusesWhatIsNotInOrder() throws Exception {
    var template = folder.resolve("next.der");
    var plan = Files.writeString(folder.resolve("plan.yaml"), PLAN);
    var type = type(template);
    var ben = ben();
    var imported = anna("version", "import", type, template.toString(), "--draft", "--json");
    done(imported);
    var number = String.valueOf(imported.json().path("number").asInt());
    refused(
        anna("rollout", "create", type, number, "--reason", "new"),
        "take it up with version promote");
    done(anna("version", "promote", type, number));
    done(anna("version", "note", type, number, "nothing but a new number"));
    refused(
        anna("version", "withdraw", type, "1", "--reason", "old"), "make another one stable first");
    assertThat(anna("version", "exceptions", type, "--json").json().path("exceptions"))
        .isEmpty();
    refused(
        anna("version", "lift", type, "9", "--reason", "mended"), "has no exception 9; see them");

    refused(anna("rollout", "create", type, number), "say why");
    var created = anna(
        "rollout", "create", type, number, "--plan", plan.toString(), "--reason", "new", "--json");
    done(created);
    var rollout = String.valueOf(created.json().path("rolloutId").asLong());
    refused(anna("rollout", "start", rollout, "--reason", "new"), "--take");
    TestHouse.await(() -> verdicts(type) > 0); // reports are judged behind the device's back
    done(anna("rollout", "start", rollout, "--reason", "new"));
    refused(anna("version", "promote", type, number, "--stable", "--reason", "no"), "is under way");
    refused(
        anna("type", "change", type, "--profile-name", "New", "--reason", "no"),
        "wait until it has ended");

    var preflight = as(
        ben,
        "rollout",
        "preflight",
        rollout,
        "--packs",
        PACK,
        "--devices",
        String.valueOf(DEVICES),
        "--reason",
        "simulated");
    refused(preflight, "give the file with --template");
    var passed = anna(
        "rollout",
        "preflight",
        rollout,
        "--packs",
        PACK,
        "--devices",
        String.valueOf(DEVICES),
        "--reason",
        "simulated");
    done(passed);
    assertThat(passed.out()).contains("is running: every pack has passed");
    assertThat(evidence(rollout)).singleElement().returns(true, Preflight::passed);

    refused(
        anna("rollout", "promote", rollout, "--reason", "on"),
        "somebody else runs rollout approve");
    refused(anna("rollout", "approve", rollout, "--reason", "on"), "somebody else has to approve");
    done(anna(
        "rollout", "freeze", "--type", type, "--until", "2100-01-01T00:00:00Z", "--reason", "x"));
    done(as(ben, "rollout", "approve", rollout, "--reason", "looked at it"));
    refused(anna("rollout", "promote", rollout, "--reason", "on"), "holds until 2100");
    var frozen = anna("rollout", "freeze", "--json").json().path("freezes");
    done(anna("rollout", "unfreeze", frozen.path(0).path("freezeId").asText(), "--reason", "over"));
    done(anna("rollout", "promote", rollout, "--reason", "on"));

    var shown = anna("rollout", "show", rollout);
    assertThat(shown.out()).contains(">>>> 2  100 %", "looked at it", "approved", "ben");
    assertThat(anna("rollout", "list", type).out()).contains("running", "100 %");
    assertThat(anna("rollout", "hurt", rollout, "--csv").out()).startsWith("iccid,eid,result");
    done(anna("rollout", "pause", rollout, "--reason", "lunch"));
    done(anna("rollout", "resume", rollout, "--reason", "back"));
    done(anna("rollout", "rollback", rollout, "--reason", "enough"));
    refused(anna("rollout", "promote", rollout, "--reason", "on"), "cannot be promoted");
    assertThat(house.server().stores().audit().list(0, 10_000))
        .filteredOn(entry -> entry.subject().equals("rollout/" + rollout))
        .extracting(entry -> entry.what() + " " + entry.reason())
        .contains("rollout.approve looked at it", "rollout.rollback enough");
  }

  private int verdicts(String type) {
    var card = anna("rollout", "baseline", type, "--take", "--reason", "new", "--json");
    return card.json().path("verdicts").asInt();
  }

  private List<Preflight> evidence(String rollout) {
    return house.server().stores().rolloutEvidence().preflights(Long.parseLong(rollout));
  }

  @Test
  void saysWhatIsWrongWithAPlan() throws IOException {
    var torn = Files.writeString(folder.resolve("torn.yaml"), "stages: [");
    var list = Files.writeString(folder.resolve("list.yaml"), "[1]");
    var both = Files.writeString(folder.resolve("both.yaml"), PLAN);

    refused(
        anna("rollout", "create", "demo", "1", "--plan", torn.toString(), "--reason", "x"),
        "no plan in YAML or JSON");
    refused(
        anna("rollout", "create", "demo", "1", "--plan", list.toString(), "--reason", "x"),
        "an object of stages");
    refused(
        anna(
            "rollout",
            "create",
            "demo",
            "1",
            "--plan",
            both.toString(),
            "--bake",
            "P1D",
            "--reason",
            "x"),
        "say it there or by options");
  }
}
