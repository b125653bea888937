package org.opensmdp.activation;

import static org.opensmdp.rsp.StatusCode.ICCID_INVALID_TRANSITION;

import java.time.InstantSource;
import org.opensmdp.rsp.Iccid;

/** Offers a profile again before its quarantine is over, because people know that no card holds it. */
public final class LiftQuarantine {
  private static final String FUNCTION = "LiftQuarantine";

  private final Care care;
  private final InstantSource clock;

  public LiftQuarantine(Care care, InstantSource clock) {
    this.care = care;
    this.clock = clock;
  }

  /**
   * Lifts it.
   *
   * @param reason for the timeline
   * @throws org.opensmdp.rsp.RspException ICCID_INVALID_TRANSITION if the profile is not in quarantine
   */
  public void run(Iccid iccid, String reason) {
    var available = new Profile.Available(iccid);
    var event = ActivationEvent.of(FUNCTION, clock.instant())
        .moving(available, available)
        .saying(reason);
    Refuse.unless(
        care.liftQuarantine(iccid, event),
        ICCID_INVALID_TRANSITION,
        "the profile is not in quarantine");
  }
}
