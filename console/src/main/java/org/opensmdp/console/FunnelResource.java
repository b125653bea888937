package org.opensmdp.console;

import java.time.InstantSource;
import java.util.List;
import org.opensmdp.activation.Inventory;
import org.opensmdp.activation.Role;
import org.opensmdp.activation.slo.Figures;
import org.opensmdp.http.Reply;
import org.opensmdp.http.Route;

/** How far sessions come, and what works on which cards and phones (docs/slo.md). */
public final class FunnelResource implements Resource {
  private static final int USUAL = 50;
  private static final int MOST = 1000;

  private final Access access;
  private final Figures figures;
  private final ScopeQuery query;

  public FunnelResource(Access access, Figures figures, Inventory inventory, InstantSource clock) {
    this.access = access;
    this.figures = figures;
    this.query = new ScopeQuery(inventory, clock);
  }

  @Override
  public List<Route> routes() {
    return List.of(
        route("/admin/v1/funnel", "funnel.show", this::funnel),
        route("/admin/v1/devices", "devices.list", this::devices));
  }

  private Route route(String path, String name, AdminFunction.Content content) {
    return new Route(
        "GET", path, "admin." + name, AdminFunction.of(name, Role.VIEWER, access, content));
  }

  private Reply funnel(AdminCall call) {
    var scope = query.scope(call);
    var answer = SloResource.window(scope);
    answer.put("steps", FigureJson.funnel(figures.funnel(scope)));
    return AdminReply.ok(answer);
  }

  private Reply devices(AdminCall call) {
    var scope = query.scope(call);
    int limit = call.query("limit", Integer::parseInt).orElse(USUAL);
    if (limit < 1 || limit > MOST) {
      throw AdminRefusal.unreadable("limit: 1 to 1000 expected");
    }
    var by = call.query("by").orElse("card");
    var answer = SloResource.window(scope);
    var found = switch (by) {
      case "card" -> figures.cards(scope, limit);
      case "phone" -> figures.phones(scope, limit);
      default -> throw AdminRefusal.unreadable("by: card or phone expected");
    };
    answer.put("devices", found.stream().map(FigureJson::model).toList());
    return AdminReply.ok(answer);
  }
}
