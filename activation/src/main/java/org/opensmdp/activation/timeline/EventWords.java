package org.opensmdp.activation.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.opensmdp.activation.ActivationEvent;
import org.opensmdp.activation.ProfileState;
import org.opensmdp.activation.glossary.Glossary;
import org.opensmdp.activation.glossary.GlossaryEntry;
import org.opensmdp.activation.timeline.CaseLine.Who;

/** An event as a line of a timeline. */
final class EventWords {
  private static final Map<String, String> DONE = Map.ofEntries(
      Map.entry("ES2+.DownloadOrder", "The operator ordered the profile"),
      Map.entry("ES2+.ConfirmOrder", "The operator confirmed the order"),
      Map.entry("ES2+.ReleaseProfile", "The operator released the profile"),
      Map.entry("ES2+.CancelOrder", "The operator cancelled the order"),
      Map.entry("ES9+.InitiateAuthentication", "A phone asked for a session"),
      Map.entry(
          "ES9+.AuthenticateClient",
          "The chip proved itself, and the phone was shown what it would download"),
      Map.entry("ES9+.GetBoundProfilePackage", "The package left for the chip"),
      Map.entry("ES12.RegisterEvent", "The SM-DS was told that a profile waits for the chip"),
      Map.entry("ES12.DeleteEvent", "The SM-DS was told that no profile waits any more"),
      Map.entry(
          "Rollout.RollBack",
          "The version was taken back; the next download gets the last stable one"),
      Map.entry("Network.Attach", "The network saw the subscriber come"),
      Map.entry("Network.Detach", "The network saw the subscriber go"),
      Map.entry("Network.SessionDrop", "The network dropped the subscriber's session"),
      Map.entry("LimitOrder", "The order got limits of its own"),
      Map.entry("LiftQuarantine", "The quarantine of the profile was ended"),
      Map.entry("ReArm", "The order was armed again"),
      Map.entry("OrderExpiry", "The time of the order ran out"),
      Map.entry("StuckOrder", "The order has stood still for longer than it may"));

  private static final String INSTALLED = "The chip reported that the profile was installed";

  private static final Map<String, String> REPORTS = Map.of(
      "INSTALL", INSTALLED,
      "ENABLE", "The chip reported that the profile was switched on",
      "DISABLE", "The chip reported that the profile was switched off",
      "DELETE", "The chip reported that the profile was deleted");

  private static final Map<String, Who> WHO = Map.of(
      "ES2+", Who.OPERATOR,
      "ES9+", Who.PHONE,
      "ES12", Who.SMDS,
      "Network", Who.NETWORK,
      "Rollout", Who.ROLLOUT,
      "ReArm", Who.SUPPORT,
      "LimitOrder", Who.SUPPORT,
      "LiftQuarantine", Who.SUPPORT);

  private final Glossary glossary;
  private final ReportWords reports;

  EventWords(Glossary glossary, ReportWords reports) {
    this.glossary = glossary;
    this.reports = reports;
  }

  /** @param versionId of the package that the session was about */
  CaseLine line(ActivationEvent event, Optional<Long> versionId) {
    var code = EventCode.of(event);
    var entry = code.flatMap(found -> glossary.find(found, event.function()));
    return new CaseLine(
        event.happenedAt(),
        who(event),
        event.function(),
        code.isEmpty() && event.status().equals(ActivationEvent.OK),
        entry.map(GlossaryEntry::meaning).orElseGet(() -> words(event)),
        Optional.of(event.duration()),
        code,
        entry.map(GlossaryEntry::attribution),
        event.transactionId(),
        evidence(event, versionId));
  }

  private static Who who(ActivationEvent event) {
    var word = event.function().split("\\.", 2)[0];
    return WHO.getOrDefault(word, Who.SERVER);
  }

  private static String words(ActivationEvent event) {
    var moved = event.to().filter(state -> state == ProfileState.INSTALLED).isPresent();
    if (event.function().equals("ES9+.HandleNotification")) {
      return moved
              && event.from().filter(state -> state == ProfileState.INSTALLED).isEmpty()
          ? INSTALLED
          : REPORTS.getOrDefault(event.detail(), "The chip reported");
    }
    if (event.function().equals("Handoff")) {
      return "What came in contradicts what is kept; it is not believed";
    }
    return event.status().equals(ActivationEvent.OK)
        ? DONE.getOrDefault(event.function(), event.function())
        : "Not done: " + event.status().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private List<String> evidence(ActivationEvent event, Optional<Long> versionId) {
    var lines = new ArrayList<String>();
    event
        .from()
        .filter(from -> event.to().filter(to -> to != from).isPresent())
        .ifPresent(from ->
            lines.add("order: %s -> %s".formatted(text(from), text(event.to().orElseThrow()))));
    var report = reports.of(event, versionId);
    lines.addAll(report);
    if (report.isEmpty() && !event.detail().isEmpty() && !REPORTS.containsKey(event.detail())) {
      lines.add(event.detail());
    }
    return lines;
  }

  /** The standard's spelling: Available, not AVAILABLE. */
  static String text(ProfileState state) {
    return state.name().charAt(0) + state.name().substring(1).toLowerCase(Locale.ROOT);
  }
}
