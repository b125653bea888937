package org.opensmdp.cli;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.opensmdp.activation.ActivationEvent;
import org.opensmdp.activation.ProfileState;

/** The events of an order as a table. */
final class TimelineText {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  private TimelineText() {}

  static List<String> of(List<ActivationEvent> events) {
    return events.stream().map(TimelineText::line).toList();
  }

  private static String line(ActivationEvent event) {
    return "%s  %-28s %-24s %s %s"
        .formatted(
            TIME.format(event.happenedAt()),
            event.function(),
            move(event),
            event.status(),
            event.detail())
        .strip();
  }

  private static String move(ActivationEvent event) {
    if (event.to().isEmpty()) {
      return "";
    }
    var to = text(event.to().get());
    return event
        .from()
        .filter(from -> from != event.to().get())
        .map(from -> text(from) + " -> " + to)
        .orElse(to);
  }

  /** The standard's spelling: Available, not AVAILABLE. */
  static String text(ProfileState state) {
    return state.name().charAt(0) + state.name().substring(1).toLowerCase(Locale.ROOT);
  }

  static String joined(List<ActivationEvent> events) {
    return of(events).stream().collect(Collectors.joining("\n  ", "  ", ""));
  }
}
