package org.opensmdp.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A rollout for people: its stages, how each stratum stands between the borders, who did what. */
final class RolloutText {
  private static final int WIDTH = 40;

  private RolloutText() {}

  /** Returns a rollout on one line. */
  static String line(JsonNode it) {
    return "%4d  %-20s %3d -> %-3d  %-12s %-16s %s"
        .formatted(
            it.path("rolloutId").asLong(),
            it.path("type").asText(),
            it.path("from").asInt(),
            it.path("to").asInt(),
            it.path("state").asText(),
            it.path("stageIs").asText(),
            it.path("why").asText());
  }

  static String page(JsonNode it) {
    var lines = new ArrayList<String>();
    lines.add("rollout %d of %s, version %d -> %d: %s%s"
        .formatted(
            it.path("rolloutId").asLong(),
            it.path("type").asText(),
            it.path("from").asInt(),
            it.path("to").asInt(),
            it.path("state").asText(),
            it.path("locked").asBoolean() ? ", locked: a person has to look" : ""));
    lines.add("  " + it.path("why").asText());
    lines.add("");
    stages(it, lines);
    strata(it, lines);
    it.path("exceptions")
        .forEach(exception -> lines.add("  exception" + VersionExceptions.line(exception)));
    steps(it, lines);
    return String.join("\n", lines);
  }

  private static void stages(JsonNode it, List<String> lines) {
    int at = it.path("stage").asInt();
    int number = 0;
    for (var stage : it.path("stages")) {
      var mark = number < at ? "done" : number == at ? ">>>>" : "    ";
      lines.add("  %s %d  %-16s at least %-8s %s%s"
          .formatted(
              mark,
              number,
              stage.path("stage").asText(),
              stage.path("atLeast").asText(),
              stage.path("kind").asText().equals("percent")
                  ? stage.path("verdicts").asInt() + " verdicts"
                  : "",
              stage.path("secondPerson").asBoolean() ? ", a second person" : ""));
      number++;
    }
  }

  private static void strata(JsonNode it, List<String> lines) {
    if (it.path("strata").isEmpty()) {
      return;
    }
    lines.add("");
    lines.add("  stratum                        good/all  silent  accept" + " ".repeat(WIDTH - 12)
        + "roll back");
    it.path("strata").forEach(stratum -> {
      lines.add("  %-30s %4d/%-4d %6d  %s %s"
          .formatted(
              stratum.path("stratum").asText(),
              stratum.path("successes").asInt(),
              stratum.path("verdicts").asInt(),
              stratum.path("silent").asInt(),
              bar(stratum),
              String.format(Locale.ROOT, "%+.2f", stratum.path("lambda").asDouble())));
      if (!stratum.path("fault").asText("").isEmpty()) {
        lines.add("    " + stratum.path("fault").asText());
      }
    });
    it.path("quarantined").forEach(stratum -> lines.add("  in quarantine: " + stratum.asText()));
  }

  /** Returns where lambda stands between the border of acceptance and that of rollback. */
  static String bar(JsonNode stratum) {
    double low = stratum.path("acceptBorder").asDouble();
    double high = stratum.path("rollbackBorder").asDouble();
    double share = (stratum.path("lambda").asDouble() - low) / (high - low);
    int place = (int) Math.round(Math.max(0, Math.min(1, share)) * (WIDTH - 1));
    var bar = new StringBuilder("-".repeat(WIDTH));
    int middle = (int) Math.round(-low / (high - low) * (WIDTH - 1));
    bar.setCharAt(Math.max(0, Math.min(WIDTH - 1, middle)), '+');
    bar.setCharAt(place, '#');
    return "|" + bar + "|";
  }

  private static void steps(JsonNode it, List<String> lines) {
    lines.add("");
    it.path("steps")
        .forEach(step -> lines.add("  %s  %-12s %-12s stage %d  %s"
            .formatted(
                step.path("happenedAt").asText(),
                step.path("step").asText(),
                step.path("actor").asText(),
                step.path("stage").asInt(),
                step.path("why").asText())));
  }
}
