package org.opensmdp.cli.suite;

import java.util.Optional;

/** A row of activation_event, as far as a case looks at it. */
record EventRow(
    String function, Optional<String> from, Optional<String> to, String status, String detail) {
  static final String OK = "OK";

  /** What a case expects; of the detail it says nothing. */
  static EventRow of(String function, String from, String to, String status) {
    return new EventRow("ES9+." + function, Optional.of(from), Optional.of(to), status, "");
  }

  /** What a case expects of an event that moves no order. */
  static EventRow of(String function, String status) {
    return new EventRow("ES9+." + function, Optional.empty(), Optional.empty(), status, "");
  }

  EventRow withoutDetail() {
    return new EventRow(function, from, to, status, "");
  }
}
