package org.opensmdp.cli.suite;

import java.util.Optional;
import org.opensmdp.activation.ProfileState;
import org.opensmdp.rsp.CancelSessionReason;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Iccid;

/**
 * A profile in one of its states, brought there by calls of its operator and, where a device has to
 * come, by a device.
 *
 * @param eid the card it is linked to by its operator
 * @param matchingId the one of its order
 */
record Standing(Iccid iccid, Optional<String> eid, Optional<String> matchingId) {
  static final Eid CARD = Eid.withCheckDigits("890010990011223344556677889901");
  static final Eid OTHER_CARD = Eid.withCheckDigits("890010990011223344556677889902");
  private static final Wire WIRE = Wire.all().get(0);

  static Standing in(ProfileState state) {
    return switch (state) {
      case AVAILABLE ->
        new Standing(OperatorStock.get().fresh(), Optional.empty(), Optional.empty());
      case ALLOCATED -> ordered("");
      case LINKED -> {
        var linked = ordered(",'eid':'" + CARD.digits() + "'");
        yield new Standing(linked.iccid, Optional.of(CARD.digits()), Optional.empty());
      }
      case CONFIRMED -> ordered("").confirmed(false);
      case RELEASED -> ordered("").confirmed(true);
      case DOWNLOADED -> of(visit().authenticate().download());
      case INSTALLED -> of(visit().authenticate().download().install());
      case ERROR -> of(visit().authenticate().cancel(CancelSessionReason.END_USER_REJECTION));
      case UNAVAILABLE -> {
        var gone = ordered("");
        office()
            .call(
                "cancelOrder",
                "'iccid':'%s','finalProfileStatusIndicator':'Unavailable'".formatted(gone.iccid))
            .succeededWithNothingElse();
        yield gone;
      }
    };
  }

  private static BackOffice office() {
    return BackOffice.of(Scene.get().house());
  }

  private static Standing ordered(String members) {
    var iccid = OperatorStock.get().fresh();
    office().call("downloadOrder", "'iccid':'" + iccid + "'" + members).succeeded();
    return new Standing(iccid, Optional.empty(), Optional.empty());
  }

  private Standing confirmed(boolean release) {
    var answer = office()
        .call("confirmOrder", "'iccid':'%s','releaseFlag':%s".formatted(iccid, release))
        .succeeded();
    return new Standing(iccid, eid, OperatorStock.member(answer, "matchingId"));
  }

  private static Visit visit() {
    return Visit.of(WIRE, OrderSpec.PLAIN);
  }

  private static Standing of(Visit visit) {
    var order = visit.order();
    return new Standing(order.iccid(), Optional.empty(), order.matchingId().map(Object::toString));
  }
}
