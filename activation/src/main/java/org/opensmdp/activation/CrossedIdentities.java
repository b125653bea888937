package org.opensmdp.activation;

import java.util.List;
import org.opensmdp.activation.Care.CrossedIdentity;

/**
 * Looks through the whole stock for identities that contradict each other (handoff H14): what no single
 * call can see. Each contradiction is told in the profile's timeline and calls somebody.
 */
public final class CrossedIdentities {
  private static final int MOST = 1000;

  private final Care care;
  private final HandoffChecks checks;

  public CrossedIdentities(Care care, HandoffChecks checks) {
    this.care = care;
    this.checks = checks;
  }

  /** Looks and tells; returns what it found, a thousand at most. */
  public List<CrossedIdentity> run() {
    var found = care.crossed(MOST);
    found.forEach(
        crossed -> checks.scanned(crossed.iccid(), crossed.kind() + ": " + crossed.what()));
    if (found.isEmpty()) {
      checks.scanned(1);
    }
    return found;
  }
}
