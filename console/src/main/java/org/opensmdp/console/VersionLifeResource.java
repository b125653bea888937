package org.opensmdp.console;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.opensmdp.activation.Inventory;
import org.opensmdp.activation.MoveVersion;
import org.opensmdp.activation.ProfileType;
import org.opensmdp.activation.ProfileVersion;
import org.opensmdp.activation.Role;
import org.opensmdp.activation.VersionLife;
import org.opensmdp.activation.VersionState;
import org.opensmdp.activation.Versions;
import org.opensmdp.activation.rollout.LastStable;
import org.opensmdp.http.Reply;
import org.opensmdp.http.Route;

/** What becomes of a version: moved by hand, described, and asked whether it is a last stable. */
public final class VersionLifeResource implements Resource {
  private static final String PATH = "/admin/v1/types/{type}/versions/{number}/";

  private final Access access;
  private final Inventory inventory;
  private final Versions versions;
  private final MoveVersion move;
  private final LastStable lastStable;
  private final InstantSource clock;

  public VersionLifeResource(
      Access access,
      Inventory inventory,
      Versions versions,
      MoveVersion move,
      LastStable lastStable,
      InstantSource clock) {
    this.access = access;
    this.inventory = inventory;
    this.versions = versions;
    this.move = move;
    this.lastStable = lastStable;
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        route("GET", "life", "version.life", Role.VIEWER, this::life),
        route("POST", "promotion", "version.promote", Role.OPERATIONS, this::promote),
        route("POST", "withdrawal", "version.withdraw", Role.OPERATIONS, this::withdraw),
        route("PUT", "migration-note", "version.note", Role.OPERATIONS, this::note));
  }

  private Route route(
      String method, String path, String name, Role role, AdminFunction.Content content) {
    return new Route(
        method, PATH + path, "admin." + name, AdminFunction.of(name, role, access, content));
  }

  private ProfileType type(AdminCall call) {
    return inventory
        .findType(call.path("type"))
        .filter(type -> call.mayTouch(type.operatorId()))
        .orElseThrow(() -> AdminRefusal.notFound("there is no such profile type"));
  }

  private ProfileVersion version(AdminCall call, ProfileType type) {
    int number = call.path("number", Integer::parseInt);
    call.about("type/%s/version/%d".formatted(type.name(), number));
    return versions
        .find(type, number)
        .orElseThrow(() -> AdminRefusal.notFound("there is no version " + number));
  }

  private Reply life(AdminCall call) {
    var version = version(call, type(call));
    var lack = lastStable.lacks(version, clock.instant());
    var members = new LinkedHashMap<String, Object>();
    members.put("number", version.number());
    members.put("state", word(version.state()));
    members.put("stableSince", version.life().stableSince());
    members.put("lastStable", lack.isEmpty());
    members.put("lacks", lack);
    members.put("migrationNote", version.life().migration());
    return AdminReply.ok(members);
  }

  /** One step on; to be the stable one, if the caller says so. */
  private Reply promote(AdminCall call) {
    var type = type(call);
    var version = version(call, type);
    var to = call.members().only(Set.of("to")).requiredText("to", VersionLifeResource::target);
    return moved(call, type, move.run(type, version.number(), to, call.reason()));
  }

  private static VersionState target(String word) {
    return switch (word) {
      case "candidate" -> VersionState.CANDIDATE;
      case "stable" -> VersionState.STABLE;
      default -> throw new IllegalArgumentException("candidate or stable expected");
    };
  }

  private Reply withdraw(AdminCall call) {
    var type = type(call);
    var version = version(call, type);
    return moved(
        call, type, move.run(type, version.number(), VersionState.WITHDRAWN, call.reason()));
  }

  private Reply moved(AdminCall call, ProfileType type, ProfileVersion version) {
    call.about(
        "type/%s/version/%d/%s".formatted(type.name(), version.number(), word(version.state())));
    return AdminReply.ok(VersionJson.of(version, VersionJson.stable(versions.list(type))));
  }

  private Reply note(AdminCall call) {
    var version = version(call, type(call));
    var text = call.members().only(Set.of("text")).requiredText("text", VersionLifeResource::text);
    versions.note(version, text);
    return AdminReply.ok(Map.of("number", version.number(), "migrationNote", text));
  }

  private static String text(String text) {
    if (text.length() > VersionLife.LONGEST_MIGRATION || text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "at most %d characters expected".formatted(VersionLife.LONGEST_MIGRATION));
    }
    return text;
  }

  private static String word(VersionState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
