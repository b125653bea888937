package org.opensmdp.activation;

import static org.opensmdp.rsp.StatusCode.EID_INVALID_ASSOCIATION;
import static org.opensmdp.rsp.StatusCode.EID_MISSING;
import static org.opensmdp.rsp.StatusCode.MATCHING_ID_IN_USE;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import org.opensmdp.activation.Profile.Reserved;
import org.opensmdp.activation.Profiles.Moved;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.HashCc;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.rsp.Secret;

/** ES2+.ConfirmOrder (SGP.22 v2 §5.3.2): a reserved profile gets its token and its conditions. */
public final class ConfirmOrder {
  private static final String FUNCTION = "ES2+.ConfirmOrder";

  private final Releases releases;
  private final OwnProfile own;
  private final MatchingIds matchingIds;
  private final String smdpAddress;
  private final InstantSource clock;

  /**
   * Makes the rule for one server.
   *
   * @param smdpAddress as activation codes name it, with the port where it is not 443
   */
  public ConfirmOrder(
      Profiles profiles,
      Releases releases,
      Timeline timeline,
      SecureRandom random,
      String smdpAddress,
      InstantSource clock) {
    this.releases = releases;
    this.own = new OwnProfile(profiles, timeline, clock);
    this.matchingIds = new MatchingIds(random);
    this.smdpAddress = smdpAddress;
    this.clock = clock;
  }

  /**
   * The parameters.
   *
   * @param matchingId absent: the server makes one; {@link MatchingId#NONE}: default SM-DP+ case
   * @param releaseFlag whether the network is ready
   */
  public record Request(
      Iccid iccid,
      Optional<Eid> eid,
      Optional<MatchingId> matchingId,
      Optional<Secret> confirmationCodeHash,
      Optional<String> smdsAddress,
      boolean releaseFlag) {

    /** Returns the hash the server keeps of a code (SGP.22 v2 §5.3.2): SHA-256, 32 octets. */
    public static Secret hashOf(String confirmationCode) {
      return HashCc.stored(confirmationCode);
    }
  }

  /** The answer: what goes into an activation code. */
  public record Response(MatchingId matchingId, Optional<Eid> eid, String smdpAddress) {}

  public Response run(Caller caller, Request request) {
    var digest = digest(caller, request);
    return own.apply(
        caller,
        request.iccid(),
        FUNCTION,
        (stored, event) -> confirm(caller, request, stored, digest, event));
  }

  private Response confirm(
      Caller caller,
      Request request,
      StoredProfile stored,
      CallDigest digest,
      ActivationEvent event) {
    if (stored.isRepeatedBy(digest)
        && stored.profile() instanceof Profile.Ordered ordered
        && ordered.order().confirmationCodeHash().equals(request.confirmationCodeHash())) {
      return response(ordered.order(), stored.namedEid());
    }
    if (!(stored.profile() instanceof Reserved reserved)) {
      throw OwnProfile.wrongState(stored.profile(), "allocated or linked");
    }
    checkEid(request, reserved);
    var order = order(request, reserved, stored.type());
    Profile.Ordered confirmed =
        request.releaseFlag() ? reserved.released(order) : reserved.confirmed(order);
    var moved = releases.move(
        caller.operator().operatorId(),
        stored,
        confirmed,
        digest.octets(),
        event.moving(reserved, confirmed));
    Refuse.unless(
        moved != Moved.MATCHING_ID_TAKEN, MATCHING_ID_IN_USE, "another order has this matchingId");
    if (moved == Moved.CHANGED_MEANWHILE) {
      throw OwnProfile.changing();
    }
    return response(order, order.eid());
  }

  private static void checkEid(Request request, Reserved reserved) {
    boolean agrees =
        request.eid().isEmpty() || reserved.eid().isEmpty() || request.eid().equals(reserved.eid());
    Refuse.unless(agrees, EID_INVALID_ASSOCIATION, "downloadOrder named another EID");
    boolean needsEid = request.smdsAddress().isPresent()
        || request.matchingId().filter(MatchingId::isNone).isPresent();
    Refuse.unless(
        !needsEid || request.eid().isPresent() || reserved.eid().isPresent(),
        EID_MISSING,
        "an empty matchingId or an SM-DS address needs an EID");
  }

  private Order order(Request request, Reserved reserved, ProfileType type) {
    var matchingId = request.matchingId().orElseGet(matchingIds::next);
    return new Order(
        reserved.eid().or(request::eid),
        matchingId,
        request.confirmationCodeHash(),
        releases.smdsAddress(request.smdsAddress(), matchingId),
        0,
        0,
        type.orderLifetime().map(clock.instant()::plus));
  }

  /** A card that has come since is no part of the answer: repeated, it stays as it was. */
  private Response response(Order order, Optional<Eid> named) {
    return new Response(order.matchingId(), named, smdpAddress);
  }

  /** Without the confirmation code: a short one could be guessed from a digest kept in the clear. */
  private static CallDigest digest(Caller caller, Request request) {
    return CallDigest.of(
        caller,
        FUNCTION,
        request.iccid(),
        request.eid(),
        request.matchingId(),
        request.smdsAddress(),
        request.releaseFlag());
  }
}
