package org.opensmdp.console;

import java.net.URI;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.opensmdp.activation.Callback;
import org.opensmdp.activation.Callback.State;
import org.opensmdp.activation.Callbacks;
import org.opensmdp.activation.Inventory;
import org.opensmdp.activation.Operator;
import org.opensmdp.activation.OperatorCallback;
import org.opensmdp.activation.OperatorCallback.Kind;
import org.opensmdp.activation.OperatorCallback.Line;
import org.opensmdp.activation.ProgressPoints;
import org.opensmdp.activation.Role;
import org.opensmdp.http.Reply;
import org.opensmdp.http.Route;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Secret;

/**
 * How operators are told of progress, what waits for them, and what was given up. The secret of a
 * webhook goes in and never comes out.
 */
public final class CallbackResource implements Resource {
  private static final String PATH = "/admin/v1/operators/{operator}/callbacks";
  private static final Set<String> MEMBERS =
      Set.of("url", "points", "enabled", "identity", "trustedCa", "requesterId", "secret");
  private static final String SECRET_PREFIX = "whsec_";
  private static final int SHOWN = 1000;

  private final Access access;
  private final Callbacks callbacks;
  private final Inventory inventory;
  private final Predicate<String> isCa;
  private final InstantSource clock;

  /**
   * Makes the resource.
   *
   * @param isCa whether a PEM holds certificates that can be trusted
   */
  public CallbackResource(
      Access access,
      Callbacks callbacks,
      Inventory inventory,
      Predicate<String> isCa,
      InstantSource clock) {
    this.access = access;
    this.callbacks = callbacks;
    this.inventory = inventory;
    this.isCa = isCa;
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        route("GET", "", "callback.show", Role.VIEWER, this::show),
        route("GET", "/kind/{kind}", "callback.get", Role.VIEWER, this::get),
        route("PUT", "/kind/{kind}", "callback.set", Role.ADMINISTRATOR, this::set),
        route("DELETE", "/kind/{kind}", "callback.remove", Role.ADMINISTRATOR, this::remove),
        route(
            "GET", "/pending", "callback.pending", Role.SUPPORT, call -> list(call, State.PENDING)),
        route("GET", "/dead", "callback.dead", Role.SUPPORT, call -> list(call, State.DEAD)),
        route("POST", "/replay", "callback.replay.all", Role.OPERATIONS, this::replayAll),
        route("POST", "/replay/{id}", "callback.replay", Role.OPERATIONS, this::replayOne));
  }

  private Route route(
      String method, String path, String name, Role role, AdminFunction.Content content) {
    return new Route(
        method, PATH + path, "admin." + name, AdminFunction.of(name, role, access, content));
  }

  private Reply show(AdminCall call) {
    var of = callbacks.of(operator(call).operatorId());
    return AdminReply.ok(
        Map.of("callbacks", of.stream().map(CallbackResource::members).toList()));
  }

  private Reply get(AdminCall call) {
    return AdminReply.ok(members(callbacks.find(line(call)).orElseThrow(CallbackResource::none)));
  }

  private Reply set(AdminCall call) {
    var line = line(call);
    var members = call.members().only(MEMBERS);
    var before = callbacks.find(line);
    var callback = read(line, members, before);
    callback.trustedCa().ifPresent(pem -> {
      if (!isCa.test(pem)) {
        throw AdminRefusal.invalid("trustedCa holds no certificate; give one in PEM");
      }
    });
    callbacks.put(callback);
    about(call, line);
    return AdminReply.ok(members(callback));
  }

  /** What is not said of a secret stays as it is: nobody has it to say it again. */
  private static OperatorCallback read(
      Line line, Members members, Optional<OperatorCallback> before) {
    try {
      return new OperatorCallback(
          line.operatorId(),
          line.kind(),
          members.requiredText("url", CallbackResource::url),
          members.texts("points").map(CallbackResource::points).orElse(ProgressPoints.ALL),
          members.flag("enabled").orElse(true),
          members.text("identity"),
          members.text("trustedCa"),
          members.text("requesterId"),
          members
              .text("secret", CallbackResource::secret)
              .or(() -> before.flatMap(OperatorCallback::secret)));
    } catch (IllegalArgumentException e) {
      throw AdminRefusal.invalid(String.valueOf(e.getMessage()));
    }
  }

  /** What is more than a host and a path would be kept for nothing, or shown where it should not be. */
  private static String url(String text) {
    var url = URI.create(text);
    if (url.getHost() == null || url.getUserInfo() != null || url.getFragment() != null) {
      throw new IllegalArgumentException("https:// and a host expected, without user or fragment");
    }
    return text;
  }

  private static Set<Integer> points(List<String> texts) {
    return texts.stream()
        .map(text -> AdminCall.read("points", text, Integer::valueOf))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** As Standard Webhooks writes keys; the octets are not told in a refusal. */
  private static Secret secret(String text) {
    if (!text.startsWith(SECRET_PREFIX)) {
      throw new IllegalArgumentException("whsec_ and base64 of 24 to 64 octets expected");
    }
    try {
      var octets = Base64.getDecoder().decode(text.substring(SECRET_PREFIX.length()));
      var secret = Secret.of(octets);
      Arrays.fill(octets, (byte) 0);
      return secret;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("whsec_ and base64 of 24 to 64 octets expected", null);
    }
  }

  private Reply remove(AdminCall call) {
    var line = line(call);
    if (!callbacks.remove(line, clock.instant())) {
      throw none();
    }
    about(call, line);
    return AdminReply.nothing();
  }

  private Reply list(AdminCall call, State state) {
    var of = callbacks.of(operator(call).operatorId(), state, SHOWN);
    return AdminReply.ok(
        Map.of("callbacks", of.stream().map(CallbackResource::members).toList()));
  }

  private Reply replayAll(AdminCall call) {
    return replayed(
        callbacks.replay(operator(call).operatorId(), Optional.empty(), clock.instant()));
  }

  private Reply replayOne(AdminCall call) {
    var id = call.path("id", UUID::fromString);
    int count = callbacks.replay(operator(call).operatorId(), Optional.of(id), clock.instant());
    if (count == 0) {
      throw AdminRefusal.notFound(
          "nothing with this id was given up, or its operator is not called");
    }
    return replayed(count);
  }

  private static Reply replayed(int count) {
    return AdminReply.ok(Map.of("replayed", count));
  }

  private Line line(AdminCall call) {
    return new Line(operator(call).operatorId(), call.path("kind", CallbackResource::kind));
  }

  private static Kind kind(String text) {
    return Kind.valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private Operator operator(AdminCall call) {
    return inventory
        .findOperator(call.path("operator"))
        .filter(found -> call.mayTouch(found.operatorId()))
        .orElseThrow(() -> AdminRefusal.notFound("there is no such operator"));
  }

  private static void about(AdminCall call, Line line) {
    call.about("operator/" + call.path("operator") + "/callback/" + word(line.kind()));
  }

  private static AdminRefusal none() {
    return AdminRefusal.notFound("the operator has no callback of this kind");
  }

  private static String word(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Map<String, Object> members(OperatorCallback callback) {
    var members = new LinkedHashMap<String, Object>();
    members.put("kind", word(callback.kind()));
    members.put("url", callback.url());
    members.put(
        "points",
        new TreeSet<>(callback.points()).stream().map(Object::toString).toList());
    members.put("enabled", callback.enabled());
    members.put("identity", callback.identity());
    members.put("trustedCa", callback.trustedCa());
    members.put("requesterId", callback.requesterId());
    members.put("hasSecret", callback.secret().isPresent());
    return members;
  }

  private static Map<String, Object> members(Callback callback) {
    var members = new LinkedHashMap<String, Object>();
    members.put("id", callback.id().toString());
    members.put("kind", word(callback.line().kind()));
    members.put("iccid", callback.iccid().digits());
    members.put("eid", callback.eid().map(Eid::digits));
    members.put("point", callback.progress().point());
    members.put("failure", callback.progress().failure().map(code -> code.pair()));
    members.put("happenedAt", callback.happenedAt());
    members.put("attempts", callback.attempts());
    members.put("lastError", callback.lastError());
    return members;
  }
}
