package org.opensmdp.cli.suite;

import java.util.Optional;

/** A row of notification: the verdict on what a device has reported. */
record NotificationRow(String verdict, Optional<String> iccid, Optional<String> operation) {

  /** A report of the visit's own card about the visit's own order. */
  static NotificationRow accepted(Visit visit, String operation) {
    return new NotificationRow(
        "ACCEPTED", Optional.of(visit.order().iccid().digits()), Optional.of(operation));
  }
}
