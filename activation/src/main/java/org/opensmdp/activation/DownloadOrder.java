package org.opensmdp.activation;

import static org.opensmdp.rsp.StatusCode.FUNCTION_CONDITIONAL_MISSING;
import static org.opensmdp.rsp.StatusCode.ICCID_IN_USE;
import static org.opensmdp.rsp.StatusCode.PROFILE_TYPE_NOT_ALLOWED;
import static org.opensmdp.rsp.StatusCode.PROFILE_TYPE_REFUSED;
import static org.opensmdp.rsp.StatusCode.PROFILE_TYPE_UNAVAILABLE;
import static org.opensmdp.rsp.StatusCode.PROFILE_TYPE_UNKNOWN;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.opensmdp.activation.Profile.Available;
import org.opensmdp.activation.Profiles.Moved;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Iccid;

/** ES2+.DownloadOrder (SGP.22 v2 §5.3.1): an operator reserves a profile, by ICCID or by type. */
public final class DownloadOrder {
  private static final String FUNCTION = "ES2+.DownloadOrder";

  private final Profiles profiles;
  private final OwnProfile own;
  private final InstantSource clock;

  public DownloadOrder(Profiles profiles, Timeline timeline, InstantSource clock) {
    this.profiles = profiles;
    this.own = new OwnProfile(profiles, timeline, clock);
    this.clock = clock;
  }

  /** The parameters; one of iccid and profileType is there. */
  public record Request(Optional<Eid> eid, Optional<Iccid> iccid, Optional<String> profileType) {}

  /** Returns the ICCID that is reserved. */
  public Iccid run(Caller caller, Request request) {
    Refuse.unless(
        request.iccid().isPresent() || request.profileType().isPresent(),
        FUNCTION_CONDITIONAL_MISSING,
        "iccid or profileType is needed");
    return request.iccid().isPresent()
        ? byIccid(caller, request, request.iccid().get())
        : byType(caller, request, ActivationEvent.of(FUNCTION, clock.instant()));
  }

  private Iccid byIccid(Caller caller, Request request, Iccid iccid) {
    var digest = CallDigest.of(caller, FUNCTION, request);
    return own.apply(
        caller, iccid, FUNCTION, (stored, event) -> order(caller, request, stored, digest, event));
  }

  private Iccid order(
      Caller caller,
      Request request,
      StoredProfile stored,
      CallDigest digest,
      ActivationEvent event) {
    var iccid = stored.profile().iccid();
    if (stored.isRepeatedBy(digest)) {
      return iccid;
    }
    request
        .profileType()
        .ifPresent(name -> Refuse.unless(
            stored.type().name().equals(name),
            PROFILE_TYPE_REFUSED,
            "the profile is of another type"));
    if (!(stored.profile() instanceof Available available)) {
      throw Refuse.as(ICCID_IN_USE, "the profile is ordered already").get();
    }
    stored.quarantineAt(clock.instant()).ifPresent(DownloadOrder::refuseQuarantined);
    var reserved = reserved(available, request.eid());
    var moved = profiles
        .ofTenant(caller.operator().operatorId())
        .under(caller.correlationId())
        .move(available, reserved, digest.octets(), event.moving(available, reserved));
    if (moved != Moved.DONE) {
      throw OwnProfile.changing();
    }
    return iccid;
  }

  private static void refuseQuarantined(Instant until) {
    throw Refuse.as(
            ICCID_IN_USE, "the profile has been delivered before and is not offered until " + until)
        .get();
  }

  private static Profile reserved(Available available, Optional<Eid> eid) {
    return eid.<Profile>map(available::linked).orElseGet(available::allocated);
  }

  private Iccid byType(Caller caller, Request request, ActivationEvent event) {
    // Two orders of one type are two profiles: only the call identifier tells a re-send from an
    // order. It names no profile whose latest step could be looked at, so the order keeps the call.
    var digest =
        CallDigest.of(caller, FUNCTION, request, caller.callIdentifier()).octets();
    long operatorId = caller.operator().operatorId();
    var owned = profiles.ofTenant(operatorId);
    var before = owned.findByCall(operatorId, digest);
    if (before.isPresent()) {
      return before.get().profile().iccid();
    }
    var type = type(owned, operatorId, request.profileType().orElseThrow());
    return owned
        .under(caller.correlationId())
        .reserve(type, request.eid(), digest, event)
        .orElseThrow(
            Refuse.as(PROFILE_TYPE_UNAVAILABLE, "no profile of this type is left in stock"));
  }

  private ProfileType type(Profiles owned, long operatorId, String name) {
    var type = owned.findType(name).filter(found -> found.operatorId() == operatorId);
    Refuse.unless(
        type.isPresent() || !profiles.isKnownType(name),
        PROFILE_TYPE_NOT_ALLOWED,
        "the profile type belongs to another operator");
    return type.orElseThrow(Refuse.as(PROFILE_TYPE_UNKNOWN, "no profile type has this name"));
  }
}
