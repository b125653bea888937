package org.opensmdp.console;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.opensmdp.activation.NetworkEvents;
import org.opensmdp.activation.NetworkEvents.Drops;
import org.opensmdp.activation.Operator;
import org.opensmdp.activation.Role;
import org.opensmdp.activation.TakeNetworkEvents;
import org.opensmdp.http.Reply;
import org.opensmdp.http.Route;

/**
 * What operators' networks say of their subscribers: batches in, line by line answered; and what became of
 * installed profiles out. The operator is that of the token.
 */
public final class NetworkEventsResource implements Resource {
  private static final String EVENTS = "/admin/v1/network-events";
  private static final Duration USUAL_WITHIN = Duration.ofHours(24);
  private static final Duration WINDOW = Duration.ofDays(30);
  private static final int MOST = 1000;

  private final Access access;
  private final NetworkEvents events;
  private final TakeNetworkEvents take;
  private final InstantSource clock;

  public NetworkEventsResource(
      Access access, NetworkEvents events, TakeNetworkEvents take, InstantSource clock) {
    this.access = access;
    this.events = events;
    this.take = take;
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        route("POST", EVENTS, "network.import", Role.OPERATIONS, this::take),
        route(
            "GET",
            EVENTS + "/never-attached",
            "network.never-attached",
            Role.SUPPORT,
            this::neverAttached),
        route("GET", EVENTS + "/drops", "network.drops", Role.VIEWER, this::drops));
  }

  private Route route(
      String method, String path, String name, Role role, AdminFunction.Content content) {
    return new Route(method, path, "admin." + name, AdminFunction.of(name, role, access, content));
  }

  /** Not in the audit: a network sends some batches a minute. */
  private Reply take(AdminCall call) {
    call.changesNothing();
    var operator = call.tenant()
        .orElseThrow(() -> AdminRefusal.forbidden(
            "network events are an operator's; use a token that is bound to it"));
    var counts = new LinkedHashMap<String, Integer>();
    var lines = new ArrayList<Map<String, Object>>();
    for (var line : NetworkLines.of(call.contentType(), call.octets())) {
      var answer = answered(operator, call.who(), line);
      counts.merge(String.valueOf(answer.get("verdict")), 1, Integer::sum);
      lines.add(answer);
    }
    return AdminReply.ok(Map.of("counts", counts, "lines", lines));
  }

  private Map<String, Object> answered(Operator operator, String who, NetworkLines.Line line) {
    var answer = new LinkedHashMap<String, Object>();
    answer.put("line", line.number());
    try {
      answer.put("verdict", take.run(operator, who, line.event().get()).name());
    } catch (IllegalArgumentException e) {
      malformed(answer, String.valueOf(e.getMessage()));
    } catch (AdminRefusal e) {
      malformed(answer, e.text());
    }
    return answer;
  }

  private static void malformed(Map<String, Object> answer, String reason) {
    answer.put("verdict", "MALFORMED");
    answer.put("reason", reason + "; correct the line and send it again");
  }

  private Reply neverAttached(AdminCall call) {
    var now = clock.instant();
    var before = now.minus(call.query("within", Requests::duration).orElse(USUAL_WITHIN));
    var mine = call.tenant().map(Operator::operatorId);
    var from = now.minus(WINDOW);
    var answer = new LinkedHashMap<String, Object>();
    answer.put("count", events.countNeverAttached(mine, from, before));
    answer.put(
        "profiles",
        events.neverAttached(mine, from, before, MOST).stream()
            .map(it -> Map.of("iccid", it.iccid().digits(), "installedAt", it.installedAt()))
            .toList());
    return AdminReply.ok(answer);
  }

  private Reply drops(AdminCall call) {
    var since = clock.instant().minus(call.query("within", Requests::duration).orElse(WINDOW));
    return AdminReply.ok(Map.of(
        "drops",
        events.drops(call.tenant().map(Operator::operatorId), since).stream()
            .map(NetworkEventsResource::of)
            .toList()));
  }

  private static Map<String, Object> of(Drops drops) {
    var members = new LinkedHashMap<String, Object>();
    drops.type().ifPresent(type -> members.put("type", type));
    drops.version().ifPresent(version -> members.put("version", version));
    drops.mcc().ifPresent(mcc -> members.put("mcc", mcc));
    members.put("drops", drops.drops());
    members.put("profiles", drops.profiles());
    return members;
  }
}
