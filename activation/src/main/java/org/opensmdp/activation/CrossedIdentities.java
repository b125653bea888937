package org.opensmdp.activation;

import java.time.InstantSource;
import java.util.List;
import org.opensmdp.activation.Care.CrossedIdentity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks through the whole stock for identities that contradict each other: what no single call can see.
 * Each contradiction is told in the profile's timeline and in the log.
 */
public final class CrossedIdentities {
  private static final Logger LOG = LoggerFactory.getLogger(CrossedIdentities.class);
  private static final String FUNCTION = "CrossedIdentities";
  private static final int MOST = 1000;

  private final Care care;
  private final Timeline timeline;
  private final InstantSource clock;

  public CrossedIdentities(Care care, Timeline timeline, InstantSource clock) {
    this.care = care;
    this.timeline = timeline;
    this.clock = clock;
  }

  /** Looks and tells; returns what it found, a thousand at most. */
  public List<CrossedIdentity> run() {
    var found = care.crossed(MOST);
    found.forEach(this::tell);
    return found;
  }

  private void tell(CrossedIdentity crossed) {
    timeline.append(ActivationEvent.of(FUNCTION, clock.instant())
        .of(crossed.iccid())
        .saying(crossed.kind() + ": " + crossed.what()));
    LOG.atError()
        .addKeyValue("iccid", crossed.iccid())
        .addKeyValue("kind", crossed.kind())
        .log("Identities contradict each other: {}", crossed.what());
  }
}
