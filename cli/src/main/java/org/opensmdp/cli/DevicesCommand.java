package org.opensmdp.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code devices}: what works on what, learned from traffic. */
@Command(
    name = "devices",
    description = "What works on which cards or phones, learned from traffic.")
final class DevicesCommand implements Runnable {
  @Mixin
  private AdminOptions admin = new AdminOptions();

  @Mixin
  private ScopeOptions scope = new ScopeOptions();

  @Option(names = "--phones", description = "By the phones' TAC instead of by cards.")
  private boolean phones;

  @Option(names = "--limit", description = "How many at most (default: 50).")
  private int limit = 50;

  @Override
  public void run() {
    var more = Map.of("by", phones ? "phone" : "card", "limit", Integer.toString(limit));
    var answer = admin.client().get(scope.on("/admin/v1/devices", more));
    if (admin.json()) {
      System.out.println(answer);
    } else if (answer.path("devices").isEmpty()) {
      System.out.println("No card has come in that time.");
    } else {
      answer.path("devices").forEach(DevicesCommand::print);
    }
  }

  private static void print(JsonNode model) {
    var version = model.path("version");
    var kind = Stream.of("tac", "eum", "firmware", "svn", "packageVersion")
        .map(name -> model.path(name).asText())
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(" "));
    System.out.println(String.join(
        " ",
        List.of(
            "%-34s".formatted(kind),
            "%-24s"
                .formatted(model.path("type").asText() + "/"
                    + (version.isNumber() ? version.asText() : "ready-made")),
            "%8d".formatted(model.path("delivered").asLong()),
            "%10s".formatted(SloCommand.percent(model.path("successRate"))),
            "%9s".formatted(SloCommand.seconds(model.path("medianSeconds"))),
            model.path("lastSeen").asText())));
  }
}
