package org.opensmdp.console;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.opensmdp.activation.Inventory;
import org.opensmdp.activation.ProfileType;
import org.opensmdp.activation.Role;
import org.opensmdp.activation.incident.Incident;
import org.opensmdp.activation.incident.Incident.Cause;
import org.opensmdp.activation.incident.Incident.OpenedBy;
import org.opensmdp.activation.incident.Incident.Severity;
import org.opensmdp.activation.incident.Incident.What;
import org.opensmdp.activation.incident.IncidentDesk;
import org.opensmdp.activation.incident.IncidentRefusal;
import org.opensmdp.activation.incident.Incidents;
import org.opensmdp.activation.incident.Postmortem;
import org.opensmdp.activation.slo.Figures;
import org.opensmdp.http.Reply;
import org.opensmdp.http.Route;
import org.opensmdp.rsp.Iccid;

/** Incidents: opened, taken through their steps, counted (docs/incidents.md). */
public final class IncidentsResource implements Resource {
  private static final String PATH = "/admin/v1/incidents";
  private static final String ONE = PATH + "/{incident}";
  private static final Set<String> MEMBERS = Set.of(
      "severity",
      "cause",
      "title",
      "description",
      "drill",
      "type",
      "version",
      "region",
      "detectedAt");
  private static final int USUAL = 100;
  private static final int MOST = 1000;
  private static final int LONGEST_DESCRIPTION = 10_000;

  private final Access access;
  private final Incidents incidents;
  private final IncidentDesk desk;
  private final Postmortem postmortem;
  private final ScopeQuery query;
  private final InstantSource clock;

  public IncidentsResource(
      Access access,
      Incidents incidents,
      Figures figures,
      Inventory inventory,
      InstantSource clock) {
    this.access = access;
    this.incidents = incidents;
    this.desk = new IncidentDesk(incidents, figures, clock);
    this.postmortem = new Postmortem(incidents, figures, clock);
    this.query = new ScopeQuery(inventory, clock);
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        route("GET", PATH, "incident.list", Role.VIEWER, this::list),
        route("POST", PATH, "incident.open", Role.SUPPORT, this::open),
        route("GET", "/admin/v1/incident-figures", "incident.figures", Role.VIEWER, this::figures),
        route("GET", ONE, "incident.show", Role.VIEWER, this::show),
        route("GET", ONE + "/postmortem", "incident.postmortem", Role.VIEWER, this::postmortem),
        route("POST", ONE + "/ack", "incident.ack", Role.SUPPORT, this::acknowledge),
        route("POST", ONE + "/mitigate", "incident.mitigate", Role.OPERATIONS, this::mitigate),
        route("POST", ONE + "/resolve", "incident.resolve", Role.OPERATIONS, this::resolve),
        route("POST", ONE + "/classify", "incident.classify", Role.OPERATIONS, this::classify),
        route("POST", ONE + "/merge", "incident.merge", Role.OPERATIONS, this::merge),
        route("POST", ONE + "/notes", "incident.note", Role.SUPPORT, this::note));
  }

  private Route route(
      String method, String path, String name, Role role, AdminFunction.Content content) {
    AdminFunction.Content asked = call -> {
      call.requireAllOperators();
      return answered(() -> content.of(call));
    };
    return new Route(method, path, "admin." + name, AdminFunction.of(name, role, access, asked));
  }

  static Reply answered(Supplier<Reply> content) {
    try {
      return content.get();
    } catch (IncidentRefusal refusal) {
      throw AdminRefusal.conflict(refusal.text());
    }
  }

  private Reply list(AdminCall call) {
    boolean open = call.query("open", Boolean::parseBoolean).orElse(false);
    long before = call.query("before", Long::parseLong).orElse(Long.MAX_VALUE);
    int limit = call.query("limit", Integer::parseInt).orElse(USUAL);
    if (limit < 1 || limit > MOST) {
      throw AdminRefusal.unreadable("limit: 1 to 1000 expected");
    }
    var found = incidents.list(open, before, limit);
    return AdminReply.ok(
        Map.of("incidents", found.stream().map(IncidentJson::of).toList()));
  }

  private Reply open(AdminCall call) {
    var members = call.members().only(MEMBERS);
    var detected = members.text("detectedAt", Requests::instant).orElseGet(clock::instant);
    var opened = desk.open(what(call, members), OpenedBy.HAND, call.who(), "", detected);
    call.about("incident/" + opened.incidentId());
    return AdminReply.created(IncidentJson.of(opened));
  }

  private What what(AdminCall call, Members members) {
    var type = members.text("type").map(name -> query.type(call, name));
    var description = members.text("description").orElse("");
    if (description.length() > LONGEST_DESCRIPTION) {
      throw AdminRefusal.unreadable("description: at most 10000 signs");
    }
    return AdminCall.read(
        "incident",
        members.requiredText("title"),
        title -> new What(
            members
                .text("severity", word -> Words.constant(Severity.class, word))
                .orElse(Severity.TICKET),
            members.text("cause", word -> Words.constant(Cause.class, word)).orElse(Cause.UNKNOWN),
            title,
            description,
            members.flag("drill").orElse(false),
            Optional.empty(),
            type.map(ProfileType::profileTypeId),
            members.number("version"),
            members.text("region", ScopeQuery::region)));
  }

  private Reply show(AdminCall call) {
    var found = found(call);
    var answer = new LinkedHashMap<>(IncidentJson.of(found));
    answer.put("ordersAffected", incidents.countOrders(found.incidentId()));
    answer.put(
        "orders",
        call.role().covers(Role.SUPPORT)
            ? incidents.orders(found.incidentId(), MOST).stream()
                .map(Iccid::digits)
                .toList()
            : List.of());
    answer.put(
        "notes",
        incidents.notes(found.incidentId()).stream().map(IncidentJson::of).toList());
    return AdminReply.ok(answer);
  }

  private Reply postmortem(AdminCall call) {
    var text = postmortem.of(found(call));
    return AdminReply.octets("text/markdown; charset=utf-8", AdminJson.octets(text));
  }

  private Reply figures(AdminCall call) {
    var scope = query.scope(call);
    var answer = SloResource.window(scope);
    answer.put(
        "durations",
        incidents.durations(scope.from(), scope.to(), scope.now()).stream()
            .map(IncidentJson::of)
            .toList());
    answer.put("changes", IncidentJson.of(incidents.changes(scope.from(), scope.to())));
    return AdminReply.ok(answer);
  }

  private Reply acknowledge(AdminCall call) {
    return done(desk.acknowledge(about(call), call.who(), call.reason()));
  }

  private Reply mitigate(AdminCall call) {
    var since = call.members()
        .only(Set.of("since"))
        .text("since", Requests::instant)
        .orElseGet(clock::instant);
    return done(desk.mitigate(about(call), call.who(), reason(call), since));
  }

  private Reply resolve(AdminCall call) {
    return done(desk.resolve(about(call), call.who(), reason(call)));
  }

  private Reply classify(AdminCall call) {
    var members = call.members().only(Set.of("severity", "cause"));
    var now = found(call).what();
    var severity = members
        .text("severity", word -> Words.constant(Severity.class, word))
        .orElse(now.severity());
    var cause =
        members.text("cause", word -> Words.constant(Cause.class, word)).orElse(now.cause());
    return done(desk.classify(about(call), severity, cause, call.who(), reason(call)));
  }

  private Reply merge(AdminCall call) {
    int into = call.members()
        .only(Set.of("into"))
        .number("into")
        .orElseThrow(() -> AdminRefusal.unreadable("into is missing"));
    return done(desk.merge(about(call), into, call.who(), reason(call)));
  }

  private Reply note(AdminCall call) {
    var text = call.members().only(Set.of("text")).requiredText("text");
    return done(
        AdminCall.read("text", text, said -> desk.note(about(call), call.who(), said.strip())));
  }

  private static String reason(AdminCall call) {
    if (call.reason().isBlank()) {
      throw AdminRefusal.unreadable("say why, in the header Audit-Reason");
    }
    return call.reason().strip();
  }

  private long about(AdminCall call) {
    long incident = found(call).incidentId();
    call.about("incident/" + incident);
    return incident;
  }

  private Incident found(AdminCall call) {
    long number = call.path("incident", Long::parseLong);
    return incidents
        .find(number)
        .orElseThrow(() -> AdminRefusal.notFound("there is no such incident"));
  }

  private static Reply done(Incident incident) {
    return AdminReply.ok(IncidentJson.of(incident));
  }
}
