package org.opensmdp.activation.incident;

import java.time.Instant;

/**
 * A line in the log of an incident: a step that was taken, or what somebody has to say.
 *
 * @param text 1..2000 signs; of a step it begins with its word, {@code acknowledged}
 */
public record IncidentNote(Instant happenedAt, String actor, String text) {
  private static final int LONGEST = 2000;

  public IncidentNote {
    if (text.isBlank() || text.length() > LONGEST) {
      throw new IllegalArgumentException("note: 1 to 2000 signs");
    }
  }

  /** Returns the note of a step: its word, and why it was taken if somebody says. */
  static IncidentNote step(Instant happenedAt, String actor, String step, String why) {
    var text = why.isBlank() ? step : step + ": " + why;
    return new IncidentNote(happenedAt, actor, text.substring(0, Math.min(LONGEST, text.length())));
  }
}
