package org.opensmdp.console;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.opensmdp.activation.Care;
import org.opensmdp.activation.Care.CrossedIdentity;
import org.opensmdp.activation.LiftQuarantine;
import org.opensmdp.activation.OrderAge;
import org.opensmdp.activation.ProfileState;
import org.opensmdp.activation.ProfileType;
import org.opensmdp.activation.Profiles;
import org.opensmdp.activation.ReArm;
import org.opensmdp.activation.Role;
import org.opensmdp.http.Reply;
import org.opensmdp.http.Route;
import org.opensmdp.rsp.Iccid;

/**
 * Care for orders: which stand still, how long they may, arming one again, ending a quarantine, and
 * where identities contradict each other.
 */
public final class CareResource implements Resource {
  private static final String ORDER = "/admin/v1/orders/{iccid}";
  private static final String AGES = "/admin/v1/types/{type}/order-ages";
  private static final Set<String> REARM_MEMBERS = Set.of("anyCard", "lifetime");
  private static final Set<String> AGE_MEMBERS = Set.of("state", "maxAge", "action");
  private static final int MOST = 1000;

  private final Access access;
  private final Care care;
  private final Profiles profiles;
  private final ReArm reArm;
  private final LiftQuarantine liftQuarantine;
  private final InstantSource clock;

  public CareResource(
      Access access,
      Care care,
      Profiles profiles,
      ReArm reArm,
      LiftQuarantine liftQuarantine,
      InstantSource clock) {
    this.access = access;
    this.care = care;
    this.profiles = profiles;
    this.reArm = reArm;
    this.liftQuarantine = liftQuarantine;
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        route("GET", "/admin/v1/care/over-age", "care.over-age", Role.VIEWER, this::overAge),
        route("GET", "/admin/v1/care/crossed", "care.crossed", Role.SUPPORT, this::crossed),
        route("POST", ORDER + "/rearm", "order.rearm", Role.OPERATIONS, this::rearm),
        route(
            "DELETE", ORDER + "/quarantine", "order.lift-quarantine", Role.OPERATIONS, this::lift),
        route("GET", AGES, "type.order-ages", Role.VIEWER, this::ages),
        route("PUT", AGES, "type.order-ages.change", Role.ADMINISTRATOR, this::change));
  }

  private Route route(
      String method, String path, String name, Role role, AdminFunction.Content content) {
    return new Route(method, path, "admin." + name, AdminFunction.of(name, role, access, content));
  }

  private Reply overAge(AdminCall call) {
    call.requireAllOperators();
    var counts = new LinkedHashMap<String, Long>();
    var found = care.countOverAge(clock.instant());
    OrderAge.USUAL.forEach(
        age -> counts.put(word(age.state()), found.getOrDefault(age.state(), 0L)));
    return AdminReply.ok(Map.of("overAge", counts));
  }

  private Reply crossed(AdminCall call) {
    call.requireAllOperators();
    return AdminReply.ok(
        Map.of("crossed", care.crossed(MOST).stream().map(CareResource::of).toList()));
  }

  private static Map<String, String> of(CrossedIdentity crossed) {
    return Map.of(
        "kind", word(crossed.kind()), "iccid", crossed.iccid().digits(), "what", crossed.what());
  }

  /** The reason is asked for here: it goes into the timeline as well as into the audit. */
  private Reply rearm(AdminCall call) {
    var iccid = own(call);
    var members = call.members().only(REARM_MEMBERS);
    var lifetime = members.text("lifetime", Duration::parse);
    var anyCard = members.flag("anyCard").orElse(false);
    var request = reasoned(call, reason -> new ReArm.Request(iccid, reason, anyCard, lifetime));
    call.about("order/" + iccid.digits());
    var armed = reArm.run(request);
    var answer = new LinkedHashMap<String, Object>();
    answer.put("iccid", iccid.digits());
    answer.put("state", word(armed.state()));
    answer.put("eid", armed.order().eid().map(card -> card.digits()));
    answer.put("matchingId", armed.order().matchingId().text());
    answer.put("expiresAt", armed.order().expiresAt());
    return AdminReply.ok(answer);
  }

  private Reply lift(AdminCall call) {
    var iccid = own(call);
    call.about("order/" + iccid.digits());
    liftQuarantine.run(iccid, reasoned(call, reason -> reason));
    return AdminReply.nothing();
  }

  private static <T> T reasoned(AdminCall call, Function<String, T> request) {
    if (call.reason().isBlank()) {
      throw AdminRefusal.unreadable("say why, in the header Audit-Reason");
    }
    return AdminCall.read("reason", call.reason().strip(), request);
  }

  /** What belongs to another operator is not there for a token that is bound to one. */
  private Iccid own(AdminCall call) {
    var iccid = call.path("iccid", Iccid::new);
    return profiles
        .find(iccid)
        .filter(stored -> call.mayTouch(stored.operatorId()))
        .map(stored -> iccid)
        .orElseThrow(() -> AdminRefusal.notFound("no profile has this ICCID"));
  }

  private Reply ages(AdminCall call) {
    return AdminReply.ok(
        Map.of("ages", care.ages(type(call)).stream().map(CareResource::of).toList()));
  }

  private Reply change(AdminCall call) {
    var type = type(call);
    var members = call.members().only(AGE_MEMBERS);
    var state = members.requiredText("state", text -> constant(ProfileState.class, text));
    var maxAge = members.requiredText("maxAge", Duration::parse);
    var action = members.requiredText("action", text -> constant(OrderAge.Action.class, text));
    call.about("type/" + type.name());
    care.put(type, AdminCall.read("age", "", text -> new OrderAge(state, maxAge, action)));
    return ages(call);
  }

  private ProfileType type(AdminCall call) {
    return profiles
        .findType(call.path("type"))
        .filter(type -> call.mayTouch(type.operatorId()))
        .orElseThrow(() -> AdminRefusal.notFound("there is no such type"));
  }

  private static Map<String, String> of(OrderAge age) {
    return Map.of(
        "state", word(age.state()),
        "maxAge", age.maxAge().toString(),
        "action", word(age.action()));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String word) {
    return Enum.valueOf(type, word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
