package org.opensmdp.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.RuntimeJsonMappingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A file of orders: CSV with a heading, or an object of JSON a line. The columns and members are those
 * of the admin API.
 */
final class BulkFile {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final ObjectReader CSV = CsvMapper.builder()
      .enable(CsvParser.Feature.WRAP_AS_ARRAY)
      .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
      .enable(CsvParser.Feature.TRIM_SPACES)
      .build()
      .readerForListOf(String.class);
  private static final Set<String> NUMBERS =
      Set.of("maxDownloadAttempts", "maxConfirmationAttempts");
  private static final Set<String> COLUMNS = Set.of(
      "reference",
      "type",
      "iccid",
      "eid",
      "matchingId",
      "confirmationCode",
      "release",
      "expiresAt",
      "lifetime",
      "maxDownloadAttempts",
      "maxConfirmationAttempts");

  private BulkFile() {}

  /**
   * One order of the file.
   *
   * @param number of its line or record, 1 for the first order
   * @param error what makes it no order, if something does
   */
  record Line(int number, ObjectNode members, Optional<String> error) {}

  /** Reads a file; a line that cannot be read is one that failed. */
  static List<Line> read(String text) {
    var lines = text.stripLeading().startsWith("{") ? json(text) : csv(text);
    var seen = new HashSet<String>();
    return lines.stream().map(line -> unique(line, seen)).toList();
  }

  /** The second of two lines that want the same thing cannot have it. */
  private static Line unique(Line line, Set<String> seen) {
    for (var name : List.of("iccid", "matchingId")) {
      var value = line.members().path(name).asText("");
      if (line.error().isEmpty() && !value.isEmpty() && !seen.add(name + value)) {
        return new Line(
            line.number(), line.members(), Optional.of(name + " is in an earlier line, too"));
      }
    }
    return line;
  }

  private static List<Line> json(String text) {
    var lines = new ArrayList<Line>();
    for (var line : text.lines().filter(it -> !it.isBlank()).toList()) {
      int number = lines.size() + 1;
      lines.add(object(line)
          .map(members -> new Line(number, members.put("line", number), Optional.empty()))
          .orElseGet(() -> new Line(
              number, MAPPER.createObjectNode(), Optional.of("the line is no JSON object"))));
    }
    return lines;
  }

  private static Optional<ObjectNode> object(String line) {
    try {
      JsonNode tree = MAPPER.readTree(line);
      return tree instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static List<Line> csv(String text) {
    try (MappingIterator<List<String>> rows = CSV.readValues(text.replaceFirst("^\uFEFF", ""))) {
      var columns = rows.hasNext() ? rows.next() : List.<String>of();
      columns.forEach(BulkFile::checkColumn);
      var lines = new ArrayList<Line>();
      while (rows.hasNext()) {
        lines.add(line(lines.size() + 1, columns, rows.next()));
      }
      return lines;
    } catch (IOException | RuntimeJsonMappingException e) {
      throw new IllegalArgumentException("the file is no CSV; is a quote left open?", e);
    }
  }

  private static void checkColumn(String column) {
    if (!COLUMNS.contains(column)) {
      throw new IllegalArgumentException("there is no column '%s' (there are: %s)"
          .formatted(column, String.join(", ", COLUMNS.stream().sorted().toList())));
    }
  }

  private static Line line(int number, List<String> columns, List<String> row) {
    var members = MAPPER.createObjectNode().put("line", number);
    for (int i = 0; i < Math.min(row.size(), columns.size()); i++) {
      put(members, columns.get(i), row.get(i));
    }
    var wrong = row.size() == columns.size()
        ? Optional.<String>empty()
        : Optional.of(
            "the line has %d values (expected: %d)".formatted(row.size(), columns.size()));
    return new Line(number, members, wrong);
  }

  /** What is no number and no truth value is sent as it is: the server says what is wrong. */
  private static void put(ObjectNode members, String name, String value) {
    if (value.isEmpty()) {
      return;
    }
    if (NUMBERS.contains(name) && value.matches("[0-9]{1,6}")) {
      members.put(name, Integer.parseInt(value));
    } else if (name.equals("release") && value.matches("true|false")) {
      members.put(name, Boolean.parseBoolean(value));
    } else {
      members.put(name, value);
    }
  }
}
