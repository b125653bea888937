package org.opensmdp.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What the admin API answers, for people: a line a member, a line a row. */
final class AdminText {
  private AdminText() {}

  /** Returns the members of an object that say something. */
  static String object(JsonNode object) {
    var lines = new ArrayList<String>();
    object.properties().forEach(member -> {
      var text = text(member.getValue());
      if (!text.isEmpty()) {
        lines.add("%-24s %s".formatted(member.getKey(), text));
      }
    });
    return String.join("\n", lines);
  }

  /** Returns some members of each object of an array, in columns. */
  static String table(JsonNode rows, List<String> members) {
    var lines = new ArrayList<String>();
    rows.forEach(row -> {
      var line = new StringBuilder();
      members.forEach(name -> line.append("%-20s ".formatted(text(row.path(name)))));
      lines.add(line.toString().stripTrailing());
    });
    return lines.isEmpty() ? "(none)" : String.join("\n", lines);
  }

  static String text(JsonNode value) {
    if (value.isNull() || value.isMissingNode()) {
      return "";
    }
    if (value.isArray()) {
      var parts = new ArrayList<String>();
      value.forEach(part -> parts.add(text(part)));
      return String.join(", ", parts);
    }
    return value.isObject() ? value.toString() : value.asText();
  }
}
