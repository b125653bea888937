package org.opensmdp.cli.suite;

import java.util.Optional;

/** A row of notification: the verdict on what a device has reported. */
record NotificationRow(String verdict, Optional<String> iccid, Optional<String> operation) {}
