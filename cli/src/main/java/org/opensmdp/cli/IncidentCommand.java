package org.opensmdp.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code incident}: from the first sign to the end, and how long it took. */
@Command(
    name = "incident",
    description = "Incidents, from the first sign to the end, and how long they took.",
    subcommands = {
      IncidentCommand.Listing.class,
      IncidentCommand.Show.class,
      IncidentCommand.Open.class,
      IncidentCommand.Ack.class,
      IncidentCommand.Mitigate.class,
      IncidentCommand.Resolve.class,
      IncidentCommand.Classify.class,
      IncidentCommand.Note.class,
      IncidentCommand.Merge.class,
      IncidentCommand.Postmortem.class,
      IncidentCommand.Figures.class
    })
final class IncidentCommand implements Runnable {
  private static final String PATH = "/admin/v1/incidents";

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }

  private static void print(AdminOptions admin, JsonNode incident) {
    System.out.println(
        admin.json()
            ? incident
            : "incident %d is %s: %s"
                .formatted(
                    incident.path("incident").asLong(),
                    incident.path("state").asText(),
                    incident.path("title").asText()));
  }

  /** One incident, by its number. */
  private abstract static class OfOne implements Runnable {
    @Mixin
    AdminOptions admin = new AdminOptions();

    @Parameters(paramLabel = "NUMBER", index = "0")
    long number;

    String path(String step) {
      return PATH + "/" + number + step;
    }

    void take(String step, Map<String, ?> body) {
      print(admin, admin.client().post(path("/" + step), body));
    }
  }

  /** {@code incident list}. */
  @Command(name = "list", description = "Incidents, the latest first.")
  static final class Listing implements Runnable {
    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Option(names = "--open", description = "Only those that are not resolved.")
    private boolean open;

    @Option(names = "--limit", description = "How many at most (default: 100).")
    private int limit = 100;

    @Override
    public void run() {
      var answer = admin.client().get(PATH + "?open=" + open + "&limit=" + limit);
      System.out.println(
          admin.json()
              ? answer
              : AdminText.table(
                  answer.path("incidents"),
                  List.of("incident", "state", "severity", "cause", "detectedAt", "title")));
    }
  }

  /** {@code incident show}. */
  @Command(name = "show", description = "One incident, with its log.")
  static final class Show extends OfOne {
    @Override
    public void run() {
      var answer = admin.client().get(path(""));
      if (admin.json()) {
        System.out.println(answer);
        return;
      }
      JsonNode facts = answer.deepCopy();
      ((ObjectNode) facts).remove(List.of("notes", "orders"));
      System.out.println(AdminText.object(facts));
      System.out.println();
      System.out.println(
          AdminText.table(answer.path("notes"), List.of("happenedAt", "actor", "text")));
    }
  }

  /** {@code incident open}. */
  @Command(name = "open", description = "Open an incident; its first sign is looked for.")
  static final class Open implements Runnable {
    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Parameters(paramLabel = "TITLE")
    private String title = "";

    @Option(names = "--severity", description = "page or ticket (default: ticket).")
    private String severity = "ticket";

    @Option(
        names = "--cause",
        description = "rollout, server, template, operator, device, network, integrity, security,"
            + " capacity, unknown (default: unknown).")
    private String cause = "unknown";

    @Option(names = "--description", description = "What is known.")
    private String description = "";

    @Option(names = "--type", description = "The profile type it is about.")
    private Optional<String> type = Optional.empty();

    @Option(names = "--version", description = "The version of the type.")
    private Optional<Integer> version = Optional.empty();

    @Option(names = "--region", description = "The region it is about.")
    private Optional<String> region = Optional.empty();

    @Option(names = "--detected-at", description = "ISO 8601 in UTC (default: now).")
    private Optional<Instant> detectedAt = Optional.empty();

    @Option(names = "--drill", description = "An exercise, kept out of all figures.")
    private boolean drill;

    @Override
    public void run() {
      var body = new LinkedHashMap<String, Object>();
      body.put("title", title);
      body.put("severity", severity);
      body.put("cause", cause);
      body.put("description", description);
      body.put("drill", drill);
      type.ifPresent(name -> body.put("type", name));
      version.ifPresent(value -> body.put("version", value));
      region.ifPresent(name -> body.put("region", name));
      detectedAt.ifPresent(time -> body.put("detectedAt", time.toString()));
      print(admin, admin.client().post(PATH, body));
    }
  }

  /** {@code incident ack}. */
  @Command(name = "ack", description = "Say that you are at it.")
  static final class Ack extends OfOne {
    @Override
    public void run() {
      take("ack", Map.of());
    }
  }

  /** {@code incident mitigate}. */
  @Command(name = "mitigate", description = "Say since when it does not hurt; why with --reason.")
  static final class Mitigate extends OfOne {
    @Option(names = "--since", description = "ISO 8601 in UTC (default: now).")
    private Optional<Instant> since = Optional.empty();

    @Override
    public void run() {
      take("mitigate", since.map(time -> Map.of("since", time.toString())).orElse(Map.of()));
    }
  }

  /** {@code incident resolve}. */
  @Command(name = "resolve", description = "Say that its cause is gone; why with --reason.")
  static final class Resolve extends OfOne {
    @Override
    public void run() {
      take("resolve", Map.of());
    }
  }

  /** {@code incident classify}. */
  @Command(name = "classify", description = "Change severity or cause; why with --reason.")
  static final class Classify extends OfOne {
    @Option(names = "--severity", description = "page or ticket.")
    private Optional<String> severity = Optional.empty();

    @Option(names = "--cause", description = "As in open.")
    private Optional<String> cause = Optional.empty();

    @Override
    public void run() {
      var body = new LinkedHashMap<String, String>();
      severity.ifPresent(word -> body.put("severity", word));
      cause.ifPresent(word -> body.put("cause", word));
      take("classify", body);
    }
  }

  /** {@code incident note}. */
  @Command(name = "note", description = "Add a line to its log.")
  static final class Note extends OfOne {
    @Parameters(paramLabel = "TEXT", index = "1")
    private String text = "";

    @Override
    public void run() {
      take("notes", Map.of("text", text));
    }
  }

  /** {@code incident merge}. */
  @Command(name = "merge", description = "Say that it turned out to be another; why with --reason.")
  static final class Merge extends OfOne {
    @Option(names = "--into", required = true, description = "The number of the other.")
    private int into;

    @Override
    public void run() {
      take("merge", Map.of("into", into));
    }
  }

  /** {@code incident postmortem}. */
  @Command(name = "postmortem", description = "The skeleton of a postmortem, in Markdown.")
  static final class Postmortem extends OfOne {
    @Override
    public void run() {
      var text = new String(admin.client().octets(path("/postmortem")), UTF_8);
      System.out.println(admin.json() ? Json.line(Map.of("markdown", text)) : text);
    }
  }

  /** {@code incident figures}. */
  @Command(name = "figures", description = "MTTD, MTTA, MTTR and change failure rate.")
  static final class Figures implements Runnable {
    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Option(names = "--from", description = "ISO 8601 in UTC (default: 30 days ago).")
    private Optional<Instant> from = Optional.empty();

    @Override
    public void run() {
      var query =
          from.map(time -> "?from=" + AdminClient.encoded(time.toString())).orElse("");
      var answer = admin.client().get("/admin/v1/incident-figures" + query);
      if (admin.json()) {
        System.out.println(answer);
        return;
      }
      System.out.println("%-8s %-10s %6s %5s %10s %10s %10s %10s %10s"
          .formatted(
              "severity", "cause", "count", "open", "MTTD", "MTTA", "MTTR", "median", "p90"));
      answer.path("durations").forEach(Figures::print);
      System.out.println("rollouts started %d, rolled back %d, change failure rate %s"
          .formatted(
              answer.at("/changes/started").asLong(),
              answer.at("/changes/rolledBack").asLong(),
              SloCommand.percent(answer.at("/changes/failureRate"))));
    }

    private static void print(JsonNode row) {
      System.out.println("%-8s %-10s %6d %5d %10s %10s %10s %10s %10s"
          .formatted(
              row.path("severity").asText("all").replace("null", "all"),
              row.path("cause").asText("all").replace("null", "all"),
              row.path("count").asLong(),
              row.path("open").asLong(),
              SloCommand.seconds(row.path("mttdSeconds")),
              SloCommand.seconds(row.path("mttaSeconds")),
              SloCommand.seconds(row.path("mttrSeconds")),
              SloCommand.seconds(row.path("medianSeconds")),
              SloCommand.seconds(row.path("p90Seconds"))));
    }
  }
}
