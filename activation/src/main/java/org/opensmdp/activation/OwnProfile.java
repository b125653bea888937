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
  private static final int ATTEMPTS = 3;
  private static final String FOREIGN = "the profile belongs to another operator";

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

  /** Somebody else has moved the profile since it was read. */
  private static final class ChangedMeanwhile extends RuntimeException {
    ChangedMeanwhile() {
      super("the profile has been moved since it was read", null, false, false);
    }
  }

  /**
   * Applies the rule to the caller's profile; a refusal by the rule moves nothing and is told. If
   * somebody else moves the profile at the same time the rule is asked again: it may have been the
   * same call, on another connection.
   */
  <T> T apply(Caller caller, Iccid iccid, String function, Rule<T> rule) {
    var event = ActivationEvent.of(function, clock.instant());
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      var stored = find(caller, iccid);
      try {
        return rule.apply(stored, event);
      } catch (ChangedMeanwhile late) {
        // read again what has become of it
      } catch (RspException refusal) {
        throw told(caller, stored, event, refusal);
      }
    }
    var busy = Refuse.as(
        ICCID_INVALID_TRANSITION, "the profile is being changed by other calls, try again");
    throw told(caller, find(caller, iccid), event, busy.get());
  }

  private RspException told(
      Caller caller, StoredProfile stored, ActivationEvent event, RspException refusal) {
    var known = event.moving(stored.profile(), stored.profile());
    timeline
        .ofTenant(caller.operator().operatorId())
        .append(known.refused(refusal).endingAt(clock.instant()));
    return refusal;
  }

  /** The check of the owner is the first wall; the second is that the tenant's store has no others. */
  private StoredProfile find(Caller caller, Iccid iccid) {
    var stored = profiles
        .ofTenant(caller.operator().operatorId())
        .find(iccid)
        .orElseThrow(() -> notOwned(iccid));
    Refuse.unless(
        stored.operatorId() == caller.operator().operatorId(), ICCID_NOT_ALLOWED, FOREIGN);
    return stored;
  }

  private RspException notOwned(Iccid iccid) {
    return profiles.isKnown(iccid)
        ? new RspException(ICCID_NOT_ALLOWED, FOREIGN)
        : new RspException(ICCID_UNKNOWN, "no profile has this ICCID");
  }

  /** Returns the refusal of a call that the profile's state does not allow. */
  static RspException wrongState(Profile profile, String expected) {
    String state = profile.state().name().toLowerCase(Locale.ROOT);
    return new RspException(
        ICCID_INVALID_TRANSITION, "the profile is " + state + " (expected: " + expected + ")");
  }

  /** Returns what a rule throws whose move came too late: it is asked again. */
  static RuntimeException changing() {
    return new ChangedMeanwhile();
  }
}
