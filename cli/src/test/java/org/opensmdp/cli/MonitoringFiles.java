package org.opensmdp.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The rules, their tests and the boards under deploy, and which figures and labels they name. */
final class MonitoringFiles {
  static final Path RULES = Path.of("..", "deploy", "prometheus");
  static final Path BOARDS = Path.of("..", "deploy", "grafana");
  private static final Pattern FIGURE =
      Pattern.compile("\\b((?:smdp|rsp|http|db|tls|smds|opensmdp)_[a-z0-9_]+)(?:\\{([^}]*)})?");
  private static final Pattern RECORDED = Pattern.compile("\\bsmdp:[a-z0-9_]+(?::[a-z0-9_]+)+");
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)\\s*(?:=~|!~|!=|=)\\s*\"");
  private static final Pattern GROUPING = Pattern.compile("\\b(?:by|on)\\s*\\(([a-z_, ]+)\\)");

  private MonitoringFiles() {}

  /** Returns the rules of a file: those that alert, those that record. */
  static List<JsonNode> rules(String file) {
    var rules = new ArrayList<JsonNode>();
    yaml(RULES.resolve(file))
        .path("groups")
        .forEach(group -> group.path("rules").forEach(rules::add));
    return rules;
  }

  /** Returns the cases of promtool, of all files. */
  static List<JsonNode> cases() {
    var cases = new ArrayList<JsonNode>();
    files(RULES.resolve("tests")).forEach(file -> yaml(file).path("tests").forEach(cases::add));
    return cases;
  }

  static List<Path> files(Path directory) {
    try (var files = Files.list(directory)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode json(Path file) {
    try {
      return new ObjectMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode yaml(Path file) {
    try {
      return new YAMLMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns every expression, by where it stands. */
  static Map<String, String> expressions() {
    var found = new LinkedHashMap<String, String>();
    for (var file : List.of("opensmdp-rules.yml", "opensmdp-alerts.yml")) {
      for (var rule : rules(file)) {
        var name = rule.path("alert").asText(rule.path("record").asText());
        found.put(file + " " + name + " " + found.size(), rule.path("expr").asText());
      }
    }
    for (var board : files(BOARDS)) {
      json(board)
          .path("panels")
          .forEach(panel -> panel
              .path("targets")
              .forEach(target -> found.put(
                  "%s %s %s"
                      .formatted(
                          board.getFileName(),
                          panel.path("title").asText(),
                          target.path("refId").asText()),
                  target.path("expr").asText())));
    }
    return found;
  }

  /** Returns the figures of an expression, and the labels that it asks each of them for. */
  static Map<String, Set<String>> figures(String expression) {
    var found = new LinkedHashMap<String, Set<String>>();
    var matcher = FIGURE.matcher(expression);
    while (matcher.find()) {
      var labels = found.computeIfAbsent(matcher.group(1), name -> new HashSet<>());
      if (matcher.group(2) != null) {
        LABEL.matcher(matcher.group(2)).results().forEach(label -> labels.add(label.group(1)));
      }
    }
    return found;
  }

  /** Returns the labels that an expression groups by or joins on. */
  static Set<String> groupings(String expression) {
    var labels = new HashSet<String>();
    GROUPING
        .matcher(expression)
        .results()
        .forEach(found -> labels.addAll(List.of(found.group(1).split("\\s*,\\s*"))));
    return labels;
  }

  /** Returns the recorded series that an expression names. */
  static List<String> recorded(String expression) {
    return RECORDED.matcher(expression).results().map(found -> found.group()).toList();
  }
}
