package org.opensmdp.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code callback}: how operators are told of progress, and what could not be told. */
@Command(
    name = "callback",
    description = "Tell operators of the progress of their orders: set, show, dead, replay.",
    subcommands = {
      CallbackCommand.Setting.class,
      CallbackCommand.Show.class,
      CallbackCommand.Remove.class,
      CallbackCommand.Dead.class,
      CallbackCommand.Pending.class,
      CallbackCommand.Replay.class
    })
final class CallbackCommand implements Runnable {
  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }

  /** Which operator, of which server. */
  static final class Which {
    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Parameters(index = "0", paramLabel = "OPERATOR", description = "The operator's name.")
    private String operator = "";

    private String path() {
      return "/admin/v1/operators/" + AdminClient.encoded(operator) + "/callbacks";
    }

    private void print(JsonNode answer) {
      if (admin.json()) {
        System.out.println(answer);
      } else {
        answer.path("callbacks").forEach(callback -> System.out.println(line(callback)));
      }
    }
  }

  private static String line(JsonNode callback) {
    if (callback.has("url")) {
      return "%-29s %-8s %s  points %s"
          .formatted(
              callback.path("kind").asText(),
              callback.path("enabled").asBoolean() ? "enabled" : "held",
              callback.path("url").asText(),
              callback.path("points"));
    }
    return "%s  %s  point %-3d %-9s %3d attempts  %s"
        .formatted(
            callback.path("id").asText(),
            callback.path("iccid").asText(),
            callback.path("point").asInt(),
            callback.path("failure").asText("success"),
            callback.path("attempts").asInt(),
            callback.path("lastError").asText(""));
  }

  /** {@code callback set}. */
  @Command(name = "set", description = "Set where an operator is told, in place of what was set.")
  static final class Setting implements Runnable {
    @Mixin
    private Which which = new Which();

    @Parameters(
        index = "1",
        paramLabel = "KIND",
        description = "handle-download-progress-info (v2), handle-notification (v3) or webhook.")
    private String kind = "";

    @Parameters(
        index = "2",
        paramLabel = "URL",
        description = "https; of ES2+ the part before /gsma/rsp2/es2plus/.")
    private String url = "";

    @Option(
        names = "--points",
        split = ",",
        description = "Notification points: 1,2,3,4,101,102,103,110 (default: all).")
    private List<String> points = List.of();

    @Option(
        names = "--trusted-ca",
        paramLabel = "FILE",
        description = "PEM of the CA of the operator's server (default: the platform's).")
    private Optional<Path> trustedCa = Optional.empty();

    @Option(
        names = "--identity",
        paramLabel = "SET",
        description = "The credential set whose TLS certificate is shown (default: the first).")
    private Optional<String> identity = Optional.empty();

    @Option(
        names = "--requester-id",
        description = "What the server calls itself (default: its OID).")
    private Optional<String> requesterId = Optional.empty();

    @Option(
        names = "--secret-file",
        paramLabel = "FILE",
        description = "The secret of a webhook: whsec_ and base64 of 24 to 64 octets.")
    private Optional<Path> secretFile = Optional.empty();

    @Option(names = "--hold", description = "Hold what is to be told, until set without.")
    private boolean hold;

    @Override
    public void run() {
      var body = new LinkedHashMap<String, Object>();
      body.put("url", url);
      body.put("enabled", !hold);
      if (!points.isEmpty()) {
        body.put("points", points);
      }
      trustedCa.ifPresent(file -> body.put("trustedCa", read(file)));
      identity.ifPresent(set -> body.put("identity", set));
      requesterId.ifPresent(id -> body.put("requesterId", id));
      secretFile.ifPresent(file -> body.put("secret", read(file).strip()));
      var set = which.admin.client().put(which.path() + "/kind/" + AdminClient.encoded(kind), body);
      System.out.println(which.admin.json() ? set : line(set));
    }

    private static String read(Path file) {
      try {
        return Files.readString(file);
      } catch (IOException e) {
        throw new UncheckedIOException(file + " cannot be read", e);
      }
    }
  }

  /** {@code callback show}. */
  @Command(name = "show", description = "How an operator is told.")
  static final class Show implements Runnable {
    @Mixin
    private Which which = new Which();

    @Override
    public void run() {
      which.print(which.admin.client().get(which.path()));
    }
  }

  /** {@code callback remove}. */
  @Command(name = "remove", description = "Call an operator no more; what waits is given up.")
  static final class Remove implements Runnable {
    @Mixin
    private Which which = new Which();

    @Parameters(index = "1", paramLabel = "KIND", description = "As callback show shows it.")
    private String kind = "";

    @Override
    public void run() {
      which.admin.client().delete(which.path() + "/kind/" + AdminClient.encoded(kind));
    }
  }

  /** {@code callback dead}. */
  @Command(name = "dead", description = "What was given up, and why.")
  static final class Dead implements Runnable {
    @Mixin
    private Which which = new Which();

    @Override
    public void run() {
      which.print(which.admin.client().get(which.path() + "/dead"));
    }
  }

  /** {@code callback pending}. */
  @Command(name = "pending", description = "What waits to be told.")
  static final class Pending implements Runnable {
    @Mixin
    private Which which = new Which();

    @Override
    public void run() {
      which.print(which.admin.client().get(which.path() + "/pending"));
    }
  }

  /** {@code callback replay}. */
  @Command(name = "replay", description = "Have what was given up tried again.")
  static final class Replay implements Runnable {
    @Mixin
    private Which which = new Which();

    @Parameters(
        index = "1",
        arity = "0..1",
        paramLabel = "ID",
        description = "One of them (default: all of the operator).")
    private Optional<String> id = Optional.empty();

    @Override
    public void run() {
      var path = which.path() + "/replay"
          + id.map(one -> "/" + AdminClient.encoded(one)).orElse("");
      var answer = which.admin.client().post(path, Map.of());
      System.out.println(
          which.admin.json() ? answer : answer.path("replayed").asInt() + " to be told again");
    }
  }
}
