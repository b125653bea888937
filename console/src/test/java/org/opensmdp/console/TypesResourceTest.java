package org.opensmdp.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensmdp.console.Door.json;
import static org.opensmdp.console.Door.request;

import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opensmdp.activation.Operator;
import org.opensmdp.activation.Role;
import org.opensmdp.http.Reply;

/** Types and their metadata as administrators make and see them. */
class TypesResourceTest {
  private static final String PATH = "/admin/v1/types";

  private final Door door = new Door();
  private final TypesResource resource = new TypesResource(
      door.access,
      new OrderDesk(door.store.orders(), door.store.administration(), "smdp.example.com"),
      door.store.administration(),
      door.store.inventory());
  private final Bearer operations = door.token(Role.OPERATIONS);
  private final Operator operator =
      door.store.inventory().add(new Operator(0, "Own", Set.of("2.999.1")));
  private final Operator other =
      door.store.inventory().add(new Operator(0, "Other", Set.of("2.999.2")));

  private Reply add(Bearer bearer, String body) {
    return resource.routes().get(1).handler().handle(request(bearer, "POST", PATH, body));
  }

  private Reply show(Bearer bearer, String name) {
    return resource
        .routes()
        .get(2)
        .handler()
        .handle(request(bearer, "GET", PATH + "/x", "").withPathValue("type", name));
  }

  private static String body(String more) {
    return """
        {"name": "plan", "operator": "Own", "serviceProviderName": "Example", "profileName": "Plan"%s}
        """.formatted(more);
  }

  @Test
  void makesATypeWithItsMetadata() {
    var reply = add(operations, body("""
        , "profileClass": "test", "gid1": "A1", "policyRules": ["PPR1"], "mncLength": 3,
        "notifications": {"a.example": ["delete", "install"], "b.example": []},
        "protection": "profile-keys", "rebinding": "refuse", "orderLifetime": "P30D"
        """));

    assertThat(reply.status()).isEqualTo(201);
    var shown = json(show(operations, "plan"));
    assertThat(shown.path("available").asLong()).isZero();
    assertThat(json(reply).toString())
        .isEqualTo("{\"name\":\"plan\",\"operator\":\"Own\",\"serviceProviderName\":\"Example\","
            + "\"profileName\":\"Plan\",\"profileClass\":\"test\",\"icon\":null,\"iconType\":null,"
            + "\"notifications\":{\"a.example\":[\"install\",\"delete\"],"
            + "\"b.example\":[\"install\",\"enable\",\"disable\",\"delete\"]},"
            + "\"gid1\":\"A1\",\"gid2\":null,\"policyRules\":[\"PPR1\"],\"mncLength\":3,"
            + "\"synthetic\":false,"
            + "\"protection\":\"profile-keys\",\"rebinding\":\"refuse\","
            + "\"maxDownloadAttempts\":5,\"maxConfirmationAttempts\":3,"
            + "\"orderLifetime\":\"PT720H\"}");
  }

  @Test
  void refusesANameThatIsTooLongUnlessItMayCut() {
    var tooLong = body("").replace("\"Example\"", "\"" + "\u0416".repeat(17) + "\"");

    var refused = add(operations, tooLong);
    var cut = add(operations, tooLong.replace("}", ", \"cut\": true}"));

    assertThat(refused.status()).isEqualTo(422);
    assertThat(json(refused).at("/error/message").asText())
        .contains("34 octets of UTF-8 (expected: 1 to 32)");
    assertThat(json(cut).path("serviceProviderName").asText()).isEqualTo("\u0416".repeat(16));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"notifications\": {\"https://a.example\": []} | 422",
        "\"notifications\": {\"a.example:443\": []} | 422",
        "\"notifications\": {\"a.example\": [\"burn\"]} | 422",
        "\"notifications\": {\"a.example\": \"install\"} | 400",
        "\"notifications\": [] | 400",
        "\"icon\": \"AAAA\" | 422",
        "\"icon\": \"?\" | 400",
        "\"gid1\": \"A\" | 400",
        "\"policyRules\": [\"PPR9\"] | 422",
        "\"profileClass\": \"gold\" | 422",
        "\"mncLength\": 4 | 400",
        "\"maxDownloadAttempts\": 0 | 400",
        "\"protection\": \"none\" | 400",
        "\"orderLifetime\": \"PT0S\" | 400",
        "\"orderLifetime\": \"a month\" | 400",
        "\"colour\": \"red\" | 400"
      })
  void refusesMetadataThatNoPhoneShows(String member, int status) {
    assertThat(add(operations, body(", " + member)).status()).isEqualTo(status);
    assertThat(door.store.inventory().findType("plan")).isEmpty();
  }

  @Test
  void refusesAnIconThatIsNoPicture() {
    var head = Base64.getEncoder().encodeToString(new byte[] {(byte) 0x89, 'P', 'N', 'G'});

    var refused = add(operations, body(", \"icon\": \"" + head + "\""));

    assertThat(refused.status()).isEqualTo(422);
    assertThat(json(refused).at("/error/message").asText()).contains("icon: not a");
  }

  @Test
  void refusesANameThatIsTakenOrNone() {
    add(operations, body(""));

    assertThat(add(operations, body("")).status()).isEqualTo(409);
    assertThat(add(operations, body("").replace("\"plan\"", "\"a/b\"")).status())
        .isEqualTo(400);
    assertThat(add(operations, body("").replace("\"Own\"", "\"Nobody\"")).status())
        .isEqualTo(404);
  }

  @Test
  void letsOperatorsHaveTheirOwnTypesOnly() {
    var own = door.token(Role.OPERATIONS, Optional.of(operator));
    var others = door.token(Role.OPERATIONS, Optional.of(other));

    assertThat(add(others, body("")).status()).isEqualTo(404);
    assertThat(add(own, body("").replace("\"operator\": \"Own\",", "")).status())
        .isEqualTo(201);
    assertThat(show(own, "plan").status()).isEqualTo(200);
    assertThat(show(others, "plan").status()).isEqualTo(404);
    assertThat(show(operations, "none").status()).isEqualTo(404);
  }

  @Test
  void letsNobodyMakeTypesWhoOnlyLooks() {
    assertThat(add(door.token(Role.SUPPORT), body("")).status()).isEqualTo(403);
    assertThat(show(door.token(Role.VIEWER), "plan").status()).isEqualTo(404);
  }
}
