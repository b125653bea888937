package org.opensmdp.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code slo}: what is promised, what was kept of it, and how much may still go wrong. */
@Command(
    name = "slo",
    description = "What is promised, what was kept of it, and how much may still go wrong.",
    subcommands = {SloCommand.Show.class, SloCommand.FunnelSteps.class, SloCommand.Budget.class})
final class SloCommand implements Runnable {
  private static final String PATH = "/admin/v1/slo";

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }

  /** Returns a share as people read it. */
  static String percent(JsonNode share) {
    return share.isNumber() ? String.format(Locale.ROOT, "%.2f %%", share.asDouble() * 100) : "-";
  }

  static String seconds(JsonNode seconds) {
    return seconds.isNumber() ? String.format(Locale.ROOT, "%.1f s", seconds.asDouble()) : "-";
  }

  /** {@code slo show}. */
  @Command(name = "show", description = "What became of attempts, and where objectives stand.")
  static final class Show implements Runnable {
    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Mixin
    private ScopeOptions scope = new ScopeOptions();

    @Option(
        names = "--by",
        description = "Told apart by operator, region, version, eum, firmware or cause.")
    private Optional<String> by = Optional.empty();

    @Override
    public void run() {
      var path = by.map(word -> scope.on(PATH + "/attempts", Map.of("by", word)))
          .orElseGet(() -> scope.on(PATH, Map.of()));
      var answer = admin.client().get(path);
      if (admin.json()) {
        System.out.println(answer);
      } else if (by.isPresent()) {
        System.out.println("%-32s %9s %9s %12s %9s %9s"
            .formatted(by.get(), "delivered", "installed", "success rate", "median", "p95"));
        answer.path("attempts").forEach(Show::printPart);
      } else {
        print(answer);
      }
    }

    private static void printPart(JsonNode part) {
      System.out.println("%-32s %9d %9d %12s %9s %9s"
          .formatted(
              part.path("key").asText("-"),
              part.path("delivered").asLong(),
              part.path("succeeded").asLong(),
              percent(part.path("successRate")),
              seconds(part.path("medianSeconds")),
              seconds(part.path("p95Seconds"))));
    }

    private static void print(JsonNode answer) {
      System.out.println(AdminText.object(answer.path("attempts")));
      System.out.println();
      answer
          .path("objectives")
          .forEach(objective -> System.out.println("%-4s %-24s %9d of %-9d %-10s target %-10s %s"
              .formatted(
                  objective.path("number").asText(),
                  objective.path("name").asText(),
                  objective.path("good").asLong(),
                  objective.path("valid").asLong(),
                  percent(objective.path("ratio")),
                  percent(objective.path("target")),
                  verdict(objective.path("met")))));
    }

    private static String verdict(JsonNode met) {
      return met.isBoolean() ? met.asBoolean() ? "met" : "MISSED" : "no data";
    }
  }

  /** {@code slo funnel}. */
  @Command(name = "funnel", description = "How far sessions came.")
  static final class FunnelSteps implements Runnable {
    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Mixin
    private ScopeOptions scope = new ScopeOptions();

    @Override
    public void run() {
      var answer = admin.client().get(scope.on("/admin/v1/funnel", Map.of()));
      if (admin.json()) {
        System.out.println(answer);
        return;
      }
      long before = 0;
      for (var step : answer.path("steps").properties()) {
        long count = step.getValue().asLong();
        var share = before == 0 ? "" : "%.1f %%".formatted(100.0 * count / before);
        System.out.println("%-14s %9d %9s".formatted(step.getKey(), count, share));
        before = count;
      }
    }
  }

  /** {@code slo budget}. */
  @Command(name = "budget", description = "Error budgets of the last 30 days.")
  static final class Budget implements Runnable {
    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Mixin
    private ScopeOptions scope = new ScopeOptions();

    @Override
    public void run() {
      var answer = admin.client().get(scope.on(PATH + "/budget", Map.of()));
      if (admin.json()) {
        System.out.println(answer);
        return;
      }
      System.out.println("%-4s %-24s %9s %10s %9s %10s %6s"
          .formatted("", "objective", "target", "allowed", "used", "left", "burn"));
      answer.path("budgets").forEach(Budget::print);
    }

    private static void print(JsonNode budget) {
      var burn = budget.path("burn");
      System.out.println("%-4s %-24s %9s %10.1f %9d %10s %6s"
          .formatted(
              budget.path("number").asText(),
              budget.path("name").asText(),
              percent(budget.path("target")),
              budget.path("allowed").asDouble(),
              budget.path("used").asLong(),
              percent(budget.path("left")),
              burn.isNumber() ? "%.1f".formatted(burn.asDouble()) : "-"));
    }
  }
}
