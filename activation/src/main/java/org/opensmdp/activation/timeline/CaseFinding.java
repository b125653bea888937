package org.opensmdp.activation.timeline;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.opensmdp.activation.ActivationEvent;
import org.opensmdp.activation.Order;
import org.opensmdp.activation.Profile;
import org.opensmdp.activation.timeline.CaseFile.Attempt;

/**
 * What a case comes down to: the code that explains best why there is no working profile on the phone, or
 * that there is one. The state of the order comes first; within it, what a device was told last.
 *
 * @param code as the glossary has it
 * @param function who said it; empty of a state
 * @param at when it came to be so
 */
record CaseFinding(String code, String function, Instant at) {
  private static final Duration PATIENCE = Duration.ofMinutes(15);
  private static final Duration ATTACH_PATIENCE = Duration.ofHours(1);

  static CaseFinding of(CaseFile file, Instant now) {
    var profile = file.order().profile();
    return switch (profile.state()) {
      case AVAILABLE -> state("state available", file);
      case UNAVAILABLE -> state("state unavailable", file);
      case ALLOCATED, LINKED -> state("state allocated", file);
      case CONFIRMED -> lastRefusal(file).orElseGet(() -> state("state confirmed", file));
      case RELEASED -> released(file, now);
      case DOWNLOADED -> downloaded(file, now);
      case INSTALLED -> installed(file, now);
      case ERROR -> ended(file);
    };
  }

  private static CaseFinding state(String code, CaseFile file) {
    return new CaseFinding(code, "", file.order().changedAt());
  }

  private static CaseFinding of(ActivationEvent event, String code) {
    return new CaseFinding(code, event.function(), event.happenedAt());
  }

  private static Optional<CaseFinding> lastRefusal(CaseFile file) {
    return EventCode.lastOfDevice(file.events())
        .flatMap(event -> EventCode.of(event).map(code -> of(event, code)));
  }

  private static CaseFinding released(CaseFile file, Instant now) {
    var expired = order(file)
        .filter(order ->
            order.expiresAt().isPresent() && !now.isBefore(order.expiresAt().get()));
    if (expired.isPresent()) {
      return new CaseFinding("8.8.5/4.10", "", expired.get().expiresAt().orElseThrow());
    }
    var last = EventCode.lastOfDevice(file.events());
    if (last.isEmpty()) {
      return said(file).orElseGet(() -> state("state released", file));
    }
    return lastRefusal(file)
        .orElseGet(() -> new CaseFinding("state authenticated", "", last.get().happenedAt()));
  }

  /** What a phone says counts where we have heard nothing of it. */
  private static Optional<CaseFinding> said(CaseFile file) {
    return file.said().stream()
        .filter(entry -> !entry.code().isEmpty())
        .reduce((earlier, later) -> later)
        .map(entry -> new CaseFinding(entry.code(), "", entry.happenedAt()));
  }

  private static CaseFinding downloaded(CaseFile file, Instant now) {
    var refusal = lastRefusal(file);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    var sent = sentAt(file.attempts()).orElse(file.order().changedAt());
    boolean silent = !now.isBefore(sent.plus(PATIENCE));
    return new CaseFinding(silent ? "state downloaded" : "state downloading", "", sent);
  }

  static Optional<Instant> sentAt(List<Attempt> attempts) {
    return attempts.stream()
        .flatMap(attempt -> attempt.deliveredAt().stream())
        .reduce((earlier, later) -> later);
  }

  private static CaseFinding installed(CaseFile file, Instant now) {
    if (file.deviceState().filter("DELETED"::equals).isPresent()) {
      return state("state deleted", file);
    }
    boolean hasFeed = !file.network().isEmpty();
    boolean attached = file.network().stream().anyMatch(note -> note.kind().equals("ATTACH"));
    boolean late = now.isAfter(file.order().changedAt().plus(ATTACH_PATIENCE));
    return state(hasFeed && !attached && late ? "network unattached" : "state installed", file);
  }

  private static CaseFinding ended(CaseFile file) {
    var cause = ((Profile.Failed) file.order().profile()).cause().pair();
    return file.events().stream()
        .filter(CaseFinding::endsTheOrder)
        .reduce((earlier, later) -> later)
        .map(event -> of(event, EventCode.of(event).orElse(cause)))
        .orElseGet(() -> state(cause, file));
  }

  private static boolean endsTheOrder(ActivationEvent event) {
    return event.to().filter(state -> state.name().equals("ERROR")).isPresent()
        && !event.from().equals(event.to());
  }

  static Optional<Order> order(CaseFile file) {
    return file.order().profile() instanceof Profile.Ordered ordered
        ? Optional.of(ordered.order())
        : Optional.empty();
  }
}
