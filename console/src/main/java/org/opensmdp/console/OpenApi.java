package org.opensmdp.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.opensmdp.http.Route;

/** The description of the admin API (OpenAPI 3.1), put together from a file for each resource. */
final class OpenApi {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");
  private static final YAMLMapper YAML = new YAMLMapper();

  private final ObjectNode document = fragment("base");

  OpenApi(Collection<String> fragments) {
    for (var name : new TreeSet<>(fragments)) {
      merge(document, fragment(name), name);
    }
  }

  byte[] json() {
    return AdminJson.write(document);
  }

  /** Returns what is served and not described, or described and not served; empty if all is well. */
  Set<String> differences(Collection<Route> routes) {
    var served = new TreeSet<String>();
    routes.forEach(route -> served.add(route.method() + " " + route.path()));
    var differences = described();
    for (var operation : served) {
      if (!differences.remove(operation)) {
        differences.add(operation);
      }
    }
    return differences;
  }

  private Set<String> described() {
    var operations = new TreeSet<String>();
    document
        .path("paths")
        .properties()
        .forEach(path -> path.getValue().fieldNames().forEachRemaining(method -> {
          if (METHODS.contains(method)) {
            operations.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
          }
        }));
    return operations;
  }

  private static void merge(ObjectNode into, ObjectNode from, String name) {
    from.properties().forEach(member -> {
      var there = into.get(member.getKey());
      if (there instanceof ObjectNode inner && member.getValue() instanceof ObjectNode more) {
        merge(inner, more, name);
      } else if (there == null) {
        into.set(member.getKey(), member.getValue());
      } else {
        throw new IllegalStateException(
            "openapi/%s.yaml: '%s' is there twice".formatted(name, member.getKey()));
      }
    });
  }

  private static ObjectNode fragment(String name) {
    var path = "/openapi/" + name + ".yaml";
    try (var in = OpenApi.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("the console lacks " + path);
      }
      JsonNode tree = YAML.readTree(in);
      if (tree instanceof ObjectNode object) {
        return object;
      }
      throw new IllegalStateException(path + " is no YAML object");
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }
}
