package org.opensmdp.activation.timeline;

import java.time.Duration;
import java.time.Instant;

/** How long ago something was, as people say it. */
final class PlainSpan {
  private PlainSpan() {}

  static String between(Instant from, Instant to) {
    var span = Duration.between(from, to);
    if (span.toDays() >= 2) {
      return span.toDays() + " days";
    }
    if (span.toHours() >= 2) {
      return span.toHours() + " hours";
    }
    return span.toMinutes() >= 2
        ? span.toMinutes() + " minutes"
        : Math.max(0, span.toSeconds()) + " seconds";
  }

  /** Returns octets as people say them. */
  static String octets(long octets) {
    return octets >= 10_000 ? octets / 1_000 + " kB" : octets + " octets";
  }
}
