package org.opensmdp.activation.timeline;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.opensmdp.activation.ActivationEvent;
import org.opensmdp.activation.Versions;
import org.opensmdp.activation.glossary.Glossary;
import org.opensmdp.activation.timeline.CaseFile.Attempt;
import org.opensmdp.activation.timeline.CaseFile.NetworkNote;
import org.opensmdp.rsp.StatusCode;
import org.opensmdp.rsp.TransactionId;

/** Tells cases. Any thread. */
public final class CaseTeller {
  private final HeadWords heads;
  private final EventWords events;
  private final NoteWords notes;
  private final InstantSource clock;

  public CaseTeller(Glossary glossary, Versions versions, InstantSource clock) {
    var reports = new ReportWords(glossary, new ElementNames(versions));
    this.heads = new HeadWords(glossary, reports);
    this.events = new EventWords(glossary, reports);
    this.notes = new NoteWords(glossary);
    this.clock = clock;
  }

  /**
   * Tells what happened to an order.
   *
   * @param language of what the customer is told, as {@code de}; English stands in
   */
  public CaseReport tell(CaseFile file, String language) {
    Instant now = clock.instant();
    var last = file.attempts().stream().reduce((earlier, later) -> later);
    return new CaseReport(
        heads.of(file, now, language),
        FactWords.of(file, now),
        last.map(CardWords::of).orElse(List.of()),
        lines(file));
  }

  private List<CaseLine> lines(CaseFile file) {
    var versions = versions(file);
    var lines = new ArrayList<CaseLine>();
    int tries = file.order().type().maxConfirmationAttempts();
    int left = tries;
    for (var event : file.events()) {
      left = beginsAfresh(event) ? tries : left - (isWrongCode(event) ? 1 : 0);
      var line = events.line(event, version(event, versions));
      lines.add(isWrongCode(event) ? line.and("tries left: " + Math.max(0, left)) : line);
    }
    file.callbacks().forEach(note -> lines.add(notes.line(note)));
    file.network().stream()
        .filter(note -> !isTold(file, note))
        .forEach(note -> lines.add(notes.line(note)));
    file.said().forEach(entry -> lines.add(notes.line(entry)));
    lines.sort(Comparator.comparing(CaseLine::at)); // stable: events keep their order
    return lines;
  }

  /** What the network said may be an event as well. */
  private static boolean isTold(CaseFile file, NetworkNote note) {
    return file.events().stream()
        .anyMatch(event -> event.function().startsWith("Network.")
            && event.happenedAt().equals(note.happenedAt()));
  }

  private static boolean isWrongCode(ActivationEvent event) {
    return event.status().equals(StatusCode.CONFIRMATION_CODE_REFUSED.name())
        || (event.status().equals(StatusCode.CONFIRMATION_CODE_ATTEMPTS_EXCEEDED.name())
            && !event.from().equals(event.to()));
  }

  /** Wrong codes are counted for an order, and from nothing when it is armed again. */
  private static boolean beginsAfresh(ActivationEvent event) {
    return event.function().equals("ES2+.DownloadOrder") || event.function().equals("ReArm");
  }

  private static Map<TransactionId, Long> versions(CaseFile file) {
    var versions = new LinkedHashMap<TransactionId, Long>();
    for (Attempt attempt : file.attempts()) {
      attempt.versionId().ifPresent(version -> versions.put(attempt.transactionId(), version));
    }
    return versions;
  }

  private static Optional<Long> version(ActivationEvent event, Map<TransactionId, Long> versions) {
    return event.transactionId().flatMap(id -> Optional.ofNullable(versions.get(id)));
  }

  /** Tells what is known of a card that got no order; empty if nothing is. */
  public Optional<CaseReport> tell(CardFile file, String language) {
    var lines = new ArrayList<CaseLine>();
    file.events().forEach(event -> lines.add(events.line(event, Optional.empty())));
    file.said().forEach(entry -> lines.add(notes.line(entry)));
    lines.sort(Comparator.comparing(CaseLine::at));
    var facts = new LinkedHashMap<String, String>();
    facts.put("EID", file.eid().digits());
    facts.put("order", "none");
    return lines.isEmpty()
        ? Optional.empty()
        : Optional.of(new CaseReport(heads.of(lines, language), facts, List.of(), lines));
  }

  /** Tells that nothing is known of what was looked for. */
  public CaseReport tellOfNothing(String language) {
    return new CaseReport(heads.ofNothing(language), Map.of(), List.of(), List.of());
  }
}
