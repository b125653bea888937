package org.opensmdp.console;

import java.util.ArrayList;
import java.util.List;
import org.opensmdp.activation.Role;
import org.opensmdp.http.Route;

/** The table of the admin API, and its description at /admin/v1/openapi.json. */
public final class ConsoleRoutes {
  private static final String DESCRIPTION = "/admin/v1/openapi.json";

  private final List<Route> routes = new ArrayList<>();

  /**
   * Puts the routes together.
   *
   * @throws IllegalStateException if a route is not described, or a described one not served
   */
  public ConsoleRoutes(Access access, List<Resource> resources) {
    resources.forEach(resource -> routes.addAll(resource.routes()));
    var openApi = new OpenApi(resources.stream().map(Resource::description).toList());
    byte[] json = openApi.json();
    routes.add(new Route(
        "GET",
        DESCRIPTION,
        "admin.openapi",
        AdminFunction.of(
            "openapi", Role.VIEWER, access, call -> AdminReply.octets("application/json", json))));
    var differences = openApi.differences(routes);
    if (!differences.isEmpty()) {
      throw new IllegalStateException(
          "the description of the admin API differs from its routes: " + differences);
    }
  }

  public List<Route> routes() {
    return List.copyOf(routes);
  }
}
