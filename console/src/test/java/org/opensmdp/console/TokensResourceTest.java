package org.opensmdp.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.opensmdp.console.Door.json;
import static org.opensmdp.console.Door.request;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.opensmdp.activation.Operator;
import org.opensmdp.activation.Role;
import org.opensmdp.http.Reply;
import org.opensmdp.http.Route;

class TokensResourceTest {
  private static final String PATH = "/admin/v1/tokens";

  private final Door door = new Door();
  private final TokensResource resource = new TokensResource(
      door.access,
      door.store.adminTokens(),
      door.store.inventory(),
      door.clock,
      new SecureRandom());
  private final Bearer administrator = door.token(Role.ADMINISTRATOR);

  private Reply list(Bearer bearer) {
    return handler("GET").handler().handle(request(bearer, "GET", PATH, ""));
  }

  private Reply add(Bearer bearer, String body) {
    return handler("POST").handler().handle(request(bearer, "POST", PATH, body));
  }

  private Reply revoke(Bearer bearer, String tokenId) {
    return handler("DELETE")
        .handler()
        .handle(request(bearer, "DELETE", PATH + "/x", "").withPathValue("tokenId", tokenId));
  }

  private Route handler(String method) {
    return resource.routes().stream()
        .filter(route -> route.method().equals(method))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void makesATokenThatWorksUntilItIsRevoked() {
    var made = json(
        add(administrator, "{\"name\":\"noc\",\"role\":\"administrator\",\"lifetime\":\"P1D\"}"));
    var bearer = Bearer.parse(made.path("token").asText()).orElseThrow();

    assertThat(list(bearer).status()).isEqualTo(200);
    assertThat(new String(list(bearer).body(), UTF_8)).doesNotContain(bearer.reveal());
    assertThat(revoke(administrator, made.path("tokenId").asText()).status()).isEqualTo(204);
    assertThat(list(bearer).status()).isEqualTo(401);
    assertThat(revoke(administrator, made.path("tokenId").asText()).status()).isEqualTo(404);
  }

  @Test
  void endsATokenWithItsLifetime() {
    var made = json(
        add(administrator, "{\"name\":\"noc\",\"role\":\"administrator\",\"lifetime\":\"PT5S\"}"));
    var bearer = Bearer.parse(made.path("token").asText()).orElseThrow();

    door.forward(Duration.ofSeconds(5));

    assertThat(list(bearer).status()).isEqualTo(401);
  }

  @Test
  void refusesWhatIsNoToken() {
    for (var body : List.of(
        "{}",
        "{\"name\":\"\",\"role\":\"viewer\"}",
        "{\"name\":\"a\",\"role\":\"king\"}",
        "{\"name\":\"a\",\"role\":\"viewer\",\"lifetime\":\"-P1D\"}",
        "{\"name\":\"a\",\"role\":\"viewer\",\"lifetime\":\"soon\"}",
        "{\"name\":\"a\",\"role\":\"viewer\",\"lifetime\":\"P99999999D\"}",
        "{\"name\":\"a\",\"role\":\"viewer\",\"scope\":\"x\"}")) {
      assertThat(add(administrator, body).status()).as(body).isEqualTo(400);
    }
    assertThat(add(administrator, "{\"name\":\"a\",\"role\":\"viewer\",\"operator\":\"x\"}")
            .status())
        .isEqualTo(404);
    assertThat(revoke(administrator, "x").status()).isEqualTo(404);
    assertThat(revoke(administrator, "99").status()).isEqualTo(404);
    assertThat(door.store.adminTokens().list()).hasSize(1);
  }

  @Test
  void keepsABoundAdministratorWithItsOperator() {
    var one = door.store.inventory().add(new Operator(0, "one", Set.of("one")));
    door.store.inventory().add(new Operator(0, "two", Set.of("two")));
    var bound = door.token(Role.ADMINISTRATOR, Optional.of(one));

    var implied = json(add(bound, "{\"name\":\"a\",\"role\":\"viewer\"}"));
    var crossing = add(bound, "{\"name\":\"a\",\"role\":\"viewer\",\"operator\":\"two\"}");

    assertThat(implied.path("operator").asText()).isEqualTo("one");
    assertThat(crossing.status()).isEqualTo(404);
    assertThat(json(list(bound)).path("tokens")).hasSize(2);
    assertThat(revoke(bound, "1").status()).isEqualTo(404);
    assertThat(list(administrator).status()).isEqualTo(200);
  }

  @Test
  void describesEveryRouteAndServesWhatItDescribes() {
    var routes = new ConsoleRoutes(door.access, List.of(resource)).routes();

    assertThat(routes).extracting(Route::path).contains("/admin/v1/openapi.json", PATH);
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> new ConsoleRoutes(door.access, List.of(resource, new Undescribed())))
        .withMessageContaining("/openapi/undescribed.yaml");
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> new ConsoleRoutes(door.access, List.of(new Unserved())))
        .withMessageContaining("GET " + PATH);
  }

  /** A resource without a description. */
  private static final class Undescribed implements Resource {
    @Override
    public List<Route> routes() {
      return List.of();
    }
  }

  /** A description without its routes. */
  private static final class Unserved implements Resource {
    @Override
    public List<Route> routes() {
      return List.of();
    }

    @Override
    public String description() {
      return "tokens";
    }
  }
}
