package org.opensmdp.activation;

import static org.opensmdp.rsp.StatusCode.ICCID_IN_USE;
import static org.opensmdp.rsp.StatusCode.ICCID_NOT_ALLOWED;
import static org.opensmdp.rsp.StatusCode.ICCID_UNKNOWN;
import static org.opensmdp.rsp.StatusCode.PROFILE_TYPE_NOT_ALLOWED;
import static org.opensmdp.rsp.StatusCode.PROFILE_TYPE_REFUSED;
import static org.opensmdp.rsp.StatusCode.PROFILE_TYPE_UNKNOWN;

import java.util.Optional;
import org.opensmdp.rsp.ActivationCode;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.rsp.RspException;
import org.opensmdp.rsp.Secret;

/**
 * A whole order in one step, by the rules of ES2+: downloadOrder, then confirmOrder. The same call again
 * gives the same profile, wherever the first one stopped.
 */
public final class PlaceOrder {
  private final Profiles profiles;
  private final DownloadOrder downloadOrder;
  private final ConfirmOrder confirmOrder;
  private final CancelOrder cancelOrder;
  private final LimitOrder limitOrder;

  public PlaceOrder(
      Profiles profiles,
      DownloadOrder downloadOrder,
      ConfirmOrder confirmOrder,
      CancelOrder cancelOrder,
      LimitOrder limitOrder) {
    this.profiles = profiles;
    this.downloadOrder = downloadOrder;
    this.confirmOrder = confirmOrder;
    this.cancelOrder = cancelOrder;
    this.limitOrder = limitOrder;
  }

  /**
   * What is ordered; one of iccid and type is there.
   *
   * @param released whether the network is ready
   */
  public record Request(
      Optional<Iccid> iccid,
      Optional<String> type,
      Optional<Eid> eid,
      Optional<MatchingId> matchingId,
      Optional<Secret> confirmationCodeHash,
      boolean released,
      OrderLimits limits) {}

  /** What came of it. */
  public record Placed(Iccid iccid, ActivationCode activationCode) {}

  /** Places the order; what the rules refuse of it is undone. */
  public Placed run(Caller caller, Request request) {
    var iccid = downloadOrder.run(
        caller, new DownloadOrder.Request(request.eid(), request.iccid(), request.type()));
    var confirmed = confirm(caller, request, iccid);
    if (!request.limits().isNone()) {
      limitOrder.run(iccid, request.limits(), caller.callIdentifier());
    }
    var code = new ActivationCode(
        confirmed.smdpAddress(),
        confirmed.matchingId(),
        Optional.empty(),
        request.confirmationCodeHash().isPresent());
    return new Placed(iccid, code);
  }

  private ConfirmOrder.Response confirm(Caller caller, Request request, Iccid iccid) {
    try {
      return confirmOrder.run(
          caller,
          new ConfirmOrder.Request(
              iccid,
              request.eid(),
              request.matchingId(),
              request.confirmationCodeHash(),
              Optional.empty(),
              request.released()));
    } catch (RspException refusal) {
      giveBack(caller, iccid, request.eid());
      throw refusal;
    }
  }

  /** What is reserved and not confirmed goes back; an order that is further on is another's. */
  private void giveBack(Caller caller, Iccid iccid, Optional<Eid> eid) {
    boolean reserved = profiles
        .find(iccid)
        .filter(stored -> stored.profile() instanceof Profile.Reserved)
        .isPresent();
    if (reserved) {
      cancelOrder.run(
          caller,
          new CancelOrder.Request(iccid, eid, Optional.empty(), CancelOrder.FinalStatus.AVAILABLE));
    }
  }

  /**
   * Says whether the order could be placed now, as far as one can tell without placing it; changes
   * nothing.
   *
   * @throws RspException as the order would
   */
  public void check(Caller caller, Request request) {
    var operatorId = caller.operator().operatorId();
    var type = request
        .type()
        .map(name -> profiles
            .findType(name)
            .orElseThrow(Refuse.as(PROFILE_TYPE_UNKNOWN, "no profile type has this name")));
    type.ifPresent(found -> Refuse.unless(
        found.operatorId() == operatorId,
        PROFILE_TYPE_NOT_ALLOWED,
        "the profile type belongs to another operator"));
    request.iccid().ifPresent(iccid -> checkProfile(operatorId, iccid, type));
  }

  private void checkProfile(long operatorId, Iccid iccid, Optional<ProfileType> type) {
    var stored =
        profiles.find(iccid).orElseThrow(Refuse.as(ICCID_UNKNOWN, "no profile has this ICCID"));
    Refuse.unless(
        stored.operatorId() == operatorId,
        ICCID_NOT_ALLOWED,
        "the profile belongs to another operator");
    type.ifPresent(wanted -> Refuse.unless(
        stored.type().profileTypeId() == wanted.profileTypeId(),
        PROFILE_TYPE_REFUSED,
        "the profile is of another type"));
    Refuse.unless(
        stored.profile() instanceof Profile.Available,
        ICCID_IN_USE,
        "the profile is ordered already");
  }
}
