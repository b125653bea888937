package org.opensmdp.activation.timeline;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.opensmdp.activation.Order;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Imsi;

/** What an order is, a line each. */
final class FactWords {
  private static final int SHOWN_FIRST = 5;
  private static final int SHOWN_LAST = 3;

  private FactWords() {}

  static Map<String, String> of(CaseFile file, Instant now) {
    var view = file.order();
    var facts = new LinkedHashMap<String, String>();
    facts.put("ICCID", view.profile().iccid().digits());
    facts.put(
        "order",
        "%s, since %s"
            .formatted(
                EventWords.text(view.profile().state()), PlainSpan.between(view.changedAt(), now)));
    facts.put(
        "operator", "%s, type %s".formatted(view.operator().name(), view.type().name()));
    facts.put("EID", view.profile().eid().map(Eid::digits).orElse("the first card that comes"));
    file.imsi().ifPresent(imsi -> facts.put("IMSI", masked(imsi)));
    CaseFinding.order(file).ifPresent(order -> limits(facts, file, order));
    version(file, facts);
    file.correlationId().ifPresent(id -> facts.put("correlation id", id));
    return facts;
  }

  private static void limits(Map<String, String> facts, CaseFile file, Order order) {
    var type = file.order().type();
    facts.put(
        "tries",
        "%d of %d downloads".formatted(order.downloadAttempts(), type.maxDownloadAttempts()));
    if (order.confirmationCodeHash().isPresent()) {
      facts.put(
          "confirmation code",
          "wanted; wrong %d of %d times"
              .formatted(order.confirmationAttempts(), type.maxConfirmationAttempts()));
    }
    order.expiresAt().ifPresent(end -> facts.put("downloadable until", end.toString()));
  }

  private static void version(CaseFile file, Map<String, String> facts) {
    file.attempts().stream()
        .filter(attempt -> attempt.versionNumber().isPresent())
        .reduce((earlier, later) -> later)
        .ifPresent(attempt -> facts.put(
            "version",
            attempt.versionNumber().orElseThrow()
                + attempt.rolloutId().map(", chosen by rollout %d"::formatted).orElse("")));
  }

  /** MCC and MNC, and what tells two subscribers of a customer apart. */
  static String masked(Imsi imsi) {
    var digits = imsi.digits();
    int hidden = Math.max(0, digits.length() - SHOWN_FIRST - SHOWN_LAST);
    return digits.substring(0, Math.min(SHOWN_FIRST, digits.length()))
        + "*".repeat(hidden)
        + (hidden == 0 ? "" : digits.substring(digits.length() - SHOWN_LAST));
  }
}
