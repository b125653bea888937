package org.opensmdp.console;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.opensmdp.activation.Inventory;
import org.opensmdp.activation.Role;
import org.opensmdp.activation.slo.Dimension;
import org.opensmdp.activation.slo.Figures;
import org.opensmdp.activation.slo.Health;
import org.opensmdp.activation.slo.Scope;
import org.opensmdp.http.Reply;
import org.opensmdp.http.Route;

/** What was promised and what was kept of it, and how much may still go wrong (docs/slo.md). */
public final class SloResource implements Resource {
  private static final String PATH = "/admin/v1/slo";
  private static final int MOST = 50;

  private final Access access;
  private final Figures figures;
  private final Health health;
  private final ScopeQuery query;

  public SloResource(Access access, Figures figures, Inventory inventory, InstantSource clock) {
    this.access = access;
    this.figures = figures;
    this.health = new Health(figures, clock);
    this.query = new ScopeQuery(inventory, clock);
  }

  @Override
  public List<Route> routes() {
    return List.of(
        route("", "slo.show", this::show),
        route("/attempts", "slo.attempts", this::attempts),
        route("/budget", "slo.budget", this::budget));
  }

  private Route route(String path, String name, AdminFunction.Content content) {
    return new Route(
        "GET", PATH + path, "admin." + name, AdminFunction.of(name, Role.VIEWER, access, content));
  }

  private Reply show(AdminCall call) {
    var scope = query.scope(call);
    var answer = window(scope);
    answer.put("attempts", FigureJson.attempts(figures.attempts(scope)));
    answer.put("ordersOpen", figures.orders(scope).open());
    answer.put(
        "objectives",
        health.tallies(scope).entrySet().stream()
            .map(kept -> FigureJson.objective(kept.getKey(), kept.getValue()))
            .toList());
    answer.put("keptADay", FigureJson.tally(figures.kept(scope)));
    answer.put(
        "calls",
        scope.part().isOfOrders()
            ? figures.calls(scope).stream().map(FigureJson::call).toList()
            : List.of());
    return AdminReply.ok(answer);
  }

  private Reply attempts(AdminCall call) {
    var scope = query.scope(call);
    var by = call.query("by", word -> Words.constant(Dimension.class, word))
        .orElseThrow(() -> AdminRefusal.unreadable(
            "say by what: by=operator, region, version, eum, firmware or cause"));
    var answer = window(scope);
    answer.put("by", Words.of(by));
    answer.put(
        "attempts",
        figures.attempts(scope, by, MOST).stream().map(FigureJson::attempts).toList());
    return AdminReply.ok(answer);
  }

  private Reply budget(AdminCall call) {
    return AdminReply.ok(Map.of(
        "budgets",
        health.budgets(query.part(call)).stream().map(FigureJson::budget).toList()));
  }

  static Map<String, Object> window(Scope scope) {
    var answer = new LinkedHashMap<String, Object>();
    answer.put("from", scope.from());
    answer.put("to", scope.to());
    return answer;
  }
}
