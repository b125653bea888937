package org.opensmdp.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opensmdp.activation.MoveVersion;
import org.opensmdp.activation.Operator;
import org.opensmdp.activation.ProfileType;
import org.opensmdp.activation.ProfileType.Protection;
import org.opensmdp.activation.Role;
import org.opensmdp.activation.Versions;
import org.opensmdp.http.Reply;
import org.opensmdp.http.Request;
import org.opensmdp.http.Route;
import org.opensmdp.profile.BundledTemplate;
import org.opensmdp.profile.MetadataTexts;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.ProfileClass;

/** Versions of profile types over the admin API. */
class VersionsResourceTest {
  private static final String PATH = "/admin/v1/types/plan/versions";
  private static final Bytes TEMPLATE = BundledTemplate.load();
  private static final String HOLES = """
      [{"name":"SPN","place":"usim.ef-spn","offset":1,"length":16,"coding":"text"}]""";

  private final Door door = new Door();
  private final List<Route> routes = new ConsoleRoutes(
          door.access,
          List.of(new VersionsResource(
              door.access,
              door.store.inventory(),
              door.store.versions(),
              new MoveVersion(door.store.versions(), type -> OptionalLong.empty(), door.clock))))
      .routes();
  private Operator operator;
  private ProfileType type;

  @BeforeEach
  void type() {
    operator = door.store.inventory().add(new Operator(0, "Operator", Set.of("2.999.77")));
    var texts = new MetadataTexts(
        "opensmdp", "Plan", ProfileClass.OPERATIONAL, List.of(), Optional.empty());
    type = door.store
        .inventory()
        .add(new ProfileType(
            0,
            operator.operatorId(),
            "plan",
            texts,
            2,
            Protection.SESSION_KEYS,
            5,
            5,
            Optional.empty()));
  }

  private Reply call(Request request) {
    return Door.call(routes, request);
  }

  private Reply call(Role role, String method, String target, String body) {
    return call(Door.request(door.token(role), method, target, body));
  }

  private static String body(Bytes template, String holes) {
    return "{\"template\":\"%s\",\"holes\":%s,\"note\":\"a try\"}".formatted(template, holes);
  }

  @Test
  void importsATemplateWithItsHolesAndShowsIt() {
    var made = call(Role.OPERATIONS, "POST", PATH + "?stable=true", body(TEMPLATE, HOLES));
    var shown = Door.json(call(Role.VIEWER, "GET", PATH + "/1", ""));

    assertThat(made.status()).isEqualTo(201);
    assertThat(shown.path("state").asText()).isEqualTo("stable");
    assertThat(shown.path("origin").asText()).isEqualTo("OPERATIONS");
    assertThat(shown.path("note").asText()).isEqualTo("a try");
    assertThat(shown.path("octets").asInt()).isEqualTo(TEMPLATE.size());
    assertThat(shown.path("memoryOctets").asInt()).isGreaterThan(2_000);
    assertThat(shown.path("segments").asInt()).isPositive();
    assertThat(shown.path("holes").path(0).path("field").asText()).isEqualTo("SPN");
    assertThat(shown.path("findings").path(0).path("severity").asText()).isEqualTo("warning");
    assertThat(shown.path("findings").path(0).path("remedy").asText()).isNotEmpty();
    assertThat(Door.json(call(Role.VIEWER, "GET", PATH, "")).path("versions")).hasSize(1);
  }

  @Test
  void importsOctetsAsTheyAre() {
    var request = Request.of("POST", PATH, TEMPLATE.toArray())
        .withHeader("Authorization", "Bearer " + door.token(Role.OPERATIONS).reveal())
        .withHeader("Content-Type", "application/octet-stream");

    assertThat(call(request).status()).isEqualTo(201);

    var version = door.store.versions().find(type, 1).orElseThrow();
    assertThat(door.store.versions().content(version.versionId()))
        .map(Versions.Content::template)
        .contains(TEMPLATE);
  }

  @Test
  void refusesATemplateThatTheLintRefusesAndNamesTheFaults() {
    var torn = TEMPLATE.slice(0, TEMPLATE.size() - 9);

    var refused = call(Role.OPERATIONS, "POST", PATH, body(torn, "[]"));

    assertThat(refused.status()).isEqualTo(422);
    assertThat(Door.errorCode(refused)).isEqualTo("lint");
    assertThat(Door.json(refused).path("findings").path(0).path("rule").asText())
        .isIn("end-last", "one-of-a-kind");
    assertThat(door.store.versions().list(type)).isEmpty();
    assertThat(door.store.audit().list(0, 10)).isEmpty();
  }

  @Test
  void saysWhatItWouldFindAndImportsNothing() {
    var tried = call(Role.OPERATIONS, "POST", PATH + "?dry-run=true", body(TEMPLATE, "[]"));

    assertThat(tried.status()).isEqualTo(200);
    assertThat(Door.json(tried).path("findings")).isNotEmpty();
    assertThat(door.store.versions().list(type)).isEmpty();
  }

  @Test
  void comparesTwoVersions() {
    call(Role.OPERATIONS, "POST", PATH, body(TEMPLATE, "[]"));
    call(Role.OPERATIONS, "POST", PATH, body(BundledTemplate.load(4_000), "[]"));

    var changes = Door.json(call(Role.VIEWER, "GET", PATH + "/1/diff/2", "")).path("changes");

    assertThat(changes).isNotEmpty();
    assertThat(changes.path(0).path("kind").asText()).isEqualTo("added");
    assertThat(changes.path(0).path("element").asText()).isEqualTo("genericFileManagement[8]");
  }

  @Test
  void givesTheTemplateToAdministratorsOnly() {
    call(Role.OPERATIONS, "POST", PATH, body(TEMPLATE, "[]"));

    assertThat(call(Role.OPERATIONS, "GET", PATH + "/1/template", "").status()).isEqualTo(403);
    assertThat(
            Bytes.wrap(call(Role.ADMINISTRATOR, "GET", PATH + "/1/template", "").body()))
        .isEqualTo(TEMPLATE);
  }

  @Test
  void hidesTheTypesOfOtherOperators() {
    var other = door.store.inventory().add(new Operator(0, "Other", Set.of("2.999.78")));
    var stranger = door.token(Role.ADMINISTRATOR, Optional.of(other));

    assertThat(call(Door.request(stranger, "GET", PATH, "")).status()).isEqualTo(404);
    assertThat(call(Door.request(stranger, "POST", PATH, body(TEMPLATE, "[]"))).status())
        .isEqualTo(404);
  }

  @Test
  void refusesBodiesThatMakeNoSense() {
    for (var body : List.of(
        "{}",
        "{\"template\":\"no hex\"}",
        "{\"template\":\"A0\",\"more\":1}",
        body(TEMPLATE, "{}"),
        body(TEMPLATE, "[1]"),
        body(TEMPLATE, HOLES.replace("text", "words")),
        body(TEMPLATE, HOLES.replace("16", "0")))) {
      assertThat(call(Role.OPERATIONS, "POST", PATH, body).status()).as(body).isEqualTo(400);
    }
    assertThat(call(Role.OPERATIONS, "POST", PATH, body(Bytes.EMPTY, "[]")).status())
        .isEqualTo(422);
    assertThat(call(Role.VIEWER, "POST", PATH, body(TEMPLATE, "[]")).status()).isEqualTo(403);
    assertThat(call(Role.VIEWER, "GET", PATH + "/7", "").status()).isEqualTo(404);
    assertThat(call(Role.VIEWER, "GET", PATH + "/x", "").status()).isEqualTo(404);
  }
}
