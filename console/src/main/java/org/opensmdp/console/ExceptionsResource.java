package org.opensmdp.console;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.opensmdp.activation.ProfileType;
import org.opensmdp.activation.Role;
import org.opensmdp.activation.rollout.RolloutByHand;
import org.opensmdp.activation.rollout.VersionException;
import org.opensmdp.activation.rollout.VersionException.Lifted;
import org.opensmdp.http.Reply;
import org.opensmdp.http.Route;

/** Kinds of cards that do not get what everybody gets: shown, and lifted by hand. */
public final class ExceptionsResource implements Resource {
  private static final String PATH = "/admin/v1/types/{type}/exceptions";

  private final Access access;
  private final RolloutDesk desk;
  private final RolloutByHand byHand;

  public ExceptionsResource(Access access, RolloutDesk desk, RolloutByHand byHand) {
    this.access = access;
    this.desk = desk;
    this.byHand = byHand;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        route("GET", PATH, "exceptions", Role.VIEWER, this::list),
        route("DELETE", PATH + "/{exceptionId}", "lift", Role.OPERATIONS, this::lift));
  }

  private Route route(
      String method, String path, String word, Role role, AdminFunction.Content content) {
    var name = "version." + word;
    return new Route(method, path, "admin." + name, AdminFunction.of(name, role, access, content));
  }

  /** All of a type, the newest first; those that hold have no {@code lifted}. */
  private Reply list(AdminCall call) {
    var type = desk.type(call, call.path("type"));
    return AdminReply.ok(Map.of(
        "exceptions",
        desk.rollouts().exceptions(type.profileTypeId()).stream()
            .map(exception -> of(desk, type, exception))
            .toList()));
  }

  private Reply lift(AdminCall call) {
    var type = desk.type(call, call.path("type"));
    long number = call.path("exceptionId", Long::parseLong);
    call.about("type/%s/exception/%d".formatted(type.name(), number));
    var exception = desk.rollouts().exceptions(type.profileTypeId()).stream()
        .filter(it -> it.exceptionId() == number)
        .findFirst()
        .orElseThrow(
            () -> AdminRefusal.notFound("%s has no exception %d; see them with version exceptions"
                .formatted(type.name(), number)));
    byHand.lift(exception, RolloutDesk.deed(call));
    return AdminReply.nothing();
  }

  static Map<String, Object> of(RolloutDesk desk, ProfileType type, VersionException exception) {
    var members = new LinkedHashMap<String, Object>();
    members.put("exceptionId", exception.exceptionId());
    members.put("stratum", exception.stratum().toString());
    members.put("version", desk.number(type, exception.versionId()));
    members.put(
        "failed",
        exception.failed().stream()
            .map(version -> desk.number(type, version))
            .sorted()
            .toList());
    members.put("rolloutId", exception.rolloutId());
    members.put("why", exception.why());
    members.put("createdAt", exception.createdAt());
    members.put("lifted", exception.lifted().map(ExceptionsResource::of));
    return members;
  }

  private static Map<String, Object> of(Lifted lifted) {
    return Map.of("at", lifted.at(), "by", lifted.by(), "why", lifted.why());
  }
}
