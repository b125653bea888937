package org.opensmdp.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.opensmdp.activation.AdminToken;
import org.opensmdp.activation.InMemoryStore;
import org.opensmdp.activation.Operator;
import org.opensmdp.activation.Role;
import org.opensmdp.http.Reply;
import org.opensmdp.http.Request;
import org.opensmdp.http.Route;

/** A door with an in-memory store behind it, and tokens to come in by. */
final class Door {
  private final SecureRandom random = new SecureRandom();
  final InMemoryStore store = new InMemoryStore();
  final List<String> refused = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-02T03:04:05Z");
  final InstantSource clock = () -> now;
  final Access access = new Access(store.adminTokens(), store.audit(), clock, refused::add);

  void forward(Duration time) {
    now = now.plus(time);
  }

  Bearer token(Role role) {
    return token(role, Optional.empty());
  }

  Bearer token(Role role, Optional<Operator> operator) {
    var bearer = Bearer.fresh(random);
    store
        .adminTokens()
        .add(new AdminToken(
            0,
            role.name(),
            bearer.digest(),
            role,
            operator,
            clock.instant(),
            Optional.of(clock.instant().plusSeconds(3600))));
    return bearer;
  }

  static Request request(String method, String target, String body) {
    return Request.of(method, target, body.getBytes(UTF_8));
  }

  static Request request(Bearer bearer, String method, String target, String body) {
    return request(method, target, body).withHeader("Authorization", "Bearer " + bearer.reveal());
  }

  static JsonNode json(Reply reply) {
    return AdminJson.read(reply.body());
  }

  static String errorCode(Reply reply) {
    return json(reply).at("/error/code").asText();
  }

  /** Returns what the route that a request is for answers. */
  static Reply call(List<Route> routes, Request request) {
    var words = request.path().split("/", -1);
    var route = routes.stream()
        .filter(it -> it.method().equals(request.method()) && fits(it, words))
        .findFirst()
        .orElseThrow();
    var found = request;
    var names = route.path().split("/", -1);
    for (int i = 0; i < names.length; i++) {
      if (names[i].startsWith("{")) {
        found = found.withPathValue(names[i].substring(1, names[i].length() - 1), words[i]);
      }
    }
    return route.handler().handle(found);
  }

  private static boolean fits(Route route, String[] words) {
    var names = route.path().split("/", -1);
    boolean fits = names.length == words.length;
    for (int i = 0; fits && i < names.length; i++) {
      fits = names[i].startsWith("{") || names[i].equals(words[i]);
    }
    return fits;
  }
}
