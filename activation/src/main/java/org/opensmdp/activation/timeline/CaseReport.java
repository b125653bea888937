package org.opensmdp.activation.timeline;

import java.util.List;
import java.util.Map;

/**
 * A case as it is told: the head, the facts of order and card by name, the lines in their order.
 *
 * @param card what the card showed of itself when it last proved itself, each a line
 */
public record CaseReport(
    CaseHead head, Map<String, String> facts, List<String> card, List<CaseLine> lines) {
  public CaseReport {
    card = List.copyOf(card);
    lines = List.copyOf(lines);
  }
}
