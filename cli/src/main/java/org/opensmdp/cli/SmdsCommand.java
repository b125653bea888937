package org.opensmdp.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code smds}: the events that orders have at discovery servers. */
@Command(
    name = "smds",
    description = "Events at discovery servers (SM-DS): what waits, what was given up.",
    subcommands = {
      SmdsCommand.Status.class,
      SmdsCommand.Pending.class,
      SmdsCommand.Dead.class,
      SmdsCommand.Replay.class,
      SmdsCommand.Reconcile.class
    })
final class SmdsCommand implements Runnable {
  private static final String PATH = "/admin/v1/smds";

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }

  private static void print(AdminOptions admin, JsonNode answer) {
    if (admin.json()) {
      System.out.println(answer);
    } else {
      answer.path("events").forEach(event -> System.out.println(line(event)));
    }
  }

  private static String line(JsonNode event) {
    return "%s  %-8s %s  %2d failed  %s  %s"
        .formatted(
            event.path("iccid").asText(),
            event.path("wanted").asText().equals("present") ? "register" : "delete",
            event.path("smdsAddress").asText(),
            event.path("attempts").asInt(),
            event.path("nextAttemptAt").isNull()
                ? "given up " + event.path("givenUpAt").asText()
                : "next " + event.path("nextAttemptAt").asText(),
            event.path("lastError").asText());
  }

  /** {@code smds status}. */
  @Command(name = "status", description = "How much waits, and since when.")
  static final class Status implements Runnable {
    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Override
    public void run() {
      var answer = admin.client().get(PATH);
      System.out.println(
          admin.json()
              ? answer.toString()
              : "%d pending, %d given up%s"
                  .formatted(
                      answer.path("pending").asLong(),
                      answer.path("dead").asLong(),
                      answer.path("oldest").isTextual()
                          ? ", the oldest since " + answer.path("oldest").asText()
                          : ""));
    }
  }

  /** {@code smds pending}. */
  @Command(name = "pending", description = "Events that are due now or later.")
  static final class Pending implements Runnable {
    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Override
    public void run() {
      print(admin, admin.client().get(PATH + "/pending"));
    }
  }

  /** {@code smds dead}. */
  @Command(name = "dead", description = "Events that were given up after a day.")
  static final class Dead implements Runnable {
    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Override
    public void run() {
      print(admin, admin.client().get(PATH + "/dead"));
    }
  }

  /** {@code smds replay}. */
  @Command(name = "replay", description = "Try again what was given up: of one profile, or all.")
  static final class Replay implements Runnable {
    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Parameters(paramLabel = "ICCID", arity = "0..1", description = "Only of this profile.")
    private Optional<String> iccid = Optional.empty();

    @Override
    public void run() {
      var body =
          iccid.<Map<String, String>>map(digits -> Map.of("iccid", digits)).orElse(Map.of());
      var answer = admin.client().post(PATH + "/replay", body);
      System.out.println(
          admin.json() ? answer.toString() : answer.path("replayed").asInt() + " are tried again");
    }
  }

  /** {@code smds reconcile}. */
  @Command(
      name = "reconcile",
      description = "Compare all events with what the SM-DSs hold, and mend what differs.")
  static final class Reconcile implements Runnable {
    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Override
    public void run() {
      var answer = admin.client().post(PATH + "/reconcile", Map.of());
      System.out.println(
          admin.json()
              ? answer.toString()
              : answer.path("events").asInt()
                  + " are compared; smds_drift_total counts differences");
    }
  }
}
