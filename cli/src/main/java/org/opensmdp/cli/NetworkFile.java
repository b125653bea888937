package org.opensmdp.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A file of network events as its rows.
 *
 * @param header of a CSV; absent of JSON, whose rows are objects
 */
record NetworkFile(Optional<String> header, List<Row> rows) {

  /** @param number of the line in the file, or of the element in the array, from 1 */
  record Row(long number, String text) {}

  /** Reads CSV, JSON lines or one JSON array, whichever it is. */
  static NetworkFile read(Path file) {
    try {
      var text = Files.readString(file, UTF_8);
      var found = text.stripLeading().startsWith("[") ? elements(text) : lines(text);
      if (found.rows.isEmpty()) {
        throw new IllegalStateException(file + " has no events.");
      }
      return found;
    } catch (IOException e) {
      throw new IllegalStateException(
          "%s cannot be read (%s).".formatted(file, e.getClass().getSimpleName()), e);
    }
  }

  private static NetworkFile elements(String text) throws IOException {
    var rows = new ArrayList<Row>();
    for (JsonNode element : JsonMapper.builder().build().readTree(text)) {
      rows.add(new Row(rows.size() + 1L, element.toString()));
    }
    return new NetworkFile(Optional.empty(), rows);
  }

  private static NetworkFile lines(String text) {
    var rows = new ArrayList<Row>();
    long number = 0;
    for (var line : (Iterable<String>) text.lines()::iterator) {
      number++;
      if (!line.isBlank()) {
        rows.add(new Row(number, line));
      }
    }
    if (rows.isEmpty() || rows.get(0).text().stripLeading().startsWith("{")) {
      return new NetworkFile(Optional.empty(), rows);
    }
    return new NetworkFile(Optional.of(rows.get(0).text()), rows.subList(1, rows.size()));
  }

  String contentType() {
    return header.isPresent() ? "text/csv" : "application/x-ndjson";
  }
}
