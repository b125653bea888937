package org.opensmdp.activation.incident;

import java.time.Instant;
import java.util.Optional;

/**
 * What a monitoring system says of one of its alerts.
 *
 * @param fingerprint the same as long as it is the same alert, 1..64 letters and digits
 * @param endsAt when it stopped; absent while it fires
 * @param what the incident that it is a sign of
 */
public record Alert(
    String fingerprint, Instant startsAt, Optional<Instant> endsAt, Incident.What what) {

  public Alert {
    if (!fingerprint.matches("[0-9A-Za-z]{1,64}")) {
      throw new IllegalArgumentException("fingerprint: 1 to 64 letters and digits expected");
    }
  }

  public boolean isFiring() {
    return endsAt.isEmpty();
  }

  /** Returns what its incident is known by. */
  public String source() {
    return "alert " + fingerprint;
  }
}
