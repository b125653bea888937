package org.opensmdp.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The parts of {@code version} about kinds of cards that do not get what everybody gets. */
final class VersionExceptions {
  private VersionExceptions() {}

  private static String path(String type) {
    return "/admin/v1/types/%s/exceptions".formatted(AdminClient.encoded(type));
  }

  /** Returns an exception on one line. */
  static String line(JsonNode it) {
    var failed = StreamSupport.stream(it.path("failed").spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.joining(", "));
    var lifted = it.path("lifted");
    return "%4d  cards %s get version %d, not %s; since %s, rollout %d%s"
        .formatted(
            it.path("exceptionId").asLong(),
            it.path("stratum").asText(),
            it.path("version").asInt(),
            failed,
            it.path("createdAt").asText(),
            it.path("rolloutId").asLong(),
            lifted.isObject()
                ? "; lifted %s by %s: %s"
                    .formatted(
                        lifted.path("at").asText(),
                        lifted.path("by").asText(),
                        lifted.path("why").asText())
                : "");
  }

  /** {@code version exceptions}. */
  @Command(
      name = "exceptions",
      description = "Show which kinds of cards get another version than everybody, and which did.")
  static final class Show implements Runnable {
    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Parameters(index = "0", paramLabel = "TYPE", description = "The profile type.")
    private String type = "";

    @Option(names = "--all", description = "Those that were lifted, too.")
    private boolean all;

    @Override
    public void run() {
      var answer = admin.client().get(path(type));
      if (admin.json()) {
        System.out.println(answer);
        return;
      }
      answer.path("exceptions").forEach(it -> {
        if (all || !it.path("lifted").isObject()) {
          System.out.println(line(it));
        }
      });
    }
  }

  /** {@code version lift}. */
  @Command(
      name = "lift",
      description = {
        "Lift an exception: its cards get what everybody gets from now on, also a version that has",
        "failed on them. Say why with --reason."
      })
  static final class Lift implements Runnable {
    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Parameters(index = "0", paramLabel = "TYPE", description = "The profile type.")
    private String type = "";

    @Parameters(
        index = "1",
        paramLabel = "EXCEPTION",
        description = "As version exceptions shows it.")
    private long exception;

    @Override
    public void run() {
      var answer = admin.client().delete(path(type) + "/" + exception);
      System.out.println(
          admin.json() ? answer : "exception %d of %s is lifted".formatted(exception, type));
    }
  }
}
