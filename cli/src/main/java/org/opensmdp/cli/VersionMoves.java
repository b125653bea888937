package org.opensmdp.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The parts of {@code version} that say what becomes of a version: promote, withdraw, note. */
final class VersionMoves {
  private VersionMoves() {}

  private static String path(String type, int number) {
    return "/admin/v1/types/%s/versions/%d".formatted(AdminClient.encoded(type), number);
  }

  private static void print(AdminOptions admin, String type, JsonNode version) {
    System.out.println(
        admin.json()
            ? version
            : "version %d of %s is %s"
                .formatted(
                    version.path("number").asInt(), type, version.path("state").asText()));
  }

  /** {@code version promote}. */
  @Command(
      name = "promote",
      description = {
        "Take a draft up as a candidate; with --stable, make a candidate the one that all new downloads",
        "get, past any rollout. Say why with --reason if another one is stable."
      })
  static final class Promote implements Runnable {
    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Parameters(index = "0", paramLabel = "TYPE", description = "The profile type.")
    private String type = "";

    @Parameters(index = "1", paramLabel = "NUMBER", description = "As version list shows it.")
    private int number;

    @Option(names = "--stable", description = "Make it the stable one.")
    private boolean stable;

    @Override
    public void run() {
      var to = Map.of("to", stable ? "stable" : "candidate");
      print(admin, type, admin.client().post(path(type, number) + "/promotion", to));
    }
  }

  /** {@code version withdraw}. */
  @Command(
      name = "withdraw",
      description = "Withdraw a version for good; never the stable one. Say why with --reason.")
  static final class Withdraw implements Runnable {
    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Parameters(index = "0", paramLabel = "TYPE", description = "The profile type.")
    private String type = "";

    @Parameters(index = "1", paramLabel = "NUMBER", description = "As version list shows it.")
    private int number;

    @Override
    public void run() {
      print(admin, type, admin.client().post(path(type, number) + "/withdrawal", Map.of()));
    }
  }

  /** {@code version note}. */
  @Command(name = "note", description = "Say what changed in a version and for whom; show it.")
  static final class Note implements Runnable {
    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Parameters(index = "0", paramLabel = "TYPE", description = "The profile type.")
    private String type = "";

    @Parameters(index = "1", paramLabel = "NUMBER", description = "As version list shows it.")
    private int number;

    @Parameters(
        index = "2",
        arity = "0..1",
        paramLabel = "TEXT",
        description = "At most 4000 characters; without, the note is shown.")
    private String text = "";

    @Override
    public void run() {
      var answer = text.isEmpty()
          ? admin.client().get(path(type, number))
          : admin.client().put(path(type, number) + "/migration-note", Map.of("text", text));
      System.out.println(admin.json() ? answer : answer.path("migrationNote").asText());
    }
  }
}
