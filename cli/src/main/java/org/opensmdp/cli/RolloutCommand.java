package org.opensmdp.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rollout}: a version given to ever more devices, or taken back. */
@Command(
    name = "rollout",
    description = {
      "Give a version of a profile type to ever more devices; look at it; take it back.",
      "Every step needs --reason. A stage above 25 %% needs rollout approve by a second person."
    },
    subcommands = {
      RolloutCommand.Create.class,
      RolloutCommand.Listing.class,
      RolloutCommand.Show.class,
      RolloutCommand.Start.class,
      RolloutPreflightCommand.class,
      RolloutCommand.Approve.class,
      RolloutCommand.Promote.class,
      RolloutCommand.Pause.class,
      RolloutCommand.Resume.class,
      RolloutCommand.Rollback.class,
      RolloutCommand.Freeze.class,
      RolloutCommand.Unfreeze.class,
      RolloutCommand.Baseline.class,
      RolloutCommand.Hurt.class
    })
final class RolloutCommand implements Runnable {
  static final String PATH = "/admin/v1/rollouts";
  private static final String FREEZES = "/admin/v1/freezes";

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }

  private static void print(AdminOptions admin, JsonNode rollout) {
    System.out.println(admin.json() ? rollout : RolloutText.line(rollout));
  }

  /** {@code rollout create}. */
  @Command(name = "create", description = "Draw up a rollout of a candidate; nothing happens yet.")
  static final class Create implements Runnable {
    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Mixin
    private RolloutPlanFile plan = new RolloutPlanFile();

    @Parameters(index = "0", paramLabel = "TYPE", description = "The profile type.")
    private String type = "";

    @Parameters(index = "1", paramLabel = "NUMBER", description = "The version to give out.")
    private int to;

    @Override
    public void run() {
      var body = new LinkedHashMap<String, Object>();
      body.put("type", type);
      body.put("to", to);
      body.put("plan", plan.plan());
      print(admin, admin.client().post(PATH, body));
    }
  }

  /** {@code rollout list}. */
  @Command(name = "list", description = "Rollouts, the newest first.")
  static final class Listing implements Runnable {
    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Parameters(arity = "0..1", paramLabel = "TYPE", description = "Only of this profile type.")
    private Optional<String> type = Optional.empty();

    @Override
    public void run() {
      var query = type.map(name -> "?type=" + AdminClient.encoded(name)).orElse("");
      var answer = admin.client().get(PATH + query);
      if (admin.json()) {
        System.out.println(answer);
      } else {
        answer.path("rollouts").forEach(it -> System.out.println(RolloutText.line(it)));
      }
    }
  }

  /** {@code rollout show}. */
  @Command(name = "show", description = "Its stages, how every stratum stands, who did what.")
  static final class Show implements Runnable {
    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Parameters(paramLabel = "N", description = "As rollout list shows it.")
    private long number;

    @Override
    public void run() {
      var answer = admin.client().get(PATH + "/" + number);
      System.out.println(admin.json() ? answer : RolloutText.page(answer));
    }
  }

  /** A step that has nothing to say but why. */
  abstract static class Step implements Runnable {
    private final String word;

    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Parameters(paramLabel = "N", description = "As rollout list shows it.")
    private long number;

    Step(String word) {
      this.word = word;
    }

    @Override
    public void run() {
      print(admin, admin.client().post("%s/%d/%s".formatted(PATH, number, word), Map.of()));
    }
  }

  /** {@code rollout start}. */
  @Command(name = "start", description = "Lead a draft to its pre-flight; needs a fresh baseline.")
  static final class Start extends Step {
    Start() {
      super("start");
    }
  }

  /** {@code rollout approve}. */
  @Command(
      name = "approve",
      description = "Agree to the next stage, above 25 %%, as somebody else.")
  static final class Approve extends Step {
    Approve() {
      super("approve");
    }
  }

  /** {@code rollout promote}. */
  @Command(name = "promote", description = "Go on to the next stage, whatever the gate waits for.")
  static final class Promote extends Step {
    Promote() {
      super("promote");
    }
  }

  /** {@code rollout pause}. */
  @Command(name = "pause", description = "Nobody new gets the version.")
  static final class Pause extends Step {
    Pause() {
      super("pause");
    }
  }

  /** {@code rollout resume}. */
  @Command(name = "resume", description = "Go on after a pause, or after the gate has frozen it.")
  static final class Resume extends Step {
    Resume() {
      super("resume");
    }
  }

  /** {@code rollout rollback}. */
  @Command(name = "rollback", description = "Take the version back from everybody, at once.")
  static final class Rollback extends Step {
    Rollback() {
      super("rollback");
    }
  }

  /** {@code rollout freeze}. */
  @Command(name = "freeze", description = "A time in which nothing goes forward; or list them.")
  static final class Freeze implements Runnable {
    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Option(names = "--type", description = "Of this profile type (default: of all).")
    private Optional<String> type = Optional.empty();

    @Option(names = "--from", description = "ISO 8601, as 2026-12-20T00:00:00Z (default: now).")
    private Optional<String> from = Optional.empty();

    @Option(names = "--until", description = "ISO 8601; without, the calendar is shown.")
    private Optional<String> until = Optional.empty();

    @Override
    public void run() {
      if (until.isEmpty()) {
        var answer = admin.client().get(FREEZES);
        System.out.println(
            admin.json()
                ? answer
                : AdminText.table(
                    answer.path("freezes"),
                    List.of("freezeId", "type", "from", "until", "actor", "why")));
        return;
      }
      var body = new LinkedHashMap<String, Object>();
      type.ifPresent(name -> body.put("type", name));
      from.ifPresent(time -> body.put("from", time));
      body.put("until", until.get());
      var freeze = admin.client().post(FREEZES, body);
      System.out.println(
          admin.json()
              ? freeze
              : "freeze %d until %s"
                  .formatted(
                      freeze.path("freezeId").asLong(), freeze.path("until").asText()));
    }
  }

  /** {@code rollout unfreeze}. */
  @Command(name = "unfreeze", description = "Take a freeze out of the calendar.")
  static final class Unfreeze implements Runnable {
    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Parameters(paramLabel = "N", description = "As rollout freeze shows it.")
    private long number;

    @Override
    public void run() {
      admin.client().delete(FREEZES + "/" + number);
    }
  }

  /** {@code rollout baseline}. */
  @Command(name = "baseline", description = "What the stable version does; --take measures anew.")
  static final class Baseline implements Runnable {
    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Parameters(paramLabel = "TYPE", description = "The profile type.")
    private String type = "";

    @Option(names = "--take", description = "Measure the last 14 days, and keep that.")
    private boolean take;

    @Override
    public void run() {
      var path = "/admin/v1/types/%s/baseline".formatted(AdminClient.encoded(type));
      var card = take ? admin.client().post(path, Map.of()) : admin.client().get(path);
      if (admin.json()) {
        System.out.println(card);
        return;
      }
      System.out.printf(
          "version %d of %s, measured %s, %d verdicts%n%s%n",
          card.path("version").asInt(),
          type,
          card.path("takenAt").asText(),
          card.path("verdicts").asInt(),
          AdminText.table(
              card.path("strata"),
              List.of("stratum", "verdicts", "successRate", "p50Seconds", "p95Seconds", "octets")));
    }
  }

  /** {@code rollout hurt}. */
  @Command(name = "hurt", description = "Orders that the version has hurt, or put on their card.")
  static final class Hurt implements Runnable {
    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Parameters(paramLabel = "N", description = "As rollout list shows it.")
    private long number;

    @Option(names = "--csv", description = "Print CSV.")
    private boolean csv;

    @Override
    public void run() {
      var path = "%s/%d/hurt".formatted(PATH, number);
      if (csv) {
        System.out.print(new String(admin.client().octets(path + "?format=csv"), UTF_8));
        return;
      }
      var answer = admin.client().get(path);
      System.out.println(
          admin.json()
              ? answer
              : AdminText.table(
                  answer.path("orders"),
                  List.of("iccid", "eid", "result", "attribution", "cause", "endedAt")));
    }
  }
}
