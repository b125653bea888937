package org.opensmdp.activation.incident;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.opensmdp.activation.slo.AttemptFigures;
import org.opensmdp.activation.slo.Figures;
import org.opensmdp.activation.slo.Scope;

/** Writes what is known of an incident as the skeleton of a postmortem, in Markdown. Any thread. */
public final class Postmortem {
  private static final Duration BESIDE = Duration.ofHours(1);
  private static final String QUESTIONS = """

      ## Questions

      - What did customers see, and what were they told?
      - What was the first sign, and why was it not seen before it was?
      - What made it worse, what made it better, what was luck?
      - Why was it possible at all? Ask why until the answer is a thing that can be changed.
      - Which check, limit or test would have stopped it?
      - What is to be done, by whom, until when?

      | what | who | until |
      |---|---|---|
      | | | |
      """;

  private final Incidents incidents;
  private final Figures figures;
  private final InstantSource clock;

  public Postmortem(Incidents incidents, Figures figures, InstantSource clock) {
    this.incidents = incidents;
    this.figures = figures;
    this.clock = clock;
  }

  /** Returns the text; what people wrote stands in it so that it cannot be taken for Markdown. */
  public String of(Incident incident) {
    var text = new StringBuilder();
    text.append("# Incident %d: %s\n\n"
        .formatted(incident.incidentId(), plain(incident.what().title())));
    facts(incident).forEach(fact -> text.append("- ").append(fact).append('\n'));
    text.append("\n## Timeline\n\n| when (UTC) | who | what |\n|---|---|---|\n");
    text.append(row(incident.startedAt(), "", "first sign"));
    incidents
        .notes(incident.incidentId())
        .forEach(note -> text.append(row(note.happenedAt(), note.actor(), note.text())));
    text.append(figures(incident));
    if (!incident.what().description().isBlank()) {
      text.append("\n## What is known\n\n");
      incident
          .what()
          .description()
          .lines()
          .forEach(line -> text.append("    ").append(line).append('\n'));
    }
    return text.append(QUESTIONS).toString();
  }

  private List<String> facts(Incident incident) {
    var what = incident.what();
    var facts = new ArrayList<String>();
    facts.add("Severity: %s, cause: %s".formatted(word(what.severity()), word(what.cause())));
    facts.add("Opened by: %s, %s".formatted(word(incident.openedBy()), plain(incident.actor())));
    what.rolloutId().ifPresent(rollout -> facts.add("Rollout: " + rollout));
    what.version().ifPresent(version -> facts.add("Version: " + version));
    what.region().ifPresent(region -> facts.add("Region: " + word(region)));
    facts.add("Orders affected: " + incidents.countOrders(incident.incidentId()));
    facts.add("First sign to detection: "
        + span(incident.startedAt(), Optional.of(incident.detectedAt())));
    facts.add(
        "Detection to acknowledgement: " + span(incident.detectedAt(), incident.acknowledgedAt()));
    facts.add("Detection to mitigation: " + span(incident.detectedAt(), incident.mitigatedAt()));
    facts.add("Detection to resolution: " + span(incident.detectedAt(), incident.resolvedAt()));
    if (what.drill()) {
      facts.add("This was a drill.");
    }
    return facts;
  }

  private static String span(Instant from, Optional<Instant> to) {
    return to.map(end -> Duration.between(from, end).toSeconds() + " s").orElse("not yet");
  }

  private String figures(Incident incident) {
    var now = clock.instant();
    var start = incident.startedAt();
    var end = incident.mitigatedAt().orElse(now);
    var text = new StringBuilder("""

        ## Figures

        | attempts that began | delivered | installed | failed | cancelled | unconfirmed | success rate |
        |---|---|---|---|---|---|---|
        """);
    text.append(row("in the hour before", incident, start.minus(BESIDE), start));
    text.append(row("during", incident, start, end));
    if (incident.mitigatedAt().isPresent()) {
      text.append(row("in the hour after", incident, end, end.plus(BESIDE)));
    }
    return text.toString();
  }

  private String row(String when, Incident incident, Instant from, Instant to) {
    if (!from.isBefore(to)) {
      return "| %s | | | | | | |\n".formatted(when);
    }
    AttemptFigures counted =
        figures.attempts(new Scope(from, to, clock.instant(), Watch.part(incident.what())));
    var rate = counted.activation().ratio();
    return "| %s | %d | %d | %d | %d | %d | %s |\n"
        .formatted(
            when,
            counted.delivered(),
            counted.succeeded(),
            counted.failed(),
            counted.cancelled(),
            counted.unconfirmed(),
            rate.isPresent() ? "%.1f %%".formatted(rate.getAsDouble() * 100) : "");
  }

  private static String row(Instant when, String who, String what) {
    return "| %s | %s | %s |\n".formatted(when, plain(who), plain(what));
  }

  /** One line, and nothing that Markdown or HTML would take for its own. */
  private static String plain(String text) {
    return text.replaceAll("\\s+", " ").replaceAll("([\\\\`*_{}\\[\\]<>#|])", "\\\\$1");
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
