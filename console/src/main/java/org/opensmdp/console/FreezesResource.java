package org.opensmdp.console;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.opensmdp.activation.ProfileType;
import org.opensmdp.activation.Role;
import org.opensmdp.activation.rollout.FreezeWindow;
import org.opensmdp.http.Reply;
import org.opensmdp.http.Route;

/** The calendar of times in which nothing goes forward. */
public final class FreezesResource implements Resource {
  private static final String PATH = "/admin/v1/freezes";
  private static final Set<String> MEMBERS = Set.of("type", "from", "until");

  private final Access access;
  private final RolloutDesk desk;
  private final InstantSource clock;

  public FreezesResource(Access access, RolloutDesk desk, InstantSource clock) {
    this.access = access;
    this.desk = desk;
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        route("GET", PATH, "freezes", Role.VIEWER, this::list),
        route("POST", PATH, "freeze", Role.OPERATIONS, this::add),
        route("DELETE", PATH + "/{freezeId}", "unfreeze", Role.OPERATIONS, this::lift));
  }

  private Route route(
      String method, String path, String word, Role role, AdminFunction.Content content) {
    var name = "rollout." + word;
    return new Route(method, path, "admin." + name, AdminFunction.of(name, role, access, content));
  }

  private Reply list(AdminCall call) {
    return AdminReply.ok(Map.of(
        "freezes",
        desk.rollouts().freezes(clock.instant()).stream()
            .filter(
                freeze -> freeze.profileTypeId().isEmpty() || type(call, freeze).isPresent())
            .map(freeze -> of(call, freeze))
            .toList()));
  }

  /** Of all types only by who may see all. */
  private Reply add(AdminCall call) {
    var members = call.members().only(MEMBERS);
    var type = members.text("type").map(name -> desk.type(call, name));
    if (type.isEmpty()) {
      call.requireAllOperators();
    }
    var deed = RolloutDesk.deed(call);
    var now = clock.instant();
    var from = members.text("from", Instant::parse).orElse(now);
    var until = members.requiredText("until", Instant::parse);
    if (!until.isAfter(now) || !until.isAfter(from)) {
      throw AdminRefusal.invalid("until: a time after now and after from expected");
    }
    var freeze = desk.rollouts()
        .freeze(new FreezeWindow(
            0,
            type.map(it -> OptionalLong.of(it.profileTypeId())).orElse(OptionalLong.empty()),
            from,
            until,
            deed.reason(),
            deed.actor()));
    call.about("freeze/" + freeze.freezeId());
    return AdminReply.created(of(call, freeze));
  }

  private Reply lift(AdminCall call) {
    long number = call.path("freezeId", Long::parseLong);
    var freeze = desk.rollouts().freezes(clock.instant()).stream()
        .filter(it -> it.freezeId() == number)
        .filter(it -> it.profileTypeId().isEmpty() || type(call, it).isPresent())
        .findFirst()
        .orElseThrow(() -> AdminRefusal.notFound(
            "there is no freeze %d that is not over; see them with rollout freeze --list"
                .formatted(number)));
    if (freeze.profileTypeId().isEmpty()) {
      call.requireAllOperators();
    }
    RolloutDesk.deed(call);
    call.about("freeze/" + number);
    desk.rollouts().lift(number);
    return AdminReply.nothing();
  }

  private Optional<ProfileType> type(AdminCall call, FreezeWindow freeze) {
    return desk.types(call).stream()
        .filter(type -> freeze.profileTypeId().orElse(-1) == type.profileTypeId())
        .findFirst();
  }

  private Map<String, Object> of(AdminCall call, FreezeWindow freeze) {
    var members = new LinkedHashMap<String, Object>();
    members.put("freezeId", freeze.freezeId());
    members.put("type", type(call, freeze).map(ProfileType::name));
    members.put("from", freeze.startsAt());
    members.put("until", freeze.endsAt());
    members.put("why", freeze.why());
    members.put("actor", freeze.actor());
    return members;
  }
}
