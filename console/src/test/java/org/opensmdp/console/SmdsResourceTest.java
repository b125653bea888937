package org.opensmdp.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensmdp.console.Door.errorCode;
import static org.opensmdp.console.Door.json;
import static org.opensmdp.console.Door.request;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensmdp.activation.Operator;
import org.opensmdp.activation.Role;
import org.opensmdp.http.Reply;

class SmdsResourceTest {
  private static final String PATH = "/admin/v1/smds";

  private final Door door = new Door();
  private final SmdsResource resource =
      new SmdsResource(door.access, door.store.eventRecords(), Optional.empty(), door.clock);
  private final Bearer operations = door.token(Role.OPERATIONS);

  private Reply call(Bearer bearer, String method, String path, String body) {
    String plain = PATH + path.replaceFirst("\\?.*", "");
    return resource.routes().stream()
        .filter(route -> route.method().equals(method) && route.path().equals(plain))
        .findFirst()
        .orElseThrow()
        .handler()
        .handle(request(bearer, method, PATH + path, body));
  }

  @Test
  void showsWhatWaits() {
    var status = json(call(operations, "GET", "", ""));
    assertThat(status.path("configured").asBoolean()).isFalse();
    assertThat(status.path("pending").asInt()).isZero();
    assertThat(json(call(operations, "GET", "/pending", "")).path("events")).isEmpty();
    assertThat(json(call(operations, "GET", "/dead?most=5", "")).path("events")).isEmpty();
    assertThat(json(call(operations, "POST", "/replay", "{}")).path("replayed").asInt())
        .isZero();
  }

  @Test
  void describesItsRoutes() {
    assertThat(new ConsoleRoutes(door.access, List.of(resource)).routes()).isNotEmpty();
  }

  @Test
  void comparesNothingWhereNothingIsConfigured() {
    assertThat(call(operations, "POST", "/reconcile", "{}").status()).isEqualTo(409);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1001", "many"})
  void refusesACountThatIsNone(String most) {
    assertThat(call(operations, "GET", "/dead?most=" + most, "").status()).isEqualTo(400);
  }

  @Test
  void refusesAnIccidThatIsNoneOrUnknown() {
    assertThat(call(operations, "POST", "/replay", "{\"iccid\":\"1\"}").status())
        .isEqualTo(400);
    var unknown = call(operations, "POST", "/replay", "{\"iccid\":\"8988221199000000019\"}");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(errorCode(unknown)).isEqualTo("not-found");
  }

  @Test
  void letsNobodyIn() {
    var viewer = door.token(Role.VIEWER);
    assertThat(call(viewer, "GET", "", "").status()).isEqualTo(200);
    assertThat(call(viewer, "GET", "/dead", "").status()).isEqualTo(403);
    assertThat(call(door.token(Role.SUPPORT), "POST", "/replay", "{}").status()).isEqualTo(403);
    var operator = door.store.inventory().add(new Operator(0, "One", Set.of("One")));
    var bound = door.token(Role.ADMINISTRATOR, Optional.of(operator));
    assertThat(call(bound, "GET", "/pending", "").status()).isEqualTo(403);
  }
}
