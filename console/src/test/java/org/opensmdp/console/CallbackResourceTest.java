package org.opensmdp.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.opensmdp.console.Door.json;
import static org.opensmdp.console.Door.request;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensmdp.activation.Operator;
import org.opensmdp.activation.OperatorCallback.Kind;
import org.opensmdp.activation.OperatorCallback.Line;
import org.opensmdp.activation.Role;
import org.opensmdp.http.Reply;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Secret;

class CallbackResourceTest {
  private static final String KEY = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  private final Door door = new Door();
  private final Operator operator =
      door.store.inventory().add(new Operator(0, "mno", Set.of("mno")));
  private final CallbackResource resource = new CallbackResource(
      door.access, door.store.callbacks(), door.store.inventory(), "PEM"::equals, door.clock);
  private final Bearer administrator = door.token(Role.ADMINISTRATOR);

  private Reply call(Bearer bearer, String method, String path, String kind, String body) {
    var full = "/admin/v1/operators/{operator}/callbacks" + path;
    var route = resource.routes().stream()
        .filter(each -> each.method().equals(method) && each.path().equals(full))
        .findFirst()
        .orElseThrow();
    return route
        .handler()
        .handle(request(bearer, method, full, body)
            .withPathValue("operator", "mno")
            .withPathValue("kind", kind)
            .withPathValue("id", UUID.randomUUID().toString()));
  }

  private Reply put(String kind, String body) {
    return call(administrator, "PUT", "/kind/{kind}", kind, body);
  }

  @Test
  void keepsHowAnOperatorIsToldAndShowsNoSecret() {
    var set = put(
        "webhook",
        "{\"url\":\"https://a.example/x\",\"points\":[\"3\",\"4\"],\"secret\":\"" + KEY
            + "\",\"trustedCa\":\"PEM\"}");

    assertThat(set.status()).isEqualTo(200);
    var kept = door.store
        .callbacks()
        .find(new Line(operator.operatorId(), Kind.WEBHOOK))
        .orElseThrow();
    assertThat(kept.points()).containsExactlyInAnyOrder(3, 4);
    assertThat(kept.secret())
        .contains(Secret.of(Bytes.fromHex("31F290F6BF06298AAB4F08D43C3F082CF648A362DA2DA4B0")));
    var shown = call(administrator, "GET", "", "", "");
    assertThat(json(shown).at("/callbacks/0/url").asText()).isEqualTo("https://a.example/x");
    assertThat(json(shown).at("/callbacks/0/hasSecret").asBoolean()).isTrue();
    assertThat(new String(shown.body(), UTF_8) + new String(set.body(), UTF_8))
        .doesNotContain(KEY.substring(6));
  }

  @Test
  void leavesTheSecretAsItIsUnlessAnotherIsGiven() {
    put("webhook", "{\"url\":\"https://a.example\",\"secret\":\"" + KEY + "\"}");

    assertThat(put("webhook", "{\"url\":\"https://b.example\"}").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"url\":\"http://a.example\"}",
        "{\"url\":\"https://a.example\",\"points\":[\"5\"]}",
        "{\"url\":\"https://a.example\",\"points\":[]}",
        "{\"url\":\"https://a.example\",\"secret\":\"" + KEY + "\"}",
        "{\"url\":\"https://a.example\",\"trustedCa\":\"nothing\"}"
      })
  void refusesWhatMakesNoSense(String body) {
    assertThat(put("handle-notification", body).status()).isEqualTo(422);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{\"url\":7}",
        "{\"url\":\"https://a.example\",\"points\":[\"x\"]}",
        "{\"url\":\"https://a.example\",\"colour\":\"red\"}",
        "{\"url\":\"https://a.example\",\"secret\":\"short\"}",
        "{\"url\":\"https://a.example\",\"secret\":\"whsec_!!!\"}"
      })
  void refusesWhatCannotBeRead(String body) {
    assertThat(put("handle-notification", body).status()).isEqualTo(400);
  }

  @Test
  void knowsNoOtherKindAndNothingThatIsNotThere() {
    assertThat(put("carrier-pigeon", "{\"url\":\"https://a.example\"}").status())
        .isEqualTo(404);
    assertThat(call(administrator, "GET", "/kind/{kind}", "webhook", "").status())
        .isEqualTo(404);
    assertThat(call(administrator, "DELETE", "/kind/{kind}", "webhook", "").status())
        .isEqualTo(404);
    assertThat(call(administrator, "POST", "/replay/{id}", "", "").status()).isEqualTo(404);
    assertThat(json(call(administrator, "POST", "/replay", "", ""))
            .path("replayed")
            .asInt())
        .isZero();
  }

  @Test
  void letsNobodyTouchWhatIsAnotherOperators() {
    var other = door.store.inventory().add(new Operator(0, "other", Set.of("other")));
    var stranger = door.token(Role.ADMINISTRATOR, Optional.of(other));

    assertThat(call(stranger, "GET", "", "", "").status()).isEqualTo(404);
    assertThat(call(stranger, "POST", "/replay", "", "").status()).isEqualTo(404);
    for (var path : List.of("/dead", "/pending")) {
      assertThat(call(door.token(Role.VIEWER), "GET", path, "", "").status()).isEqualTo(403);
      assertThat(call(stranger, "GET", path, "", "").status()).isEqualTo(404);
      assertThat(json(call(administrator, "GET", path, "", "")).path("callbacks"))
          .isEmpty();
    }
  }
}
