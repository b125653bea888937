package org.opensmdp.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.opensmdp.activation.NetworkEvent;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.Imsi;

/**
 * Reads a batch of network events: CSV with a header (text/csv), one JSON object a line
 * (application/x-ndjson), or an array of objects, alone or as the member {@code events} of an object. No refusal quotes a line.
 */
final class NetworkLines {
  static final int MOST = 5000;

  private static final Set<String> MEMBERS =
      Set.of("imsi", "kind", "happenedAt", "network", "iccid", "cause", "correlationId");

  private NetworkLines() {}

  /** A line of the batch, from 1; its event may be refused. */
  record Line(int number, Supplier<NetworkEvent> event) {}

  static List<Line> of(String contentType, byte[] body) {
    var lines = switch (contentType) {
      case "text/csv" -> csv(text(body));
      case "application/x-ndjson" -> json(text(body));
      default -> array(body);
    };
    if (lines.size() > MOST) {
      throw AdminRefusal.invalid(
          "%d events (at most: %d); send several batches".formatted(lines.size(), MOST));
    }
    return lines;
  }

  private static List<String> text(byte[] body) {
    return new String(body, UTF_8).lines().toList();
  }

  private static List<Line> array(byte[] body) {
    var events =
        new Members(AdminJson.readRows(body, "events")).only(Set.of("events")).objects("events");
    var lines = new ArrayList<Line>();
    for (var members : events) {
      lines.add(new Line(lines.size() + 1, () -> event(members.only(MEMBERS)::text)));
    }
    return lines;
  }

  private static List<Line> json(List<String> text) {
    var lines = new ArrayList<Line>();
    for (int i = 0; i < text.size(); i++) {
      var line = text.get(i);
      if (!line.isBlank()) {
        lines.add(new Line(
            i + 1,
            () -> event(new Members(AdminJson.read(AdminJson.octets(line))).only(MEMBERS)::text)));
      }
    }
    return lines;
  }

  private static List<Line> csv(List<String> text) {
    var header = text.isEmpty() ? List.<String>of() : columns(text.get(0));
    if (!header.containsAll(Set.of("imsi", "kind", "happenedAt")) || !MEMBERS.containsAll(header)) {
      throw AdminRefusal.unreadable(
          "the first line of a CSV names the columns: imsi,kind,happenedAt"
              + " and, if there are any, network,iccid,cause,correlationId");
    }
    var lines = new ArrayList<Line>();
    for (int i = 1; i < text.size(); i++) {
      var line = text.get(i);
      if (!line.isBlank()) {
        lines.add(new Line(i + 1, () -> event(row(header, columns(line)))));
      }
    }
    return lines;
  }

  private static Function<String, Optional<String>> row(List<String> header, List<String> values) {
    if (values.size() != header.size()) {
      throw AdminRefusal.unreadable(
          "%d columns (expected: %d)".formatted(values.size(), header.size()));
    }
    Map<String, String> row = new HashMap<>();
    for (int i = 0; i < header.size(); i++) {
      row.put(header.get(i), values.get(i));
    }
    return name -> Optional.ofNullable(row.get(name)).filter(value -> !value.isEmpty());
  }

  /** Quotes may stand around a column and not in it. */
  private static List<String> columns(String line) {
    return List.of(line.split(",", -1)).stream()
        .map(String::strip)
        .map(value -> value.replaceFirst("^\"(.*)\"$", "$1"))
        .toList();
  }

  private static NetworkEvent event(Function<String, Optional<String>> member) {
    return new NetworkEvent(
        required(member, "imsi", Imsi::new, "6 to 15 digits"),
        required(member, "kind", NetworkLines::kind, "ATTACH, DETACH or SESSION_DROP"),
        required(member, "happenedAt", Requests::instant, "a time as 2026-03-31T12:00:00Z"),
        member.apply("network"),
        member.apply("iccid").map(text -> read("iccid", text, Iccid::parse, "18 to 20 digits")),
        member.apply("cause").orElse(""),
        member.apply("correlationId"));
  }

  private static NetworkEvent.Kind kind(String text) {
    return NetworkEvent.Kind.valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private static <T> T required(
      Function<String, Optional<String>> member,
      String name,
      Function<String, T> type,
      String expected) {
    return member
        .apply(name)
        .map(text -> read(name, text, type, expected))
        .orElseThrow(() -> AdminRefusal.unreadable(name + " is missing"));
  }

  /** The message of the type would quote what was found. */
  private static <T> T read(String name, String text, Function<String, T> type, String expected) {
    try {
      return type.apply(text);
    } catch (RuntimeException e) {
      throw AdminRefusal.unreadable("%s is not %s".formatted(name, expected));
    }
  }
}
