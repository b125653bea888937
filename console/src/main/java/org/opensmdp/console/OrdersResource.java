package org.opensmdp.console;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.opensmdp.activation.Caller;
import org.opensmdp.activation.CancelOrder;
import org.opensmdp.activation.CancelOrder.FinalStatus;
import org.opensmdp.activation.ConfirmOrder;
import org.opensmdp.activation.Operator;
import org.opensmdp.activation.OrderSearch;
import org.opensmdp.activation.Role;
import org.opensmdp.activation.Timeline;
import org.opensmdp.http.Reply;
import org.opensmdp.http.Route;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.MatchingId;

/** Orders: looked for, shown, and moved on behalf of their operators by the rules of ES2+. */
public final class OrdersResource implements Resource {
  private static final String PATH = "/admin/v1/orders";
  private static final String ONE = PATH + "/{iccid}";
  private static final int PAGE = 100;
  private static final int LARGEST_PAGE = 1_000;

  private final Access access;
  private final OrderDesk desk;
  private final Timeline timeline;
  private final OrderRules rules;
  private final InstantSource clock;
  private final SecureRandom random;

  public OrdersResource(
      Access access,
      OrderDesk desk,
      Timeline timeline,
      OrderRules rules,
      InstantSource clock,
      SecureRandom random) {
    this.access = access;
    this.desk = desk;
    this.timeline = timeline;
    this.rules = rules;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        route("GET", PATH, "order.search", Role.VIEWER, this::search),
        route("POST", PATH, "order.place", Role.OPERATIONS, this::place),
        route("GET", ONE, "order.show", Role.VIEWER, this::show),
        route("GET", ONE + "/timeline", "order.timeline", Role.VIEWER, this::timeline),
        route("POST", ONE + "/confirm", "order.confirm", Role.SUPPORT, this::confirm),
        route("POST", ONE + "/release", "order.release", Role.SUPPORT, this::release),
        route("POST", ONE + "/cancel", "order.cancel", Role.SUPPORT, this::cancel),
        route("PUT", ONE + "/limits", "order.limit", Role.SUPPORT, this::limit));
  }

  private Route route(
      String method, String path, String name, Role role, AdminFunction.Content content) {
    return new Route(method, path, "admin." + name, AdminFunction.of(name, role, access, content));
  }

  private Reply search(AdminCall call) {
    int limit = call.query("limit", Integer::parseInt).orElse(PAGE);
    if (limit < 1 || limit > LARGEST_PAGE) {
      throw AdminRefusal.unreadable("limit: 1 to 1000 expected");
    }
    var found = desk.orders().search(wanted(call), limit);
    var answer = new LinkedHashMap<String, Object>();
    answer.put("orders", found.stream().map(view -> OrderJson.of(view, call)).toList());
    answer.put(
        "next",
        found.size() < limit
            ? Optional.empty()
            : Optional.of(found.get(limit - 1).profile().iccid().digits()));
    return AdminReply.ok(answer);
  }

  private OrderSearch wanted(AdminCall call) {
    var owner = call.query("operator").map(name -> desk.operator(call, Optional.of(name)));
    return new OrderSearch(
        owner.or(call::tenant).map(Operator::operatorId),
        call.query("type"),
        call.query("eid", Eid::new),
        call.query("matchingId", MatchingId::new),
        call.query("state", Requests::state),
        call.query("olderThan", Requests::duration).map(clock.instant()::minus),
        call.query("after", Iccid::new));
  }

  private Reply place(AdminCall call) {
    var names = new HashSet<>(Requests.ORDER);
    names.addAll(Set.of("operator", "callIdentifier"));
    var members = call.members().only(names);
    var operator = desk.operator(call, members.text("operator"));
    var identifier = members.text("callIdentifier").orElseGet(this::fresh);
    var caller = new Caller(operator, "admin/" + identifier);
    var request = Requests.order(members, Optional.empty(), clock.instant());
    var placed = rules.placeOrder().run(caller, request);
    call.about("order/" + placed.iccid().digits());
    var answer = new LinkedHashMap<String, Object>(ActivationKit.of(placed.activationCode()));
    answer.put("iccid", placed.iccid().digits());
    return AdminReply.created(answer);
  }

  private String fresh() {
    byte[] octets = new byte[16];
    random.nextBytes(octets);
    return HexFormat.of().formatHex(octets);
  }

  private Reply show(AdminCall call) {
    return AdminReply.ok(OrderJson.of(desk.order(call), call));
  }

  private Reply timeline(AdminCall call) {
    var events = timeline.of(desk.order(call).profile().iccid());
    return AdminReply.ok(Map.of("events", events.stream().map(OrderJson::of).toList()));
  }

  private Reply confirm(AdminCall call) {
    var order = desk.order(call);
    var members = call.members().only(Set.of("eid", "matchingId", "confirmationCode", "release"));
    var code = members.text("confirmationCode", Requests::code);
    rules
        .confirmOrder()
        .run(
            OrderDesk.onBehalf(call, order, "confirm"),
            new ConfirmOrder.Request(
                order.profile().iccid(),
                members.text("eid", Requests::eid),
                Requests.matchingId(members),
                code.map(ConfirmOrder.Request::hashOf),
                Optional.empty(),
                members.flag("release").orElse(true)));
    return AdminReply.ok(ActivationKit.of(desk.code(desk.order(call))));
  }

  private Reply release(AdminCall call) {
    var order = desk.order(call);
    rules
        .releaseProfile()
        .run(OrderDesk.onBehalf(call, order, "release"), order.profile().iccid());
    return show(call);
  }

  /** Who administers has the order before the eyes: EID and matchingId are those it has. */
  private Reply cancel(AdminCall call) {
    var order = desk.order(call);
    var members = call.members().only(Set.of("finalState"));
    var request = new CancelOrder.Request(
        order.profile().iccid(),
        order.profile().eid(),
        OrderJson.order(order.profile()).map(it -> it.matchingId()),
        members.text("finalState", OrdersResource::finalState).orElse(FinalStatus.UNAVAILABLE));
    rules.cancelOrder().run(OrderDesk.onBehalf(call, order, "cancel"), request);
    return show(call);
  }

  private static FinalStatus finalState(String text) {
    return switch (text) {
      case "available" -> FinalStatus.AVAILABLE;
      case "unavailable" -> FinalStatus.UNAVAILABLE;
      default -> throw new IllegalArgumentException("available or unavailable expected");
    };
  }

  private Reply limit(AdminCall call) {
    var order = desk.order(call);
    var limits = Requests.limits(call.members().only(Requests.LIMITS), clock.instant());
    rules.limitOrder().run(order.profile().iccid(), limits, call.who());
    return show(call);
  }
}
