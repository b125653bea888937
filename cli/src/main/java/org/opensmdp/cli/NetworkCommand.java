package org.opensmdp.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code network}: what operators' networks say of the subscribers whose profiles we installed. */
@Command(
    name = "network",
    description = "What the network says of installed profiles: attached, dropped, mixed up.",
    subcommands = {
      NetworkCommand.Import.class,
      NetworkCommand.Unattached.class,
      NetworkCommand.Drops.class
    })
final class NetworkCommand implements Runnable {
  static final String PATH = "/admin/v1/network-events";

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }

  /** {@code network import}. */
  @Command(
      name = "import",
      description = {
        "Take in a file of network events: a CSV with a header, JSON lines, or a JSON array.",
        "The token names the operator. An event that was taken in before is kept once."
      })
  static final class Import implements Callable<Integer> {
    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Parameters(paramLabel = "FILE")
    private Path file = Path.of("");

    @Override
    public Integer call() {
      var events = NetworkFile.read(file);
      var bar = new ProgressBar(System.err, "events");
      var sums = new NetworkUpload(admin.client(), bar).send(events);
      bar.end(events.rows().size());
      if (admin.json()) {
        System.out.println(Json.line(sums.toJson()));
      } else {
        print(sums);
      }
      return sums.malformed().isEmpty() ? 0 : 1;
    }

    private static void print(NetworkUpload.Sums sums) {
      System.out.println(
          "%d events accepted, %d known before, %d of subscribers not known here, %d contradict the inventory, %d not readable"
              .formatted(
                  sums.count("ACCEPTED"),
                  sums.count("DUPLICATE"),
                  sums.count("UNKNOWN_IMSI"),
                  sums.count("CROSSED"),
                  sums.count("MALFORMED")));
      sums.malformed()
          .forEach(line ->
              System.err.println("line %s: %s".formatted(line.get("line"), line.get("reason"))));
      if (sums.count("CROSSED") > 0) {
        System.out.println("An incident is open for each profile that contradicts: incident list.");
      }
    }
  }

  /** {@code network unattached}. */
  @Command(
      name = "unattached",
      description = "Profiles that their cards have reported installed and no network has seen.")
  static final class Unattached implements Runnable {
    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Option(
        names = "--within",
        paramLabel = "TIME",
        description = "How long a profile may take to attach (default: PT24H).")
    private Optional<String> within = Optional.empty();

    @Override
    public void run() {
      var answer = admin.client().get(PATH + "/never-attached" + query(within));
      if (admin.json()) {
        System.out.println(answer);
        return;
      }
      System.out.println("%d profiles of the last 30 days are installed and have never attached."
          .formatted(answer.path("count").asLong()));
      answer
          .path("profiles")
          .forEach(profile -> System.out.println("%-22s installed %s"
              .formatted(
                  profile.path("iccid").asText(), profile.path("installedAt").asText())));
    }
  }

  /** {@code network drops}. */
  @Command(
      name = "drops",
      description = "Sessions that the network dropped, by version and country.")
  static final class Drops implements Runnable {
    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Option(
        names = "--within",
        paramLabel = "TIME",
        description = "How far back, as PT6H or P7D (default: P30D).")
    private Optional<String> within = Optional.empty();

    @Override
    public void run() {
      var answer = admin.client().get(PATH + "/drops" + query(within));
      if (admin.json()) {
        System.out.println(answer);
      } else if (answer.path("drops").isEmpty()) {
        System.out.println("No session was dropped in that time.");
      } else {
        System.out.println("%-32s %-8s %9s %9s".formatted("version", "MCC", "drops", "profiles"));
        answer.path("drops").forEach(Drops::print);
      }
    }

    private static void print(JsonNode drops) {
      System.out.println("%-32s %-8s %9d %9d"
          .formatted(
              drops.path("type").asText("(not installed by us)")
                  + (drops.has("version") ? "/" + drops.path("version").asText() : ""),
              drops.path("mcc").asText("-"),
              drops.path("drops").asLong(),
              drops.path("profiles").asLong()));
    }
  }

  private static String query(Optional<String> within) {
    return within.map(time -> "?within=" + AdminClient.encoded(time)).orElse("");
  }
}
