package org.opensmdp.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The table of what a listener serves. Paths match exactly; a query string plays no part. */
public final class Routes {
  private final Map<String, Map<String, Route>> byPath = new HashMap<>();

  /** Refuses two routes for the same method and path. */
  public Routes(List<Route> routes) {
    for (Route route : routes) {
      var methods = byPath.computeIfAbsent(route.path(), path -> new TreeMap<>());
      if (methods.putIfAbsent(route.method(), route) != null) {
        throw new IllegalArgumentException("two routes: " + route.method() + " " + route.path());
      }
    }
  }

  public static Routes of(Route... routes) {
    return new Routes(List.of(routes));
  }

  Optional<Route> find(String method, String path) {
    var methods = byPath.get(path);
    return methods == null ? Optional.empty() : Optional.ofNullable(methods.get(method));
  }

  /** Why {@link #find} found nothing: 404, or 405 with the methods that this path knows. */
  Reply refusal(String path) {
    var methods = byPath.get(path);
    return methods == null
        ? Reply.empty(404)
        : Reply.empty(405).header("Allow", String.join(", ", methods.keySet()));
  }
}
