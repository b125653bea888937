package org.opensmdp.console;

import java.util.Optional;
import org.opensmdp.activation.Administration;
import org.opensmdp.activation.Caller;
import org.opensmdp.activation.Operator;
import org.opensmdp.activation.OrderView;
import org.opensmdp.activation.Orders;
import org.opensmdp.rsp.ActivationCode;
import org.opensmdp.rsp.Iccid;

/** Finds what a call is about, as far as its token may see it: what is another's is not there. */
public final class OrderDesk {
  private final Orders orders;
  private final Administration administration;
  private final String smdpAddress;

  /** @param smdpAddress as activation codes name it */
  public OrderDesk(Orders orders, Administration administration, String smdpAddress) {
    this.orders = orders;
    this.administration = administration;
    this.smdpAddress = smdpAddress;
  }

  Orders orders() {
    return orders;
  }

  /** Returns the address that activation codes name. */
  String smdpAddress() {
    return smdpAddress;
  }

  /**
   * Returns the order of the path.
   *
   * @throws AdminRefusal 404
   */
  OrderView order(AdminCall call) {
    var iccid = call.path("iccid", Iccid::parse);
    call.about("order/" + iccid.digits());
    return orders
        .find(iccid)
        .filter(found -> call.mayTouch(found.operator().operatorId()))
        .orElseThrow(() -> AdminRefusal.notFound("there is no profile with this ICCID"));
  }

  /** Returns the owner of an order, as a caller of ES2+. */
  static Caller onBehalf(AdminCall call, OrderView order, String identifier) {
    return new Caller(order.operator(), "admin/" + call.who() + "/" + identifier);
  }

  /**
   * Returns the operator of this name, or the one the token is bound to.
   *
   * @throws AdminRefusal 400 if none is named and the token is not bound, 404
   */
  Operator operator(AdminCall call, Optional<String> name) {
    if (name.isEmpty()) {
      return call.tenant()
          .orElseThrow(() -> AdminRefusal.unreadable("operator is missing; name one"));
    }
    return administration
        .operator(name.get())
        .filter(found -> call.mayTouch(found.operatorId()))
        .orElseThrow(() -> AdminRefusal.notFound("there is no such operator"));
  }

  /**
   * Returns the activation code of an order.
   *
   * @throws AdminRefusal 409 without a confirmed order
   */
  ActivationCode code(OrderView view) {
    var order = OrderJson.order(view.profile())
        .orElseThrow(() -> AdminRefusal.conflict("the profile is %s and has no activation code yet"
            .formatted(OrderJson.text(view.profile().state()))));
    return new ActivationCode(
        smdpAddress,
        order.matchingId(),
        Optional.empty(),
        order.confirmationCodeHash().isPresent());
  }
}
