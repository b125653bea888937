package org.opensmdp.activation.timeline;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.opensmdp.activation.ActivationEvent;
import org.opensmdp.rsp.StatusCode;

/** The code by which the glossary explains an event: a report's reason before the pair that it became. */
final class EventCode {
  private static final Pattern REPORT = Pattern.compile("errorReason (\\d{1,3})");
  private static final Pattern CANCELLED = Pattern.compile("^reason (\\d{1,3})");
  private static final String REPORTED = "ES9+.HandleNotification";
  private static final String GIVEN_UP = "ES9+.CancelSession";
  private static final String UNVERIFIED = "8.1/6.1";

  private EventCode() {}

  /** Returns the code; empty of what went as it should. */
  static Optional<String> of(ActivationEvent event) {
    if (event.function().equals(GIVEN_UP) && event.detail().startsWith("reason ")) {
      return number(CANCELLED, event).map(reason -> "cancel " + reason);
    }
    if (event.function().equals(REPORTED)) {
      return ofReport(event);
    }
    return event.status().equals(ActivationEvent.OK) ? Optional.empty() : pair(event.status());
  }

  private static Optional<String> ofReport(ActivationEvent event) {
    if (event.detail().startsWith("FORGED")) {
      return Optional.of(UNVERIFIED);
    }
    if (event.detail().startsWith("UNKNOWN")) {
      return Optional.of("notification unknown");
    }
    return number(REPORT, event)
        .map(reason -> "pir " + reason)
        .or(() ->
            event.status().equals(ActivationEvent.OK) ? Optional.empty() : pair(event.status()));
  }

  private static Optional<String> number(Pattern pattern, ActivationEvent event) {
    var found = pattern.matcher(event.detail());
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  private static Optional<String> pair(String status) {
    return Arrays.stream(StatusCode.values())
        .filter(code -> code.name().equals(status))
        .map(StatusCode::pair)
        .findFirst();
  }

  /** Whether a device was at work in it. */
  static boolean isOfDevice(ActivationEvent event) {
    return event.function().startsWith("ES9+.");
  }

  /** Returns the last event that a device caused. */
  static Optional<ActivationEvent> lastOfDevice(List<ActivationEvent> events) {
    return events.stream().filter(EventCode::isOfDevice).reduce((earlier, later) -> later);
  }
}
