package org.opensmdp.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A path with places for values: {@code /orders/{iccid}/timeline}. A value is one segment, 1 to 256
 * signs as sent, percent-decoded as UTF-8; what does not decode, and what decodes to a slash or a
 * control character, matches nothing. More literal templates come first in order.
 */
record PathTemplate(String text, List<String> segments) implements Comparable<PathTemplate> {
  private static final int LONGEST_VALUE = 256;
  private static final String PLACE = "{}";

  PathTemplate {
    segments = List.copyOf(segments);
  }

  static boolean is(String path) {
    return path.indexOf('{') >= 0;
  }

  /** Refuses a place that is not a whole segment with a name. */
  static PathTemplate parse(String text) {
    var template = new PathTemplate(text, List.of(text.split("/", -1)));
    for (var segment : template.segments) {
      if (is(segment) && !segment.matches("\\{[a-zA-Z]+}")) {
        throw new IllegalArgumentException("path: " + text + " (expected: places like {iccid})");
      }
    }
    return template;
  }

  /** Returns the template without the names of its places. */
  String shape() {
    return text.replaceAll("\\{[^}]*}", "{}");
  }

  boolean matches(String path) {
    return values(path).isPresent();
  }

  /** Returns what stands in the places, by name; empty if the path is another. */
  Optional<Map<String, String>> values(String path) {
    var found = path.split("/", segments.size() + 1);
    if (found.length != segments.size()) {
      return Optional.empty();
    }
    var values = new HashMap<String, String>();
    for (int i = 0; i < found.length; i++) {
      var segment = segments.get(i);
      if (is(segment)) {
        var value = value(found[i]);
        if (value.isEmpty()) {
          return Optional.empty();
        }
        values.put(segment.substring(1, segment.length() - 1), value.get());
      } else if (!segment.equals(found[i])) {
        return Optional.empty();
      }
    }
    return Optional.of(values);
  }

  private static Optional<String> value(String sent) {
    if (sent.isEmpty() || sent.length() > LONGEST_VALUE) {
      return Optional.empty();
    }
    return Percent.decode(sent)
        .filter(value -> value.chars().noneMatch(c -> c == '/' || Character.isISOControl(c)));
  }

  /** Places after literals: where two templates fit a path, the first segment that differs decides. */
  @Override
  public int compareTo(PathTemplate other) {
    return sortKey().compareTo(other.sortKey());
  }

  private String sortKey() {
    return shape().replace(PLACE, "\uFFFF");
  }
}
