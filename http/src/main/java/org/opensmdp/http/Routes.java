package org.opensmdp.http;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The table of what a listener serves. Paths match exactly, or as templates do: {@code /a/{name}}
 * ({@link PathTemplate}). An exact path goes before a template. A query string plays no part.
 */
public final class Routes {
  private final Map<String, Map<String, Route>> byPath = new HashMap<>();
  private final List<Templated> templates = new ArrayList<>();

  /** The routes of one template, by method. */
  private record Templated(PathTemplate template, Map<String, Route> methods) {}

  /** Refuses two routes for the same method and path; templates that differ in names only are the same. */
  public Routes(List<Route> routes) {
    var shapes = new HashMap<String, Templated>();
    for (Route route : routes) {
      var methods = PathTemplate.is(route.path())
          ? methodsOf(PathTemplate.parse(route.path()), shapes)
          : byPath.computeIfAbsent(route.path(), path -> new TreeMap<>());
      if (methods.putIfAbsent(route.method(), bound(route)) != null) {
        throw new IllegalArgumentException("two routes: " + route.method() + " " + route.path());
      }
    }
    templates.sort(Comparator.comparing(Templated::template));
  }

  public static Routes of(Route... routes) {
    return new Routes(List.of(routes));
  }

  private Map<String, Route> methodsOf(PathTemplate template, Map<String, Templated> shapes) {
    return shapes
        .computeIfAbsent(template.shape(), shape -> {
          var templated = new Templated(template, new TreeMap<>());
          templates.add(templated);
          return templated;
        })
        .methods();
  }

  /** The handler of a template is told what stood in its places. */
  private static Route bound(Route route) {
    if (!PathTemplate.is(route.path())) {
      return route;
    }
    var template = PathTemplate.parse(route.path());
    Handler handler = request -> route.handler().handle(request.withPathValues(template));
    return new Route(route.method(), route.path(), route.name(), handler, route.busy());
  }

  Optional<Route> find(String method, String path) {
    return Optional.ofNullable(methods(path).get(method));
  }

  /** Why {@link #find} found nothing: 404, or 405 with the methods that this path knows. */
  Reply refusal(String path) {
    var methods = methods(path);
    return methods.isEmpty()
        ? Reply.empty(404)
        : Reply.empty(405).header("Allow", String.join(", ", methods.keySet()));
  }

  private Map<String, Route> methods(String path) {
    var methods = byPath.get(path);
    if (methods != null) {
      return methods;
    }
    for (var templated : templates) {
      if (templated.template().matches(path)) {
        return templated.methods();
      }
    }
    return Map.of();
  }
}
