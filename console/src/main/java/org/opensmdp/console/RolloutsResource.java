package org.opensmdp.console;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiConsumer;
import org.opensmdp.activation.Role;
import org.opensmdp.activation.gate.Baselines;
import org.opensmdp.activation.rollout.BaselineCard;
import org.opensmdp.activation.rollout.Rollout;
import org.opensmdp.activation.rollout.RolloutBaselines;
import org.opensmdp.activation.rollout.RolloutByHand;
import org.opensmdp.activation.rollout.RolloutByHand.Deed;
import org.opensmdp.activation.rollout.RolloutPlan;
import org.opensmdp.activation.rollout.StartRollout;
import org.opensmdp.activation.rollout.VersionException;
import org.opensmdp.console.RolloutDesk.Found;
import org.opensmdp.http.Reply;
import org.opensmdp.http.Route;

/** Rollouts: drawn up, started, approved, promoted, paused, resumed, rolled back; and looked at. */
public final class RolloutsResource implements Resource {
  private static final String PATH = "/admin/v1/rollouts";
  private static final String ONE = PATH + "/{rolloutId}";
  private static final Set<String> MEMBERS = Set.of("type", "from", "to", "plan");
  private static final int PAGE = 100;

  private final Access access;
  private final RolloutDesk desk;
  private final StartRollout start;
  private final RolloutByHand byHand;
  private final InstantSource clock;

  public RolloutsResource(
      Access access,
      RolloutDesk desk,
      StartRollout start,
      RolloutByHand byHand,
      InstantSource clock) {
    this.access = access;
    this.desk = desk;
    this.start = start;
    this.byHand = byHand;
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        route("GET", PATH, "list", Role.VIEWER, this::list),
        route("POST", PATH, "create", Role.OPERATIONS, this::create),
        route("GET", ONE, "show", Role.VIEWER, this::show),
        route("POST", ONE + "/start", "start", Role.OPERATIONS, this::start),
        step("approve", byHand::approve),
        step("promote", byHand::promote),
        step("pause", byHand::pause),
        step("resume", byHand::resume),
        step("rollback", byHand::rollBack));
  }

  private Route step(String word, BiConsumer<Rollout, Deed> move) {
    return route("POST", ONE + "/" + word, word, Role.OPERATIONS, call -> {
      var found = desk.rollout(call);
      move.accept(found.rollout(), RolloutDesk.deed(call));
      return again(found);
    });
  }

  private Route route(
      String method, String path, String word, Role role, AdminFunction.Content content) {
    var name = "rollout." + word;
    return new Route(method, path, "admin." + name, AdminFunction.of(name, role, access, content));
  }

  private Reply list(AdminCall call) {
    var type = call.query("type").map(name -> desk.type(call, name).profileTypeId());
    var only = type.map(OptionalLong::of).orElse(OptionalLong.empty());
    return AdminReply.ok(Map.of(
        "rollouts",
        desk.rollouts().list(only, PAGE).stream()
            .flatMap(
                rollout -> desk.typeOf(call, rollout).map(of -> new Found(rollout, of)).stream())
            .map(this::of)
            .toList()));
  }

  private Reply create(AdminCall call) {
    var members = call.members().only(MEMBERS);
    var type = desk.type(call, members.requiredText("type"));
    int to = members
        .number("to")
        .orElseThrow(() -> AdminRefusal.unreadable("to is missing: the version to give out"));
    var plan = members.object("plan").map(RolloutPlanJson::read).orElse(RolloutPlan.standard());
    var rollout = start.create(type, members.number("from"), to, plan, RolloutDesk.deed(call));
    call.about("rollout/" + rollout.rolloutId());
    return AdminReply.created(of(new Found(rollout, type)));
  }

  private Reply start(AdminCall call) {
    var found = desk.rollout(call);
    start.start(found.type(), found.rollout(), RolloutDesk.deed(call));
    return again(found);
  }

  private Reply again(Found before) {
    var after = desk.rollouts().find(before.rollout().rolloutId()).orElse(before.rollout());
    return AdminReply.ok(of(new Found(after, before.type())));
  }

  private Map<String, Object> of(Found found) {
    var rollout = found.rollout();
    return RolloutJson.of(
        rollout,
        found.type().name(),
        desk.number(found.type(), rollout.fromVersionId()),
        desk.number(found.type(), rollout.toVersionId()));
  }

  private Reply show(AdminCall call) {
    var found = desk.rollout(call);
    var rollout = found.rollout();
    var rollouts = desk.rollouts();
    var members = of(found);
    members.put("stages", RolloutPlanJson.stages(rollout.plan()));
    members.put("segments", RolloutPlanJson.segments(rollout.plan()));
    members.put("strata", strata(rollout));
    members.put(
        "exceptions",
        rollouts.exceptions(rollout.profileTypeId()).stream()
            .filter(VersionException::holds)
            .map(exception -> ExceptionsResource.of(desk, found.type(), exception))
            .toList());
    members.put(
        "steps",
        rollouts.steps(rollout.rolloutId()).stream().map(RolloutJson::of).toList());
    return AdminReply.ok(members);
  }

  private List<Map<String, Object>> strata(Rollout rollout) {
    var samples = desk.rollouts().samples(rollout.rolloutId());
    if (samples.isEmpty()) {
      return List.of();
    }
    var until = rollout.stageSince().isPresent() ? rollout.createdAt() : clock.instant();
    var strata = RolloutBaselines.of(desk.rollouts(), rollout, until, BaselineCard.FRESH);
    return RolloutJson.strata(rollout, samples, new Baselines(strata, 1.0));
  }
}
