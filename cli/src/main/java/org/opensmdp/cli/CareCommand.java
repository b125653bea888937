package org.opensmdp.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.opensmdp.rsp.Iccid;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code care}: orders that stand still, come again, or contradict each other. */
@Command(
    name = "care",
    description = "Orders that stand still, come again, or contradict each other.",
    subcommands = {
      CareCommand.OverAge.class,
      CareCommand.Crossed.class,
      CareCommand.Rearm.class,
      CareCommand.Lift.class,
      CareCommand.Ages.class
    })
final class CareCommand implements Runnable {
  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }

  private static String order(String iccid) {
    return "/admin/v1/orders/" + new Iccid(iccid).digits();
  }

  /** {@code care over-age}. */
  @Command(name = "over-age", description = "How many orders are older than they may be.")
  static final class OverAge implements Runnable {
    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Override
    public void run() {
      var answer = admin.client().get("/admin/v1/care/over-age");
      if (admin.json()) {
        System.out.println(answer);
      } else {
        answer
            .path("overAge")
            .properties()
            .forEach(state -> System.out.println(
                "%-12s %d".formatted(state.getKey(), state.getValue().asLong())));
      }
    }
  }

  /** {@code care crossed}; exit code 1 if there is a contradiction. */
  @Command(name = "crossed", description = "Where identities contradict each other; none is good.")
  static final class Crossed implements Callable<Integer> {
    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Override
    public Integer call() {
      var answer = admin.client().get("/admin/v1/care/crossed");
      var crossed = answer.path("crossed");
      if (admin.json()) {
        System.out.println(answer);
      } else if (crossed.isEmpty()) {
        System.out.println("Nothing is crossed.");
      } else {
        crossed.forEach(Crossed::print);
      }
      return crossed.isEmpty() ? 0 : 1;
    }

    private static void print(JsonNode crossed) {
      System.out.println("%-16s %-20s %s"
          .formatted(
              crossed.path("kind").asText(),
              crossed.path("iccid").asText(),
              crossed.path("what").asText()));
    }
  }

  /** {@code care rearm}. */
  @Command(
      name = "rearm",
      description = "Make an order downloadable again that has ended. Say why with --reason.")
  static final class Rearm implements Runnable {
    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Parameters(paramLabel = "ICCID")
    private String iccid = "";

    @Option(names = "--any-card", description = "Another card may come than the one before.")
    private boolean anyCard;

    @Option(names = "--lifetime", description = "ISO 8601, as P30D (default: that of the type).")
    private Optional<String> lifetime = Optional.empty();

    @Override
    public void run() {
      var body = new LinkedHashMap<String, Object>();
      body.put("anyCard", anyCard);
      lifetime.ifPresent(span -> body.put("lifetime", span));
      var armed = admin.client().post(order(iccid) + "/rearm", body);
      System.out.println(
          admin.json()
              ? armed
              : "%s is released again".formatted(armed.path("iccid").asText()));
    }
  }

  /** {@code care lift-quarantine}. */
  @Command(
      name = "lift-quarantine",
      description = "Offer a profile again that was delivered before. Say why with --reason.")
  static final class Lift implements Runnable {
    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Parameters(paramLabel = "ICCID")
    private String iccid = "";

    @Override
    public void run() {
      admin.client().delete(order(iccid) + "/quarantine");
    }
  }

  /** {@code care ages}; with --state, --max-age and --action it changes what holds. */
  @Command(name = "ages", description = "How long orders of a type may stay in a state; change it.")
  static final class Ages implements Runnable {
    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Parameters(paramLabel = "TYPE")
    private String type = "";

    @Option(names = "--state", description = "allocated, linked, confirmed, released, downloaded.")
    private Optional<String> state = Optional.empty();

    @Option(names = "--max-age", description = "ISO 8601, as P7D (default: P7D).")
    private String maxAge = "P7D";

    @Option(names = "--action", description = "tell, return-to-stock, withdraw (default: tell).")
    private String action = "tell";

    @Override
    public void run() {
      var path = "/admin/v1/types/" + AdminClient.encoded(type) + "/order-ages";
      var answer = state
          .map(named ->
              admin.client().put(path, Map.of("state", named, "maxAge", maxAge, "action", action)))
          .orElseGet(() -> admin.client().get(path));
      if (admin.json()) {
        System.out.println(answer);
      } else {
        answer.path("ages").forEach(Ages::print);
      }
    }

    private static void print(JsonNode age) {
      System.out.println("%-12s %-8s %s"
          .formatted(
              age.path("state").asText(),
              age.path("maxAge").asText(),
              age.path("action").asText()));
    }
  }
}
