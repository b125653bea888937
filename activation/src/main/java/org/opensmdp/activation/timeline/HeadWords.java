package org.opensmdp.activation.timeline;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.opensmdp.activation.ActivationEvent;
import org.opensmdp.activation.Callback;
import org.opensmdp.activation.ProfileState;
import org.opensmdp.activation.glossary.Glossary;
import org.opensmdp.activation.glossary.GlossaryEntry;
import org.opensmdp.activation.timeline.CaseFile.Attempt;
import org.opensmdp.rsp.Eid;

/** What stands over a timeline: the glossary's words of what the case comes down to, and the numbers. */
final class HeadWords {
  private static final int LAST_DIGITS = 4;

  private final Glossary glossary;
  private final ReportWords reports;

  HeadWords(Glossary glossary, ReportWords reports) {
    this.glossary = glossary;
    this.reports = reports;
  }

  CaseHead of(CaseFile file, Instant now, String language) {
    var finding = CaseFinding.of(file, now);
    return head(
        finding.code(),
        glossary.find(finding.code(), finding.function()),
        because(file, finding, now),
        language);
  }

  /** A card without an order: what it was told last. */
  CaseHead of(List<CaseLine> lines, String language) {
    var code = lines.stream()
        .flatMap(line -> line.code().stream())
        .reduce((earlier, later) -> later)
        .orElse("state unknown");
    var because = List.of("This card has no order here; it was refused %s."
        .formatted(lines.size() == 1 ? "once" : lines.size() + " times"));
    return head(code, glossary.find(code, "authenticateClient"), because, language);
  }

  CaseHead ofNothing(String language) {
    return head("state unknown", glossary.find("state unknown"), List.of(), language);
  }

  private static CaseHead head(
      String code, Optional<GlossaryEntry> entry, List<String> because, String language) {
    return new CaseHead(
        code,
        entry.map(GlossaryEntry::meaning).orElse("The glossary has no words for " + code + "."),
        because,
        entry.flatMap(found -> found.customer(language)),
        entry
            .map(GlossaryEntry::action)
            .orElse("Read the lines below, and tell who keeps the server."),
        entry.map(GlossaryEntry::attribution).filter(by -> !isWell(code)));
  }

  /** Nobody has to act where all is as it should be. */
  private static boolean isWell(String code) {
    return code.equals("state installed")
        || code.equals("state downloading")
        || code.equals("state available");
  }

  private List<String> because(CaseFile file, CaseFinding finding, Instant now) {
    var lines = new ArrayList<String>();
    lines.add(
        finding.code().startsWith("state ")
            ? "It has been so for %s.".formatted(PlainSpan.between(finding.at(), now))
            : "That was %s ago.".formatted(PlainSpan.between(finding.at(), now)));
    report(file, finding, lines);
    delivery(file, finding, now, lines);
    numbers(file, finding, lines);
    installed(file, now, lines);
    lines.add(CodeWords.of(file, now));
    long dead = file.callbacks().stream()
        .filter(note -> note.state() == Callback.State.DEAD)
        .count();
    if (dead > 0) {
      lines.add(
          "The operator does not know: %d messages could not be delivered to it.".formatted(dead));
    }
    return lines;
  }

  private void report(CaseFile file, CaseFinding finding, List<String> lines) {
    event(file, finding)
        .map(event -> reports.of(event, version(file, event)))
        .ifPresent(found -> found.stream()
            .filter(line -> line.startsWith("element "))
            .limit(1)
            .forEach(line -> lines.add("The chip names " + line)));
  }

  private static Optional<ActivationEvent> event(CaseFile file, CaseFinding finding) {
    return file.events().stream()
        .filter(event ->
            event.happenedAt().equals(finding.at()) && event.function().equals(finding.function()))
        .findFirst();
  }

  private static Optional<Long> version(CaseFile file, ActivationEvent event) {
    return file.attempts().stream()
        .filter(attempt ->
            event.transactionId().filter(attempt.transactionId()::equals).isPresent())
        .findFirst()
        .flatMap(Attempt::versionId);
  }

  private static void delivery(
      CaseFile file, CaseFinding finding, Instant now, List<String> lines) {
    if (!finding.code().startsWith("state download")) {
      return;
    }
    file.attempts().stream()
        .filter(attempt -> attempt.deliveredAt().isPresent())
        .reduce((earlier, later) -> later)
        .ifPresent(attempt ->
            lines.add("The package (%s) was sent %s ago, and the chip has not answered."
                .formatted(
                    PlainSpan.octets(attempt.deliveredOctets().orElse(0)),
                    PlainSpan.between(attempt.deliveredAt().orElseThrow(), now))));
  }

  private static void numbers(CaseFile file, CaseFinding finding, List<String> lines) {
    var order = CaseFinding.order(file);
    if (order.isEmpty()) {
      return;
    }
    var type = file.order().type();
    if (finding.code().startsWith("8.2.7/")) {
      int left = Math.max(0, type.maxConfirmationAttempts() - order.get().confirmationAttempts());
      lines.add("Tries of the confirmation code left: %d of %d."
          .formatted(left, type.maxConfirmationAttempts()));
    }
    if (finding.code().equals("8.1.1/3.8")) {
      var came = event(file, finding).flatMap(ActivationEvent::eid).map(HeadWords::last);
      var wanted = order.get().eid().map(HeadWords::last);
      lines.add("The order is for the card ending in %s; the card that came ends in %s."
          .formatted(wanted.orElse("?"), came.orElse("?")));
    }
    if (finding.code().equals("pir 10") || finding.code().equals("8.1/4.8")) {
      room(file).ifPresent(lines::add);
    }
    if (finding.code().startsWith("8.8.5/")) {
      lines.add("Download tries used: %d of %d."
          .formatted(order.get().downloadAttempts(), type.maxDownloadAttempts()));
    }
  }

  private static Optional<String> room(CaseFile file) {
    return file.attempts().stream()
        .reduce((earlier, later) -> later)
        .flatMap(attempt -> attempt
            .card()
            .flatMap(CardWords::freeMemory)
            .map(free -> "The chip said that %s were free; the package has %s."
                .formatted(
                    PlainSpan.octets(free),
                    attempt.deliveredOctets().map(PlainSpan::octets).orElse("not been sent"))));
  }

  private static String last(Eid eid) {
    return eid.digits().substring(eid.digits().length() - LAST_DIGITS);
  }

  private static void installed(CaseFile file, Instant now, List<String> lines) {
    if (file.order().profile().state() != ProfileState.INSTALLED) {
      return;
    }
    if (file.deviceState().filter("DELETED"::equals).isEmpty()) {
      lines.add("We have received no report that it was deleted.");
    }
    EventCode.lastOfDevice(file.events())
        .filter(event -> EventCode.of(event).isPresent())
        .ifPresent(event -> lines.add(
            "A phone asked for it again %s ago and was refused: it is on the chip, or was deleted and we were not told."
                .formatted(PlainSpan.between(event.happenedAt(), now))));
  }
}
