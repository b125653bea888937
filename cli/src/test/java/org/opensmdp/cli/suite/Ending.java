package org.opensmdp.cli.suite;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.opensmdp.rsp.PendingNotification;
import org.opensmdp.rsp.StatusCode;

/** How it ended at the server, read from its tables: order, session, refusals, reports. */
record Ending(Scene scene, Order order, Witness witness) {
  private static final List<String> FUNCTIONS = List.of(
      "initiateAuthentication",
      "authenticateClient",
      "getBoundProfilePackage",
      "cancelSession",
      "handleNotification");

  String text() {
    var reports = reports(); // judged before the order is looked at
    var said = new ArrayList<>(List.of(orderRow(), session()));
    said.addAll(refusals());
    said.addAll(reports);
    return String.join("; ", said);
  }

  private String orderRow() {
    var profile = scene.tables().order(order.iccid()).profile();
    var device = profile.deviceState().map(state -> " and " + small(state)).orElse("");
    int tries = profile.downloadAttempts();
    return "order %s%s, %d %s"
        .formatted(small(profile.state()), device, tries, tries == 1 ? "try" : "tries");
  }

  private String session() {
    var states = witness.sessions().stream()
        .map(id -> scene.tables().session(id).map(Ending::small).orElse("not kept"))
        .toList();
    return states.isEmpty()
        ? "no session"
        : (states.size() == 1 ? "session " : "sessions ") + String.join(", ", states);
  }

  /**
   * What was answered or judged with another status than success, each once, in the order of the
   * functions: reports are judged when they are, meanwhile the device may have come again.
   */
  private List<String> refusals() {
    var events = new LinkedHashSet<EventRow>();
    for (var session : witness.sessions()) {
      events.addAll(scene.tables().events(order.iccid(), session));
    }
    return events.stream()
        .filter(event -> !event.status().equals(EventRow.OK))
        .filter(event -> event.function().startsWith("ES9+."))
        .sorted(Comparator.comparingInt(event -> FUNCTIONS.indexOf(function(event))))
        .map(event -> function(event) + " " + pair(event.status()))
        .distinct()
        .toList();
  }

  private static String function(EventRow event) {
    var name = event.function().substring("ES9+.".length());
    return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }

  private static String pair(String status) {
    for (var code : StatusCode.values()) {
      if (code.name().equals(status)) {
        return code.subject() + "/" + code.reason();
      }
    }
    return small(status);
  }

  private List<String> reports() {
    if (witness.reports().isEmpty()) {
      return List.of();
    }
    var verdicts =
        witness.reports().stream().distinct().map(this::report).collect(Collectors.joining(", "));
    return List.of("reports: " + verdicts);
  }

  private String report(PendingNotification report) {
    var row = scene.tables().verdict(report);
    int sent = Collections.frequency(witness.reports(), report);
    String repeated = sent > 1
        ? " (sent %d times, kept %d)".formatted(sent, scene.tables().notificationCount(report))
        : "";
    return row.operation().map(Ending::small).orElse("report") + " " + small(row.verdict())
        + repeated;
  }

  private static String small(String constant) {
    return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
