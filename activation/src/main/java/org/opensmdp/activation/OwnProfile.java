package org.opensmdp.activation;

import static org.opensmdp.rsp.StatusCode.ICCID_INVALID_TRANSITION;
import static org.opensmdp.rsp.StatusCode.ICCID_NOT_ALLOWED;
import static org.opensmdp.rsp.StatusCode.ICCID_UNKNOWN;

import java.time.InstantSource;
import java.util.Locale;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.RspException;

/**
 * Finds the profile an ES2+ call names, and refuses one that is not the caller's. What becomes of a
 * call for the caller's own is told in the profile's timeline, refusals too; a foreign one's timeline
 * says nothing of callers that guess.
 */
final class OwnProfile {
  private final Profiles profiles;
  private final Timeline timeline;
  private final InstantSource clock;

  OwnProfile(Profiles profiles, Timeline timeline, InstantSource clock) {
    this.profiles = profiles;
    this.timeline = timeline;
    this.clock = clock;
  }

  /** What a function does once the profile is known to be the caller's. */
  interface Rule<T> {
    T apply(StoredProfile stored, ActivationEvent event);
  }

  /** Applies the rule to the caller's profile; a refusal by the rule moves nothing and is told. */
  <T> T apply(Caller caller, Iccid iccid, String function, Rule<T> rule) {
    var event = ActivationEvent.of(function, clock.instant());
    var stored = find(caller, iccid);
    try {
      return rule.apply(stored, event);
    } catch (RspException refusal) {
      var known = event.moving(stored.profile(), stored.profile());
      timeline.append(known.refused(refusal).endingAt(clock.instant()));
      throw refusal;
    }
  }

  private StoredProfile find(Caller caller, Iccid iccid) {
    var stored =
        profiles.find(iccid).orElseThrow(Refuse.as(ICCID_UNKNOWN, "no profile has this ICCID"));
    Refuse.unless(
        stored.operatorId() == caller.operator().operatorId(),
        ICCID_NOT_ALLOWED,
        "the profile belongs to another operator");
    return stored;
  }

  /** Returns the refusal of a call that the profile's state does not allow. */
  static RspException wrongState(Profile profile, String expected) {
    String state = profile.state().name().toLowerCase(Locale.ROOT);
    return new RspException(
        ICCID_INVALID_TRANSITION, "the profile is " + state + " (expected: " + expected + ")");
  }

  static RspException changing() {
    return new RspException(
        ICCID_INVALID_TRANSITION, "the profile is being changed by another call, try again");
  }
}
