package org.opensmdp.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A case as the admin API tells it, for people at a terminal. */
final class CaseText {
  private static final int WIDTH = 100;
  private static final String INDENT = " ".repeat(19);

  private final List<String> lines = new ArrayList<>();

  private CaseText() {}

  static String of(JsonNode story) {
    var text = new CaseText();
    text.verdict(story.path("verdict"));
    text.facts(story.path("facts"));
    text.timeline(story.path("lines"));
    text.list("THE CHIP SHOWED", story.path("card"));
    return String.join("\n", text.lines);
  }

  private void verdict(JsonNode verdict) {
    var code = AdminText.text(verdict.path("code"));
    paragraph("WHAT HAPPENED", AdminText.text(verdict.path("happened")) + " [" + code + "]");
    verdict.path("because").forEach(because -> paragraph("", because.asText()));
    var customer = AdminText.text(verdict.path("tellCustomer"));
    paragraph("TELL THE CUSTOMER", customer.isEmpty() ? "nothing" : "\"" + customer + "\"");
    paragraph("DO NOW", AdminText.text(verdict.path("doNow")));
    var mustAct = AdminText.text(verdict.path("mustAct"));
    paragraph("WHO MUST ACT", mustAct.isEmpty() ? "nobody" : whom(mustAct));
  }

  private static String whom(String attribution) {
    return switch (attribution) {
      case "server" -> "we: the fault is in this server";
      case "template" -> "we: the fault is in the content of the profile";
      case "operator" -> "the operator";
      case "device" -> "the customer, for the device or its chip is in the way";
      case "user" -> "the customer";
      case "network" -> "the customer, with a better connection";
      default -> "nobody knows yet: find out first";
    };
  }

  private void facts(JsonNode facts) {
    if (!facts.isEmpty()) {
      title("THE ORDER");
      facts
          .properties()
          .forEach(fact ->
              lines.add("  %-18s %s".formatted(fact.getKey(), AdminText.text(fact.getValue()))));
    }
  }

  private void list(String title, JsonNode items) {
    if (!items.isEmpty()) {
      title(title);
      items.forEach(item -> lines.add("  " + item.asText()));
    }
  }

  private void timeline(JsonNode all) {
    if (all.isEmpty()) {
      return;
    }
    title("TIMELINE (UTC)");
    all.forEach(this::line);
  }

  private void line(JsonNode line) {
    var mark = line.path("good").asBoolean() ? ' ' : '!';
    lines.add("%c %s  %-8s %s%s"
        .formatted(
            mark,
            time(line.path("at").asText()),
            line.path("who").asText(),
            line.path("words").asText(),
            codes(line)));
    lines.add("%s      (%s%s%s)"
        .formatted(
            INDENT,
            line.path("what").asText(),
            line.path("milliseconds").isNull()
                ? ""
                : ", " + line.path("milliseconds").asLong() + " ms",
            session(line)));
    line.path("evidence").forEach(item -> lines.add(INDENT + "      " + item.asText()));
  }

  private static String session(JsonNode line) {
    var id = AdminText.text(line.path("transactionId"));
    return id.isEmpty() ? "" : ", session " + id.substring(0, Math.min(8, id.length()));
  }

  private static String codes(JsonNode line) {
    var code = AdminText.text(line.path("code"));
    var mustAct = AdminText.text(line.path("mustAct"));
    return code.isEmpty() ? "" : " [" + code + (mustAct.isEmpty() ? "]" : ", " + mustAct + "]");
  }

  /** 2026-03-31 12:00:00, from ISO 8601. */
  private static String time(String instant) {
    return instant.length() < 19 ? instant : instant.substring(0, 19).replace('T', ' ');
  }

  private void title(String title) {
    lines.add("");
    lines.add(title);
  }

  /** Words under each other, behind their title. */
  private void paragraph(String title, String text) {
    var line = new StringBuilder("%-19s".formatted(title));
    int used = line.length();
    for (var word : text.split(" ", -1)) {
      if (used + word.length() > WIDTH && used > INDENT.length()) {
        lines.add(line.toString().stripTrailing());
        line = new StringBuilder(INDENT);
        used = INDENT.length();
      }
      line.append(word).append(' ');
      used += word.length() + 1;
    }
    lines.add(line.toString().stripTrailing());
  }
}
