package org.opensmdp.console;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.opensmdp.activation.EventRecord;
import org.opensmdp.activation.EventRecords;
import org.opensmdp.activation.Role;
import org.opensmdp.activation.SmdsEvents;
import org.opensmdp.http.Reply;
import org.opensmdp.http.Route;
import org.opensmdp.rsp.Iccid;

/** The events at discovery servers: what waits, what was given up, trying again, comparing. */
public final class SmdsResource implements Resource {
  private static final String PATH = "/admin/v1/smds";
  private static final int MOST = 1000;
  private static final int USUAL = 100;

  private final Access access;
  private final EventRecords records;
  private final Optional<SmdsEvents> events;
  private final InstantSource clock;

  /**
   * Makes the resource.
   *
   * @param events absent if this server speaks to no SM-DS
   */
  public SmdsResource(
      Access access, EventRecords records, Optional<SmdsEvents> events, InstantSource clock) {
    this.access = access;
    this.records = records;
    this.events = events;
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        route("GET", "", "smds.status", Role.VIEWER, this::status),
        route("GET", "/pending", "smds.pending", Role.SUPPORT, this::pending),
        route("GET", "/dead", "smds.dead", Role.SUPPORT, this::dead),
        route("POST", "/replay", "smds.replay", Role.OPERATIONS, this::replay),
        route("POST", "/reconcile", "smds.reconcile", Role.OPERATIONS, this::reconcile));
  }

  private Route route(
      String method, String path, String name, Role role, AdminFunction.Content content) {
    return new Route(
        method, PATH + path, "admin." + name, AdminFunction.of(name, role, access, content));
  }

  private Reply status(AdminCall call) {
    call.requireAllOperators();
    var backlog = records.backlog();
    var members = new LinkedHashMap<String, Object>();
    members.put("configured", events.isPresent());
    members.put("pending", backlog.pending());
    members.put("dead", backlog.dead());
    members.put("oldest", backlog.oldest());
    return AdminReply.ok(members);
  }

  private Reply pending(AdminCall call) {
    call.requireAllOperators();
    return list(records.pending(most(call)));
  }

  private Reply dead(AdminCall call) {
    call.requireAllOperators();
    return list(records.dead(most(call)));
  }

  private static int most(AdminCall call) {
    return call.query("most", SmdsResource::count).orElse(USUAL);
  }

  private static int count(String text) {
    int most = Integer.parseInt(text);
    if (most < 1 || most > MOST) {
      throw new IllegalArgumentException("1 to " + MOST + " expected");
    }
    return most;
  }

  private static Reply list(List<EventRecord> found) {
    return AdminReply.ok(Map.of("events", found.stream().map(SmdsResource::of).toList()));
  }

  private static Map<String, Object> of(EventRecord event) {
    var members = new LinkedHashMap<String, Object>();
    members.put("iccid", event.iccid().digits());
    members.put("eid", event.eid().digits());
    members.put("smdsAddress", event.smdsAddress());
    members.put("wanted", event.wanted().name().toLowerCase(Locale.ROOT));
    members.put("known", event.known().name().toLowerCase(Locale.ROOT));
    members.put("checking", event.checking());
    members.put("attempts", event.attempts());
    members.put("lastError", event.lastError());
    members.put("dueSince", event.dueSince());
    members.put("nextAttemptAt", event.nextAttemptAt());
    members.put("givenUpAt", event.deadAt());
    return members;
  }

  private Reply replay(AdminCall call) {
    call.requireAllOperators();
    var order = call.members().only(Set.of("iccid")).text("iccid", Iccid::parse);
    int replayed = records.replay(order, clock.instant());
    if (order.isPresent() && replayed == 0) {
      throw AdminRefusal.notFound("no event of this ICCID was given up");
    }
    call.about("smds/" + order.map(Iccid::digits).orElse("all"));
    return AdminReply.ok(Map.of("replayed", replayed));
  }

  private Reply reconcile(AdminCall call) {
    call.requireAllOperators();
    var rule = events.orElseThrow(() -> AdminRefusal.conflict(
        "this server speaks to no SM-DS; give its configuration a section smds"));
    return AdminReply.ok(Map.of("events", rule.reconcile(Duration.ZERO)));
  }
}
